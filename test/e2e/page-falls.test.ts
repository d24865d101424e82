import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
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

test("a page that crashes is back on the same screen within three seconds, and the next crash is got over too", async () => {
  const { customer } = shop;
  await customer.wakes();
  await customer.chooses("coffee", "tea");
  await customer.hears("basket-total", /75,00/);
  for (let fall = 1; fall <= 2; fall += 1) {
    const fellMs = performance.now();
    await shop.terminal.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const page = BrowserWindow.getAllWindows()[0]?.webContents;
          page?.once("render-process-gone", () => resolve());
          page?.forcefullyCrashRenderer();
        }),
    );
    await expect.poll(basketTotal, { timeout: 10_000, interval: 50 }).toContain("75,00");
    expect(performance.now() - fellMs).toBeLessThan(BACK_MS);
  }
});

/** Asked through the terminal: the test tool lets go of a page that crashed. */
function basketTotal(): Promise<string> {
  return shop.terminal.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `document.querySelector('[data-testid="basket-total"]')?.textContent ?? ""`,
      ) ?? "",
  );
}
