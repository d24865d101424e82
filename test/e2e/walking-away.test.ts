import { once } from "node:events";
import { describe, test } from "vitest";
import { journalOf, textOf } from "./kept-files.ts";
import { MSISDN, Shop } from "./shop.ts";

/** Long enough for a request to reach the phone, and short enough to wait for. */
const CLOCKS = { waitingMs: 4_500, warningMs: 2_500 };

describe.each([
  { where: "at a kiosk", mode: "kiosk", good: "coffee" },
  { where: "at a vending machine", mode: "vending", good: "chips-salt-1" },
] as const)("$where", { concurrent: true }, ({ mode, good }) => {
  test("somebody who walks away is asked, may ask for time, and leaves nothing open behind", async (context) => {
    const { expect } = context;
    const shop = await Shop.openFor(context, { mode, clocks: CLOCKS });
    const { customer, phone, page, around } = shop;
    await customer.wakes();
    await customer.touches("language-menu");
    await customer.touches("language-en");
    await customer.chooses(good);
    const reference = await shop.asksByNumber();

    await customer.hears("more-time", /I need more time/);
    expect(await phone.ledger()).toMatchObject([{ reference, state: "CREATED" }]);
    await customer.touches("more-time");
    await page.getByTestId("leaving").waitFor({ state: "detached" });
    expect(await page.getByTestId("screen-paying").isVisible()).toBe(true);

    // Nobody answers the second time.
    await customer.seesPart("leaving");
    await customer.sees("attract");
    await customer.hears("start", /Trykk for/);
    const row = await phone.bankSays((each) => each.state === "TERMINATED");
    expect(row).toMatchObject({ reference, authorized: 0, captured: 0, refunded: 0 });
    await expect.poll(() => textOf(around.dataFolder)).toContain("sale/closed");
    await expect(phone.act(MSISDN, reference, "approve")).rejects.toThrow();

    await customer.wakes();
    expect(await page.getByTestId("pay").isDisabled()).toBe(true);
    const ended = once(shop.terminal.app.process(), "exit");
    await shop.terminal.close();
    expect(await ended).toEqual([0, null]);
    const entries = journalOf(around.dataFolder);
    expect(entries.map((entry) => entry.kind)).toContain("sale/leave");
    expect(entries.find((entry) => entry.kind === "sale/closed")?.body).toMatchObject({
      end: { why: "cancelled", taken: 0, delivered: 0 },
    });
  });
});
