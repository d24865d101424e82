import { expect, test } from "vitest";
import { socatIsMissing } from "../../simulator/devices/pty.ts";
import { Inspection } from "./inspection.ts";
import { MSISDN, Shop } from "./shop.ts";

// What a terminal shows when something is wrong, come to by real faults and gone over as in every-look.test.ts.

const MINUTES_MS = 60_000;
const CLOCKS = { browsingMs: 5 * MINUTES_MS, waitingMs: 8 * MINUTES_MS, resultMs: 2 * MINUTES_MS };
const DEADLINE_MS = 6 * MINUTES_MS;
const READS = { method: "GET", path: "/epayment/v1/payments/*" };
const CANCELS = { method: "POST", path: "/epayment/v1/payments/*/cancel" };
const UNAVAILABLE = { effect: "answer", status: 503, times: 1_000 };

test(
  "a kiosk that is offline, declined, checking, cancelling, asking about a late payment, and starting after a power cut: nothing for axe to find, all in reach of keys",
  async (context) => {
    const settings = { keys: { moves: "up-down" } };
    const shop = await Shop.openFor(context, { mode: "kiosk", settings, clocks: CLOCKS, walletLater: true });
    const { customer, phone, page, around } = shop;
    await page.emulateMedia({ reducedMotion: "reduce" });
    const inspection = new Inspection(shop);
    await customer.hears("screen-attract", /Betaling med Vipps virker ikke akkurat nå/);
    await inspection.screen("attract offline");

    await around.openWallet();
    await customer.wakes();
    await customer.chooses("tea");
    await phone.act(MSISDN, await shop.asksByNumber(), "reject");
    await customer.sees("ended");
    await inspection.screen("ended declined");

    await customer.touches("try-again");
    await shop.asksByNumber();
    await phone.plan({ ...READS, ...UNAVAILABLE });
    await customer.hears("screen-paying", /Svaret lar vente på seg/);
    await inspection.screen("paying checking");
    await phone.clearFaults();
    await customer.hears("screen-paying", /Åpne Vipps/);

    await phone.plan({ ...CANCELS, effect: "answer", status: 429, times: 1_000 });
    await customer.touches("cancel");
    await customer.hears("screen-paying", /Avbryter/);
    await inspection.screen("paying cancelling");
    await phone.act(MSISDN, await phone.rings(MSISDN), "approve");
    await customer.sees("late");
    await inspection.screen("late");
    await phone.clearFaults();
    await customer.touches("late-give-back");
    await customer.sees("ended");
    await customer.touches("try-again");
    await shop.asksByNumber();
    await shop.terminal.kill();
    await phone.plan({ ...READS, ...UNAVAILABLE });
    await shop.startAgain();
    await shop.page.emulateMedia({ reducedMotion: "reduce" });
    await shop.customer.hears("screen-attract", /Vi sjekker den forrige betalingen først/);
    await inspection.screen("attract checking");
    expect(inspection.faults).toEqual({});
    expect(inspection.screens).toHaveLength(6);
  },
  DEADLINE_MS,
);

test.skipIf(socatIsMissing())(
  "a machine whose board is unplugged: nothing for axe to find, all in reach of keys (skipped: socat is not installed)",
  async (context) => {
    const shop = await Shop.openFor(context, { mode: "vending", settings: { keys: { moves: "up-down" } } });
    await shop.page.emulateMedia({ reducedMotion: "reduce" });
    await shop.customer.seesPart("start");
    await shop.around.cables.board?.unplug();
    await shop.page.getByTestId("start").waitFor({ state: "detached" });
    const inspection = new Inspection(shop);
    await inspection.screen("attract out-of-service");
    expect(inspection.faults).toEqual({});
    expect(inspection.screens).toHaveLength(1);
  },
  DEADLINE_MS,
);
