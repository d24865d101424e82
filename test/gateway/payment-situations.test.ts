import { describe, expect, test } from "vitest";
import type { ProviderName } from "../../electron/core/ports.ts";
import type { WireRequest } from "../../electron/gateway/http.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";
import type { Weather } from "../rig/wallet-in-memory.ts";

/** Rows of docs/payments.md that no other test shows with screen, wallet and journal together. */

const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];
const MINUTE_MS = 60_000;

type Call = "create" | "read" | "cancel" | "capture" | "refund";

function callOf({ method, url }: WireRequest): Call | undefined {
  const { pathname } = new URL(url);
  if (!/\/payments/.test(pathname)) return undefined;
  if (method === "GET") return "read";
  return /\/payments$/.test(pathname) ? "create" : (pathname.split("/").at(-1) as Call);
}

async function opened(options: ConstructorParameters<typeof TerminalRig>[0]) {
  const rig = new TerminalRig(options);
  await rig.open();
  return rig;
}

/** The same weather for one kind of call, good weather for the rest. */
function over(rig: TerminalRig, call: Call, weather: Weather): void {
  rig.wallet.weather = (request) => (callOf(request) === call ? weather : {});
}

function start(rig: TerminalRig, sku = "coffee"): void {
  rig.terminal.begin();
  rig.terminal.basket.add(sku);
  rig.terminal.checkout.open();
}

const saying = (provider: ProviderName, ecom: readonly [string, string], epayment: string): Weather => ({
  answers: {
    status: 400,
    body: JSON.stringify(
      provider === "ecom"
        ? [{ errorGroup: ecom[0], errorCode: ecom[1], errorMessage: "x" }]
        : { title: "x", extraDetails: [{ name: "ErrorCode", reason: epayment }] },
    ),
  },
});

const end = (rig: TerminalRig) => {
  const bodies = rig.disk.rows.map((row) => JSON.stringify(row));
  return bodies.findLast((text) => text.includes("sale/closed")) ?? "";
};

describe.each(PROVIDERS)("through %s", (provider) => {
  test("a cancel that meets 3-D Secure is repeated until proven; the screen is free long before", async () => {
    const rig = await opened({ provider });
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "start-3ds");
    await rig.time.pass(76_000);
    expect(rig.screen.at).toBe("attract");
    await rig.time.pass(30_000);
    expect(rig.kinds()).not.toContain("sale/closed");
    rig.wallet.act(CUSTOMER, reference, "finish-3ds");
    await rig.time.pass(2 * MINUTE_MS);
    expect(rig.wallet.ledger()).toMatchObject([{ authorized: 4_500, captured: 0, cancelled: 4_500 }]);
    expect(end(rig)).toContain("cancelled");
  });

  test("approved while the cancel was locked out, customer still here: the choice is theirs", async () => {
    const rig = await opened({ provider });
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "start-3ds");
    await rig.time.pass(10_000);
    rig.terminal.checkout.cancel();
    // By now there are some seconds between two cancels, and a look every two: the look comes first.
    await rig.time.pass(8_000);
    expect(rig.at("paying")).toMatchObject({ step: "cancelling", money: "being-checked" });
    rig.wallet.act(CUSTOMER, reference, "finish-3ds");
    await rig.time.passUntil(() => rig.screen.at === "late", 30_000);
    expect(rig.terminal.checkout.answerLate("take")).toBe(true);
    await rig.time.passUntil(() => rig.screen.at === "done", 5_000);
    await rig.time.pass(5_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, cancelled: 0 }]);
  });

  test("the question about a late approval stands 60 s, then the money goes back", async () => {
    const rig = await opened({ provider });
    const reference = await rig.payByNumber();
    over(rig, "read", { delayMs: 1_000 });
    await rig.time.pass(4_900);
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(200);
    // A look is under way; what it brings is not known yet.
    rig.terminal.checkout.cancel();
    rig.wallet.weather = () => ({});
    await rig.time.passUntil(() => rig.screen.at === "late", 3_000);
    await rig.time.pass(59_000);
    expect(rig.screen.at).toBe("late");
    await rig.time.pass(3_000);
    expect(rig.at("ended")).toMatchObject({ why: "cancelled", money: "given-back" });
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 0, cancelled: 4_500 }]);
  });

  test("a cancel that was on its way when the customer approved releases the reservation, without a question", async () => {
    const rig = await opened({ provider });
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    rig.terminal.checkout.cancel();
    await rig.time.passUntil(() => rig.screen.at === "ended", 10_000);
    expect(rig.at("ended")).toMatchObject({ why: "cancelled", money: "given-back" });
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 0, cancelled: 4_500 }]);
  });

  test("a lost create that never arrived: checked, sent again with the same key, and one payment", async () => {
    const rig = await opened({ provider });
    start(rig);
    let lost = 0;
    rig.wallet.weather = (request) => {
      if (callOf(request) !== "create" || lost > 0) return {};
      lost += 1;
      return { lost: "request" };
    };
    rig.terminal.checkout.byNumber("NO", "912 34 567");
    await rig.time.pass(30_500);
    expect(rig.at("paying")).toMatchObject({ step: "checking", money: "being-checked" });
    await rig.time.pass(2_000);
    expect(rig.at("paying")).toMatchObject({ step: "waiting" });
    expect(rig.wallet.ledger()).toHaveLength(1);
  });

  test("a lost answer to a create: the payment is found and goes on", async () => {
    const rig = await opened({ provider });
    start(rig);
    over(rig, "create", { lost: "answer" });
    rig.terminal.checkout.byNumber("NO", "912 34 567");
    await rig.time.pass(32_000);
    expect(rig.at("paying")).toMatchObject({ step: "waiting" });
    rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
    await rig.time.passUntil(() => rig.screen.at === "done", 5_000);
  });

  test("a create that never left: no payment, said at once, and the attract screen says offline", async () => {
    const rig = await opened({ provider });
    start(rig);
    rig.wallet.weather = () => ({ refused: true });
    rig.terminal.checkout.byNumber("NO", "912 34 567");
    await rig.time.pass(500);
    expect(rig.at("ended")).toMatchObject({
      why: "failed",
      fault: "gateway/unreachable",
      money: "nothing-reserved",
    });
    await rig.time.pass(21_000);
    rig.terminal.basket.clear();
    expect(rig.screen).toMatchObject({ at: "attract", available: false, why: "offline" });
  });

  test("an outage while a customer waits: checked, then freed; settled within a minute of the network's return", async () => {
    const rig = await opened({ provider });
    await rig.payByNumber();
    rig.wallet.weather = () => ({ refused: true });
    await rig.time.pass(20_000);
    expect(rig.at("paying")).toMatchObject({ step: "checking", money: "being-checked" });
    await rig.time.pass(5 * MINUTE_MS);
    expect(rig.at("attract")).toMatchObject({ available: false, why: "offline" });
    expect(rig.kinds()).not.toContain("sale/closed");
    rig.wallet.weather = () => ({});
    await rig.time.pass(3_100);
    expect(rig.at("attract").available).toBe(true);
    await rig.time.pass(60_000);
    expect(end(rig)).toContain("cancelled");
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 0 }]);
  });

  test("the customer says no on the phone", async () => {
    const rig = await opened({ provider });
    rig.wallet.act(CUSTOMER, await rig.payByNumber(), "reject");
    await rig.time.passUntil(() => rig.screen.at === "ended", 6_000);
    // eCom's log does not tell the customer's no from an end by anybody else.
    expect(rig.at("ended")).toMatchObject({
      why: provider === "ecom" ? "expired" : "declined",
      money: "nothing-reserved",
    });
  });

  test("nobody acts, and somebody stays at the screen: over after the provider's ten minutes", async () => {
    const rig = await opened({ provider });
    await rig.payByCode();
    for (let tens = 0; tens < 61; tens += 1) {
      await rig.time.pass(10_000);
      rig.terminal.touch();
    }
    expect(rig.at("ended")).toMatchObject({ why: "expired", money: "nothing-reserved" });
  });

  test("an approval for a sale that is too late to capture: amounts stay, the operator is told", async () => {
    const rig = await opened({ provider, captureAt: "on-handover" });
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.screen.at === "done", 6_000);
    over(rig, "capture", saying(provider, ["Payment", "98"], "6100"));
    rig.terminal.staff.acts.handOver(1);
    await rig.time.pass(10_000);
    expect(rig.notes.join()).toContain("money/short");
    expect(end(rig)).toContain('\\"delivered\\":4500,\\"taken\\":0');
  });

  test("a sales unit that is not set up: the operator is told, the customer sees that it did not work", async () => {
    const rig = await opened({ provider });
    start(rig);
    over(rig, "create", saying(provider, ["Merchant", "37"], "5060"));
    rig.terminal.checkout.byCode();
    await rig.time.pass(1_000);
    expect(rig.at("ended")).toMatchObject({
      why: "failed",
      fault: "gateway/not-configured",
      money: "nothing-reserved",
    });
    expect(rig.notes.join()).toContain("gateway/not-configured");
  });

  test("an app that is too old: back at the number, said in words", async () => {
    const rig = await opened({ provider });
    start(rig);
    over(rig, "create", saying(provider, ["User", "82"], "7010"));
    rig.terminal.checkout.byNumber("NO", "912 34 567");
    await rig.time.pass(1_000);
    expect(rig.at("number").complaint).toBe(provider === "ecom" ? "app-too-old" : "could-not-send");
  });

  test("keys the provider refuses: no wallet payments, and the screen says so before a basket is built", async () => {
    const rig = new TerminalRig({ provider });
    rig.wallet.weather = () => ({ answers: { status: 401, body: "{}" } });
    await rig.open();
    expect(rig.at("attract")).toMatchObject({ available: false, why: "offline" });
  });

  test("a request that may not arrive: after 20 s where it lies, after 40 s the code is offered", async () => {
    const rig = await opened({ provider });
    await rig.payByNumber();
    await rig.time.pass(19_000);
    expect(rig.at("paying")).toMatchObject({ showsWhereInApp: false, offersCode: false, canSwitch: true });
    await rig.time.pass(2_000);
    expect(rig.at("paying")).toMatchObject({ showsWhereInApp: true, offersCode: false });
    await rig.time.pass(20_000);
    expect(rig.at("paying")).toMatchObject({ offersCode: true });
  });

  test("from code to number: the code is dead before a number can be typed, and the basket is kept", async () => {
    const rig = await opened({ provider });
    await rig.payByCode();
    rig.terminal.checkout.switchFlow();
    await rig.time.passUntil(() => rig.screen.at === "number", 10_000);
    expect(rig.at("number").amount).toBe(4_500);
    expect(rig.wallet.ledger()[0]?.state).not.toMatch(/CREATED|INITIATE/);
  });

  test("killed after the approval, before anything was handed over: released", async () => {
    const rig = await opened({ provider, mode: "vending" });
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.restart();
    await rig.time.pass(10_000);
    expect(rig.vends).toEqual([]);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 0, cancelled: 4_500 }]);
  });

  test("killed between two drops: the first is charged for, the second is the customer's, its slot is locked", async () => {
    const rig = await opened({ provider, mode: "vending" });
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    const reference = await rig.payByNumber("bun");
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.vends.length === 2, 15_000);
    await rig.restart();
    await rig.time.pass(20_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, cancelled: 3_900 }]);
    expect(rig.kinds()).toContain("slot/locked");
    expect(rig.notes.join()).toContain("goods/unknown");
    expect(rig.vends).toHaveLength(2);
  });

  test("killed while a capture was under way: repeated with the same key, taken once", async () => {
    const rig = await opened({ provider });
    const reference = await rig.payByNumber();
    const keys: (string | undefined)[] = [];
    rig.wallet.weather = (request) => {
      if (callOf(request) !== "capture") return {};
      keys.push(request.headers["Idempotency-Key"] ?? request.headers["X-Request-Id"]);
      return { lost: keys.length === 1 ? "request" : "answer" };
    };
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => keys.length === 1, 10_000);
    await rig.restart();
    await rig.time.pass(2 * MINUTE_MS);
    expect(new Set(keys)).toEqual(new Set([`${reference}-cap1`]));
    expect(keys.length).toBeGreaterThanOrEqual(2);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500 }]);
  });

  test("an attended counter waits as long as the customer does", async () => {
    const rig = await opened({ provider, mode: "counter" });
    await rig.payByNumber();
    await rig.time.pass(9 * MINUTE_MS);
    expect(rig.at("paying").step).toBe("waiting");
    expect(rig.view?.frame.leaving).toBeUndefined();
  });
});

describe("a sales unit that takes the money at approval", () => {
  async function direct(mode: "kiosk" | "vending") {
    const rig = new TerminalRig({ provider: "ecom", mode });
    rig.wallet.control("POST", "/sales-unit", { directCapture: true });
    await rig.open();
    return rig;
  }

  test("sells without a capture of its own", async () => {
    const rig = await direct("kiosk");
    rig.wallet.act(CUSTOMER, await rig.payByNumber(), "approve");
    await rig.time.pass(10_000);
    expect(rig.at("done").money).toBe("paid");
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, refunded: 0 }]);
    expect(rig.disk.rows.some((row) => JSON.stringify(row).includes('"do":"capture"'))).toBe(false);
  });

  test("refunds what did not drop", async () => {
    const rig = await direct("vending");
    rig.vendOutcome = (slot) =>
      slot === "A1" ? { is: "dropped", evidence: "beam" } : { is: "not-dropped", evidence: "no beam" };
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    rig.wallet.act(CUSTOMER, await rig.payByNumber("bun"), "approve");
    await rig.time.pass(30_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 8_400, refunded: 3_900 }]);
  });

  test("refunds a late approval in full and tells the operator", async () => {
    const rig = await direct("kiosk");
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    rig.terminal.checkout.cancel();
    await rig.time.pass(30_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, refunded: 4_500 }]);
    expect(rig.notes.join()).toContain("money/refunded-late-approval");
    expect(end(rig)).toContain("cancelled");
  });
});
