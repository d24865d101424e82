import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { MSISDN, Shop } from "./shop.ts";

/** The second window, by what it says of itself. */
async function customersScreen(shop: Shop): Promise<Page> {
  const { app } = shop.terminal;
  await expect.poll(() => app.windows().length, { timeout: 20_000 }).toBe(2);
  for (const page of app.windows()) {
    await page
      .getByTestId(/^screen-/)
      .first()
      .waitFor();
    if (await page.locator('html[data-facing="customer"]').count()) return page;
  }
  throw new Error("neither window faces the customer");
}

/** Past the test tool, which gives a page up that has fallen once. */
function customersWindow(shop: Shop, what: "falls" | "hangs" | "reads"): Promise<string> {
  return shop.terminal.app.evaluate(async ({ BrowserWindow }, wanted) => {
    const page = BrowserWindow.getAllWindows().find((window) => !window.isFocusable())?.webContents;
    if (page === undefined) return "no window";
    // A page that is falling answers never; it is asked again.
    const silence = new Promise<string>((resolve) => setTimeout(() => resolve("no answer"), 1_000));
    if (wanted === "reads")
      return Promise.race([page.executeJavaScript("document.body.innerText") as Promise<string>, silence]);
    if (wanted === "hangs") {
      // It never comes back, so nobody waits for it.
      void page.executeJavaScript("for (;;);").catch(() => undefined);
      return "hanging";
    }
    page.forcefullyCrashRenderer();
    return "fallen";
  }, what);
}

test("the customer reads the basket, scans the code and is thanked on the second screen, where nothing can be pressed", async (context) => {
  const shop = await Shop.openFor(context, { mode: "counter", settings: { customerDisplay: {} } });
  const { customer, phone } = shop;
  const second = await customersScreen(shop);
  await second.getByTestId("screen-attract").waitFor();

  await customer.chooses("honey-350", "flowers");
  await second.getByTestId("screen-goods").waitFor();
  await expect.poll(() => second.getByTestId("basket-total").innerText()).toMatch(/268,00/);
  expect(await second.locator("button, input, a, [tabindex='0']").count()).toBe(0);

  await customer.asksByCode();
  await second.getByRole("img").first().waitFor();
  const reference = await phone.pointsAtCode(MSISDN);

  // The page falls in the middle of it all; the sale goes on, and the page comes back with what is true then.
  await customersWindow(shop, "falls");
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await expect.poll(() => customersWindow(shop, "reads"), { timeout: 20_000 }).toMatch(/268\skr er betalt/);
  await customer.touches("finish");
  await expect.poll(() => customersWindow(shop, "reads"), { timeout: 20_000 }).toMatch(/Velkommen/);
});

test("a page that speaks to the terminal from the customer's screen is not heard", async (context) => {
  const shop = await Shop.openFor(context, { mode: "counter", settings: { customerDisplay: {} } });
  const second = await customersScreen(shop);
  const replies = await second.evaluate(async () => {
    const till = (globalThis as { till?: { ask(name: string, value: object): Promise<object> } }).till;
    return Promise.all([
      till?.ask("basket:add", { sku: "flowers", chosen: [] }),
      till?.ask("staff:open", { pin: "" }),
      till?.ask("pay:open", {}),
    ]);
  });
  expect(replies).toEqual([1, 2, 3].map(() => ({ ok: false, code: "ipc/bad-sender" })));
  await shop.customer.sees("goods");
  expect(await shop.page.locator('[data-testid^="basket-line-"]').count()).toBe(0);
});

test("a customer's screen that hangs is noticed by nobody's touch and comes back with what is true then", async (context) => {
  const shop = await Shop.openFor(context, { mode: "counter", settings: { customerDisplay: {} } });
  const second = await customersScreen(shop);
  await second.getByTestId("screen-attract").waitFor();
  await customersWindow(shop, "hangs");
  expect(await customersWindow(shop, "reads")).toBe("no answer");
  await shop.customer.chooses("honey-350");
  await expect.poll(() => customersWindow(shop, "reads"), { timeout: 60_000 }).toMatch(/119,00/);
});
