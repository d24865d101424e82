import { expect, test } from "vitest";
import { hashPin } from "../../electron/config/staff-pin.ts";
import { Inspection } from "./inspection.ts";
import { FEW_LOOKS, putsOn } from "./judged-by-axe.ts";
import { MSISDN, pressesKey, Shop, TYPED } from "./shop.ts";

// Each screen is come to once, by real presses; there it is gone over by keys and by axe-core in every look.

const PIN = "246810";
const staff = { pin: hashPin(PIN, "000102030405060708090a0b0c0d0e0f") };
const MINUTES_MS = 60_000;
/** Nobody is asked whether they are still there while their screen is looked at, but for the number's, where it comes soon. */
const CLOCKS = {
  browsingMs: 5 * MINUTES_MS,
  numberMs: MINUTES_MS + 8_000,
  waitingMs: 8 * MINUTES_MS,
  resultMs: 2 * MINUTES_MS,
  warningMs: MINUTES_MS,
};
const DEADLINE_MS = 6 * MINUTES_MS;

async function goesOverSheets(shop: Shop, inspection: Inspection): Promise<void> {
  for (const sheet of ["help-menu", "language-menu", "easier-menu"]) {
    await shop.customer.touches(sheet);
    await inspection.sheet(sheet);
    await shop.page.keyboard.press("Escape");
    await shop.page.locator('[aria-modal="true"]').waitFor({ state: "detached" });
  }
}

async function goesOverStaff(shop: Shop, inspection: Inspection): Promise<void> {
  const { customer, page, terminal } = shop;
  await pressesKey(terminal, "F1", ["shift"]);
  await customer.seesPart("staff");
  await inspection.looks("staff door", FEW_LOOKS);
  await customer.types(PIN);
  await customer.touches("staff-open");
  await customer.seesPart("staff-look-again");
  await inspection.looks("staff inside", FEW_LOOKS);
  await customer.touches("staff-close");
  await page.getByTestId("staff").waitFor({ state: "detached" });
}

test(
  "every screen of a kiosk, in every theme and language and in large letters: nothing for axe to find, all in reach of keys",
  async (context) => {
    const settings = { staff, keys: { moves: "up-down" } };
    const shop = await Shop.openFor(context, { mode: "kiosk", settings, clocks: CLOCKS });
    const { customer, phone, page } = shop;
    await page.emulateMedia({ reducedMotion: "reduce" });
    const inspection = new Inspection(shop);
    await inspection.screen("attract");
    await goesOverStaff(shop, inspection);
    await customer.wakes();
    await customer.touches("good-cappuccino");
    await customer.seesPart("choice-add");
    await inspection.sheet("choice");
    await customer.touches("choice-add");
    await inspection.screen("goods");
    await goesOverSheets(shop, inspection);
    await customer.touches("pay");
    await customer.seesPart("answer-take-away");
    await inspection.sheet("question");
    await customer.touches("answer-take-away");
    await customer.sees("number");
    await customer.types(TYPED.slice(0, 4));
    await customer.touches("send-request");
    await customer.seesPart("complaint");
    await inspection.screen("number");
    await putsOn({ language: "fi", theme: "contrast", largeText: true }, page);
    await customer.seesPart("leaving", 30_000);
    await inspection.asItIs("leaving");
    await customer.touches("more-time");
    await page.getByTestId("leaving").waitFor({ state: "detached" });
    await customer.types(TYPED.slice(4));
    await customer.touches("send-request");
    const reference = await phone.rings(MSISDN);
    await inspection.screen("paying by number");
    await customer.touches("cancel");
    await customer.sees("ended");
    await inspection.screen("ended");
    expect((await phone.ledger()).find((row) => row.reference === reference)).toMatchObject({ captured: 0 });
    await customer.touches("try-again");
    await customer.asksByCode();
    await phone.act(MSISDN, await phone.pointsAtCode(MSISDN), "approve");
    await customer.sees("done");
    await customer.hears("receipt-words", /Ta kvitteringen/);
    await inspection.screen("done");
    expect(inspection.faults).toEqual({});
    expect(inspection.screens).toHaveLength(14);
  },
  DEADLINE_MS,
);

test(
  "every screen of a counter, the cashier's and the customer's, in every look: nothing for axe to find, all in reach of Tab",
  async (context) => {
    const settings = { staff, customerDisplay: {}, discounts: { reasons: ["Ansatt"], withoutPinPercent: 20 } };
    const shop = await Shop.openFor(context, { mode: "counter", settings, clocks: CLOCKS });
    const { customer, phone, page, terminal } = shop;
    await expect.poll(() => terminal.app.windows().length, { timeout: 20_000 }).toBe(2);
    const second = terminal.app.windows().find((one) => one !== page);
    await second?.locator('html[data-facing="customer"]').waitFor({ state: "attached" });
    await page.emulateMedia({ reducedMotion: "reduce" });
    const inspection = new Inspection(shop, second);
    await customer.wakes();
    await inspection.screen("goods empty");
    await customer.chooses("honey-350", "flowers");
    await inspection.screen("goods");
    for (const sheet of ["discount-menu", "hold-menu", "count-menu", "help-menu"]) {
      await customer.touches(sheet);
      await page.locator('[aria-modal="true"]').waitFor();
      await inspection.sheet(sheet);
      await page.keyboard.press("Escape");
      await page.locator('[aria-modal="true"]').waitFor({ state: "detached" });
    }
    await customer.goesToPay();
    await inspection.screen("number");
    await customer.touches("use-code");
    await customer.seesPart("qr");
    await inspection.screen("paying by code");
    await customer.touches("cancel");
    await customer.sees("ended");
    await inspection.screen("ended");
    await customer.touches("try-again");
    await customer.asksByNumber(TYPED);
    await phone.act(MSISDN, await phone.rings(MSISDN), "approve");
    await customer.sees("done");
    await customer.seesPart("receipt-words");
    await inspection.screen("done");
    expect(inspection.faults).toEqual({});
    expect(inspection.screens).toHaveLength(10);
  },
  DEADLINE_MS,
);

test(
  "every screen of a machine, in every theme and language and in large letters: nothing for axe to find, all in reach of keys",
  async (context) => {
    const settings = { staff, keys: { moves: "up-down" } };
    const shop = await Shop.openFor(context, { mode: "vending", settings, clocks: CLOCKS });
    const { customer, phone, page, around } = shop;
    // Each waits four seconds for something to fall: together long enough to be looked at.
    const jammed = ["A3", "A4"];
    for (const slot of jammed) around.board.bench.jam(slot);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const inspection = new Inspection(shop);
    await inspection.screen("attract");
    await customer.wakes();
    await customer.chooses("chips-salt-1");
    await inspection.screen("goods");
    await customer.goesToPay();
    await inspection.screen("number");
    await customer.touches("use-code");
    await customer.seesPart("qr");
    await inspection.screen("paying by code");
    await phone.act(MSISDN, await phone.pointsAtCode(MSISDN), "approve");
    await customer.sees("dispensing");
    await customer.sees("done");
    await customer.hears("item-A1", /Ta den ut/);
    await inspection.screen("done");
    await customer.touches("finish");
    await customer.wakes();
    for (const slot of jammed) {
      await customer.touches(`slot-key-${slot[0]}`);
      await customer.touches(`slot-key-${slot[1]}`);
    }
    await customer.asksByCode();
    await phone.act(MSISDN, await phone.pointsAtCode(MSISDN), "approve");
    await customer.sees("dispensing");
    await inspection.looks("dispensing", FEW_LOOKS, () => page.getByTestId("screen-dispensing").isVisible());
    await customer.sees("ended", 60_000);
    await inspection.screen("ended");
    expect(inspection.faults).toEqual({});
    expect(inspection.screens).toHaveLength(7);
  },
  DEADLINE_MS,
);
