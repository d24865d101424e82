import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { runTerminalToEnd } from "./launch.ts";
import { MSISDN, Shop } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ mode: "kiosk" });
});
beforeEach(async (context) => {
  await shop.rests();
  shop.tellsIfItFails(context);
});
afterAll(() => shop.close());

test("killed at the waiting screen, the next start cancels and proves before anybody can buy", async () => {
  const { phone } = shop;
  const reference = await leftBehind();
  // As long as nothing can be read, nothing is proven.
  await phone.plan({ method: "GET", path: "/epayment/v1/payments/*", effect: "answer", status: 503, times: 100 });
  await shop.startAgain();
  await shop.customer.hears("screen-attract", /Vi sjekker den forrige betalingen først/);
  expect(await shop.page.getByTestId("start").count()).toBe(0);
  await phone.clearFaults();
  await shop.customer.wakes();
  expect(await rowOf(reference)).toMatchObject({ state: "TERMINATED", authorized: 0, captured: 0 });

  expect(await sells()).toMatchObject({ captured: 3_600, cancelled: 0 });
  expect(await rowOf(reference)).toMatchObject({ captured: 0 });
});

test("what a customer approved while the power was off is released, not taken", async () => {
  const { phone } = shop;
  const reference = await leftBehind();
  await phone.act(MSISDN, reference, "approve");
  expect(await rowOf(reference)).toMatchObject({ authorized: 3_900, captured: 0, cancelled: 0 });
  await shop.startAgain();
  await shop.customer.wakes();
  expect(await rowOf(reference)).toMatchObject({ authorized: 3_900, captured: 0, cancelled: 3_900, refunded: 0 });
  expect(await sells()).toMatchObject({ captured: 3_600, cancelled: 0 });
});

test("a second terminal does not start on the folder of a running one", async () => {
  const second = await runTerminalToEnd({ configFile: shop.around.configFile });
  expect(second.code).toBe(75);
  expect(second.stderr.join("\n")).toContain(`another terminal is running on ${shop.around.dataFolder}`);
  expect(await shop.page.getByTestId("start").isVisible()).toBe(true);
});

/** Somebody is waiting for the request when every process of the terminal dies at once. */
async function leftBehind(): Promise<string> {
  await shop.customer.wakes();
  await shop.customer.chooses("coffee");
  const reference = await shop.asksByNumber();
  await shop.terminal.kill();
  expect(await rowOf(reference)).toMatchObject({ state: "CREATED" });
  return reference;
}

async function rowOf(reference: string) {
  return (await shop.phone.ledger()).find((row) => row.reference === reference);
}

async function sells() {
  const { customer, phone } = shop;
  await customer.chooses("tea");
  await customer.asksByCode();
  const reference = await phone.pointsAtCode(MSISDN);
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("money-words", /36\skr er betalt/);
  await customer.touches("finish");
  await customer.sees("attract");
  return rowOf(reference);
}
