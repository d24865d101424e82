import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { BenchEvent } from "../../simulator/devices/boards/bench.ts";
import { MSISDN, Shop } from "./shop.ts";

let shop: Shop;
/** Wall-clock times at which something fell. */
const fallsMs: number[] = [];

/** On a machine too busy to watch the sensor without a gap nobody claims to know; it is not charged either way. */
const NOT_SEEN_TO_FALL = /Kom ikke ut|Blir sjekket/;

beforeAll(async () => {
  shop = await Shop.open({
    mode: "vending",
    onBoard: (event) => {
      if (event.event === "drop") fallsMs.push(Date.now());
    },
  });
});
beforeEach(async (context) => {
  await shop.rests();
  shop.tellsIfItFails(context);
});
afterAll(() => shop.close());

test("a machine turns one motor once, sees the good fall, and only then takes the money", async () => {
  const { customer, phone, around } = shop;
  await customer.wakes();
  await customer.touches("slot-key-A");
  await customer.touches("slot-key-2");
  await customer.hears("basket-total", /32,00/);
  const reference = await shop.asksByNumber();
  expect(around.board.bench.events).toEqual([]);
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("dispensing");
  await customer.sees("done");

  await customer.hears("money-words", /32\skr er betalt/);
  await customer.hears("item-A2", /Ta den ut/);
  expect(await phone.ledger()).toMatchObject([{ reference, authorized: 3_200, captured: 3_200, cancelled: 0 }]);
  expect(outputs(around.board.bench.events)).toEqual([
    [2, true],
    [2, false],
  ]);
  expect(around.board.bench.dropped()).toBe(1);
  const capture = await phone.hears((call) => call.path.endsWith(`/${reference}/capture`));
  expect(capture.atMs).toBeGreaterThanOrEqual(fallsMs[0] ?? Number.POSITIVE_INFINITY);
  expect(await around.receiptPrinted(10_000)).toMatch(/Potetgull, salt +32,00/);
  await customer.touches("finish");
  await customer.sees("attract");
});

test("when nothing falls nothing is taken, the screen says so, and the slot is not sold from again", async () => {
  const { customer, phone, around, page } = shop;
  const { bench } = around.board;
  const droppedBefore = bench.dropped();
  bench.jam("A3");
  await customer.wakes();
  await customer.chooses("chips-paprika-1");
  await customer.asksByCode();
  const reference = await phone.pointsAtCode(MSISDN);
  await phone.act(MSISDN, reference, "approve");

  await customer.sees("ended");
  await customer.hears("item-A3", NOT_SEEN_TO_FALL);
  await customer.hears("ended-words", /32\skr er gitt tilbake/);
  await customer.hears("ended-words", /Varen kom ikke ut/);
  expect(bench.dropped()).toBe(droppedBefore);
  expect((await phone.ledger()).find((row) => row.reference === reference)).toMatchObject({
    authorized: 3_200,
    captured: 0,
    cancelled: 3_200,
    refunded: 0,
  });

  await customer.touches("finish");
  await customer.wakes();
  await customer.hears("good-chips-paprika-1", /Utsolgt/);
  expect(await page.getByTestId("good-chips-paprika-1").isDisabled()).toBe(true);
  expect(await page.getByTestId("good-chips-paprika-2").isEnabled()).toBe(true);
  await customer.touches("start-over");
  await customer.sees("attract");
});

test("of two goods one falls: that one is paid, the other is given back, and the screen says which", async () => {
  const { customer, phone, around } = shop;
  around.board.bench.jam("B5");
  const receiptsBefore = around.receipts().length;
  await customer.wakes();
  await customer.chooses("nuts-mixed-1", "raisins-1");
  await customer.asksByCode();
  const reference = await phone.pointsAtCode(MSISDN);
  await phone.act(MSISDN, reference, "approve");

  await customer.sees("done");
  await customer.hears("item-B3", /Ta den ut/);
  await customer.hears("item-B5", NOT_SEEN_TO_FALL);
  await customer.hears("screen-done", /for det som ikke kom, (blir gitt tilbake nå|er gitt tilbake)/);
  const row = await phone.bankSays(
    (each) => each.reference === reference && each.captured > 0 && each.cancelled > 0,
  );
  expect(row).toMatchObject({ authorized: 6_100, captured: 3_900, cancelled: 2_200, refunded: 0 });
  await customer.hears("receipt-words", /Ta kvitteringen/);
  const receipt = await around.receiptPrinted(10_000, receiptsBefore + 1);
  expect(receipt).toMatch(/Nøtteblanding +39,00/);
  expect(receipt).toMatch(/Sum +NOK 39,00/);
  expect(receipt).not.toContain("Rosiner");
  expect(around.board.bench.outputs.every((on) => !on)).toBe(true);
});

function outputs(events: readonly BenchEvent[]): (readonly [channel: number, on: boolean])[] {
  return events.flatMap((event) => (event.event === "output" ? [[event.channel, event.on] as const] : []));
}
