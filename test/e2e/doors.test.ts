import { expect, test } from "vitest";
import type { RunningTerminal } from "../../scripts/launch-terminal.ts";
import { openShop } from "./open-shop.ts";

test("the terminal keeps its doors shut, and a fallen page comes back to the same screen", async () => {
  const { terminal, customer } = await openShop({ mode: "kiosk" });
  await customer.wakes();
  const { page } = terminal;
  expect(
    await page.evaluate(async () => ({
      node: typeof (globalThis as { process?: unknown }).process,
      require: typeof (globalThis as { require?: unknown }).require,
      bridge: Object.keys((globalThis as { till?: object }).till ?? {}).sort(),
      popup: window.open("https://example.test") === null,
      here: location.origin,
      fetched: await fetch("https://example.test").then(
        () => "sent",
        () => "refused",
      ),
      // Asked where scripts of the page itself would ask; the tool's own evaluation is not under the page's policy.
      location: await navigator.permissions.query({ name: "geolocation" }).then((status) => status.state),
    })),
  ).toEqual({
    node: "undefined",
    require: "undefined",
    bridge: ["ask", "onView"],
    popup: true,
    here: "till://app",
    fetched: "refused",
    location: "denied",
  });
  for (const keys of ["Control+W", "Control+R", "Control+Q", "F11", "Alt+F4", "Control+Shift+I"])
    await page.keyboard.press(keys);
  await customer.sees("goods");
  expect(terminal.app.windows()).toHaveLength(1);
  expect(await terminal.app.evaluate(({ Menu }) => Menu.getApplicationMenu())).toBeNull();
  await customer.chooses("coffee");
  // From here on the page is asked through main: the tool itself waits for navigations that never happen.
  await inPage(terminal, 'location.href = "https://example.test/"; 0');
  await expect.poll(() => inPage(terminal, TOTAL), { timeout: 15_000 }).toMatch(/39/);
  expect(await inPage(terminal, "location.origin")).toBe("till://app");
  // A question to a fallen page is never answered, so the next one waits until the page has loaded again.
  const backMs = await terminal.app.evaluate(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents;
    const startedMs = performance.now();
    const back = new Promise((resolve) => page?.once("did-finish-load", () => resolve(undefined)));
    page?.forcefullyCrashRenderer();
    await back;
    return performance.now() - startedMs;
  });
  expect(backMs).toBeLessThan(10_000);
  await expect.poll(() => inPage(terminal, TOTAL), { timeout: 15_000 }).toMatch(/39/);
});

const TOTAL = 'document.querySelector("[data-testid=basket-total]")?.textContent ?? ""';

function inPage(terminal: RunningTerminal, script: string): Promise<string> {
  return terminal.app.evaluate(
    ({ BrowserWindow }, source) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(source),
    script,
  );
}
