import { describe, expect, test } from "vitest";
import type { ProviderName } from "../../electron/core/ports.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];

describe.each(PROVIDERS)("through %s", (provider) => {
  test("a kiosk sale goes from touch to receipt, and 'paid' is said after proof", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    expect(rig.at("attract").available).toBe(true);
    const reference = await rig.payByNumber();
    expect(rig.at("paying")).toMatchObject({
      step: "waiting",
      amount: 4_500,
      money: "nothing-reserved",
      maskedNumber: "91 2• •• 67",
    });
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.screen.at === "done", 6_000);
    expect(rig.at("done")).toMatchObject({ money: "reserved", orderNumber: 1, receipt: "printing" });
    await rig.time.pass(2_000);
    expect(rig.at("done")).toMatchObject({ money: "paid", receipt: "printed" });
    expect(rig.wallet.ledger()).toMatchObject([{ reference, captured: 4_500, cancelled: 0, refunded: 0 }]);
    expect(rig.slips).toHaveLength(1);
    await rig.time.pass(21_000);
    expect(rig.at("attract").available).toBe(true);
    expect(rig.kinds()).toContain("sale/closed");
  });

  test("a code is shown, scanned and paid", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    const reference = await rig.payByCode();
    const { qr } = rig.at("paying");
    expect(qr?.modules).toBeGreaterThan(20);
    rig.wallet.control("POST", "/scan", { content: contentOf(rig), msisdn: CUSTOMER });
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.screen.at === "done", 3_000);
  });

  test("a vending sale captures what dropped and releases what did not", async () => {
    const rig = new TerminalRig({ provider, mode: "vending" });
    await rig.open();
    rig.vendOutcome = (slot) =>
      slot === "A1" ? { is: "dropped", evidence: "beam" } : { is: "not-dropped", evidence: "no beam" };
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    const reference = await rig.payByNumber("bun");
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.screen.at === "dispensing", 6_000);
    await rig.time.passUntil(() => rig.screen.at === "done" && rig.at("done").money === "paid", 20_000);
    expect(rig.at("done")).toMatchObject({ amount: 4_500, notDelivered: 3_900 });
    await rig.time.pass(5_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, cancelled: 3_900 }]);
    expect(rig.vends).toEqual(["A1", "A2"]);
    expect(rig.view?.frame.soldOut).toContain("bun");
  });

  test("nothing dropped: the reservation is given back and the screen says so", async () => {
    const rig = new TerminalRig({ provider, mode: "vending" });
    await rig.open();
    rig.vendOutcome = () => ({ is: "not-dropped", evidence: "no beam" });
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.screen.at === "ended", 20_000);
    expect(rig.at("ended")).toMatchObject({ why: "not-dropped" });
    await rig.time.pass(3_000);
    expect(rig.at("ended").money).toBe("given-back");
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 0, cancelled: 4_500 }]);
  });

  test("goods that fell make room for the next customer, however long their money takes", async () => {
    const rig = new TerminalRig({ provider, mode: "vending" });
    await rig.open();
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.screen.at === "dispensing", 6_000);
    rig.wallet.weather = () => ({ refused: true });
    await rig.time.passUntil(() => rig.screen.at === "done", 20_000);
    expect(rig.at("done").money).toBe("reserved");
    expect(rig.terminal.checkout.finish()).toBe(true);
    expect(rig.screen.at).toBe("attract");
  });

  test("walking away: warned, cancelled, proven, stored; the next customer is not kept waiting", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    await rig.payByNumber();
    await rig.time.pass(55_000);
    expect(rig.view?.frame.leaving?.secondsLeft).toBe(20);
    rig.terminal.moreTime();
    expect(rig.view?.frame.leaving).toBeUndefined();
    await rig.time.pass(75_100);
    expect(rig.screen.at).toBe("attract");
    await rig.time.pass(1_000);
    expect(rig.wallet.ledger()).toMatchObject([{ authorized: 0, captured: 0 }]);
    expect(rig.wallet.ledger()[0]?.state).not.toMatch(/CREATED|INITIATE/);
    expect(rig.kinds().slice(-2)).toEqual(["sale/read-answered", "sale/closed"]);
  });

  test("a terminal that was killed at the waiting screen cancels and proves before it sells again", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    await rig.payByNumber();
    rig.wallet.weather = () => ({ delayMs: 500 });
    await rig.restart();
    expect(rig.at("attract")).toMatchObject({ available: false, why: "checking" });
    expect(rig.terminal.begin()).toBe(false);
    await rig.time.passUntil(() => rig.at("attract").available, 10_000);
    expect(rig.wallet.ledger()[0]?.state).not.toMatch(/CREATED|INITIATE/);
  });

  test("from request to code: the request is dead before the code appears", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    const first = await rig.payByNumber();
    rig.terminal.checkout.switchFlow();
    await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").qr !== undefined, 10_000);
    const [old, next] = rig.wallet.ledger();
    expect(old).toMatchObject({ reference: first, authorized: 0 });
    expect(old?.state).not.toMatch(/CREATED|INITIATE/);
    expect(next?.reference).toBe(first.replace(/1$/, "2"));
  });

  test("no typed number is in journal, notes or views", async () => {
    const rig = new TerminalRig({ provider });
    await rig.open();
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(10_000);
    const kept = JSON.stringify([rig.disk.rows, rig.notes, rig.view]);
    expect(kept).toContain(reference);
    expect(kept).not.toMatch(/91 ?2 ?34 ?567/);
  });
});

describe("refusals", () => {
  test("a malformed number is said on the screen and nothing is sent", async () => {
    const rig = new TerminalRig();
    await rig.open();
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    rig.terminal.checkout.open();
    expect(rig.terminal.checkout.byNumber("NO", "912")).toBe(true);
    expect(rig.at("number")).toMatchObject({ complaint: "malformed", told: 1 });
    // The same mistake again is told again.
    expect(rig.terminal.checkout.byNumber("NO", "912")).toBe(true);
    expect(rig.at("number")).toMatchObject({ complaint: "malformed", told: 2 });
    await rig.time.pass(1_000);
    expect(rig.wallet.ledger()).toEqual([]);
  });

  test("a number nobody can be reached at: back at the number, with the basket, in words that tell nothing", async () => {
    const rig = new TerminalRig();
    await rig.open();
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    rig.terminal.checkout.open();
    rig.terminal.checkout.byNumber("NO", "40 00 00 00");
    await rig.time.pass(1_000);
    expect(rig.at("number")).toMatchObject({ complaint: "could-not-send", amount: 4_500 });
  });

  test.each(PROVIDERS)(
    "a sales unit that may not push: the operator is told and a code is offered (%s)",
    async (provider) => {
      const rig = new TerminalRig({ provider });
      rig.wallet.control("POST", "/sales-unit", { pushAllowed: false });
      await rig.open();
      rig.terminal.begin();
      rig.terminal.basket.add("coffee");
      rig.terminal.checkout.open();
      rig.terminal.checkout.byNumber("NO", "91234567");
      await rig.time.pass(1_000);
      expect(rig.at("number").canPush).toBe(false);
      expect(rig.notes.join()).toContain("gateway/push-not-allowed");
    },
  );

  test("a provider that cannot be reached is said before a basket is built", async () => {
    const rig = new TerminalRig();
    rig.wallet.weather = () => ({ refused: true });
    await rig.open();
    expect(rig.at("attract")).toMatchObject({ available: false, why: "offline" });
    expect(rig.terminal.begin()).toBe(false);
    rig.wallet.weather = () => ({});
    await rig.time.pass(3_100);
    expect(rig.at("attract").available).toBe(true);
  });

  test("the last unit is sold out the moment it is reserved, and free again when the sale came to nothing", async () => {
    const rig = new TerminalRig({ mode: "vending" });
    await rig.open();
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    expect(rig.view?.frame.soldOut).toEqual([]);
    await rig.payByNumber("coffee");
    expect(rig.view?.frame.soldOut).toEqual(["coffee"]);
    rig.terminal.checkout.cancel();
    await rig.time.passUntil(() => rig.screen.at === "ended", 5_000);
    expect(rig.view?.frame.soldOut).toEqual([]);
  });

  test("a journal that cannot be written stops the terminal before anything is sent", async () => {
    const rig = new TerminalRig();
    await rig.open();
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    rig.terminal.checkout.open();
    rig.disk.beforeStore = () => {
      throw new Error("disk full");
    };
    rig.terminal.checkout.byCode();
    await rig.time.pass(1_000);
    expect(rig.fatal).toHaveLength(1);
    expect(rig.wallet.ledger()).toEqual([]);
  });
});

/** What the terminal drew is a path; the wallet knows what it stands for. */
function contentOf(rig: TerminalRig): string {
  const waiting = rig.wallet.control("GET", "/codes") as {
    readonly payments: readonly { readonly content: string }[];
  };
  return waiting.payments.at(-1)?.content ?? "";
}
