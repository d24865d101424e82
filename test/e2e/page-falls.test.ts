import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { textOf } from "./kept-files.ts";
import { MSISDN, Shop } from "./shop.ts";

/** What the checklist promises: a fallen page is back within this time. */
const BACK_MS = 3_000;

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ mode: "kiosk" });
});
beforeEach((context) => shop.tellsIfItFails(context));
afterAll(() => shop.close());

test("a page loaded anew in the middle of a payment shows the same payment, and the payment goes on", async () => {
  const { customer, phone, page } = shop;
  await customer.wakes();
  await customer.touches("language-menu");
  await customer.touches("language-da");
  await customer.chooses("coffee");
  const reference = await shop.asksByNumber();
  const before = await customer.reads("screen-paying");
  await page.reload();
  await customer.sees("paying");
  expect(await customer.reads("screen-paying")).toBe(before);
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("money-words", /39\skr\. er betalt/);
  expect(await phone.ledger()).toMatchObject([{ reference, captured: 3_900, cancelled: 0 }]);
  await customer.touches("finish");
});

test("a page that hangs is ended, and a fallen page is back on the same screen within three seconds, three times over", async () => {
  const { customer } = shop;
  await customer.wakes();
  await customer.chooses("coffee", "tea");
  await customer.hears("basket-total", /75,00/);
  for (const how of ["hangs", "crashes", "crashes"] as const) {
    await pageIsGone(how);
    const goneMs = performance.now();
    await expect.poll(basketTotal, { timeout: 10_000, interval: 50 }).toContain("75,00");
    expect(performance.now() - goneMs).toBeLessThan(BACK_MS);
  }
});

test("an error nobody expected ends the terminal with code 70, and no dialog waits for a button", async () => {
  const { app } = shop.terminal;
  const ended = once(app.process(), "exit");
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error("thrown by a test");
    }, 0);
  });
  expect(await ended).toEqual([70, null]);
  expect(shop.terminal.stderr.join("\n")).toContain("uncaught exception: Error: thrown by a test");
  expect(textOf(shop.around.dataFolder)).toContain("uncaught exception: Error: thrown by a test");
});

/** Until the page's process has ended, whichever way. */
function pageIsGone(how: "crashes" | "hangs"): Promise<void> {
  return shop.terminal.app.evaluate(
    ({ BrowserWindow }, how) =>
      new Promise<void>((resolve) => {
        const page = BrowserWindow.getAllWindows()[0]?.webContents;
        page?.once("render-process-gone", () => resolve());
        if (how === "crashes") page?.forcefullyCrashRenderer();
        else page?.executeJavaScript("for (;;);").catch(() => "it never ends by itself");
      }),
    how,
  );
}

/** Asked through the terminal: the test tool lets go of a page that crashed. */
function basketTotal(): Promise<string> {
  return shop.terminal.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `document.querySelector('[data-testid="basket-total"]')?.textContent ?? ""`,
      ) ?? "",
  );
}
