import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { socatIsMissing } from "../../simulator/devices/pty.ts";
import { MSISDN, Shop } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ mode: "kiosk", walletLater: true, unpluggedPrinter: true });
});
beforeEach((context) => shop.tellsIfItFails(context));
afterAll(() => shop.close());

test("without its provider it says so before anybody fills a basket, and sells once the provider is there", async () => {
  const { customer, page, around } = shop;
  await customer.hears("screen-attract", /Betaling med Vipps virker ikke akkurat nå/);
  await customer.hears("screen-attract", /Det er ikke kontakt med nettet/);
  expect(await page.getByTestId("start").count()).toBe(0);
  await page.keyboard.press("Enter");
  await around.openWallet();
  await customer.wakes();
  await customer.touches("start-over");
  await customer.sees("attract");
});

test.skipIf(socatIsMissing())(
  "without its printer it sells with the receipt in the app, and prints once the printer is there (skipped without socat)",
  async () => {
    const { customer, page, phone, around } = shop;
    await around.openWallet();
    await customer.wakes();
    await customer.seesPart("troubles");
    const first = await sellsTea();
    await customer.hears("receipt-words", /Kvitteringen ligger i Vipps/);
    const asked = await phone.hears((call) => call.path.endsWith("/payments") && call.body.includes(first));
    expect(JSON.parse(asked.body)).toMatchObject({ receipt: { orderLines: [{ name: "Te", totalAmount: 3_600 }] } });
    expect(around.receipts()).toEqual([]);
    await customer.touches("finish");

    await around.cables.printer?.plug();
    await page.getByTestId("troubles").waitFor({ state: "detached" });
    await customer.wakes();
    const second = await sellsTea();
    await customer.hears("receipt-words", /Ta kvitteringen/);
    expect(await around.receiptPrinted(10_000)).toContain(`Referanse ${second}`);
    expect(around.receipts()).toHaveLength(1);
  },
);

async function sellsTea(): Promise<string> {
  const { customer, phone } = shop;
  await customer.chooses("tea");
  await customer.asksByCode();
  const reference = await phone.pointsAtCode(MSISDN);
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("money-words", /36\skr er betalt/);
  return reference;
}
