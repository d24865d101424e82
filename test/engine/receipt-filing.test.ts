import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { ProviderName } from "../../electron/core/ports.ts";
import { MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { CUSTOMER, type RigOptions, TerminalRig } from "../rig/terminal-rig.ts";

interface FiledReceipt {
  readonly orderLines: readonly { readonly id: string; readonly totalAmount: number }[];
  readonly bottomLine: { readonly receiptNumber?: string };
}

function filedAt(rig: TerminalRig, reference: string): FiledReceipt | undefined {
  return rig.wallet.world.state.receipts[`ECOM ${reference}`] as FiledReceipt | undefined;
}

function filings(rig: TerminalRig): string[] {
  return rig.kinds().filter((kind) => kind.startsWith("filing/"));
}

async function sold(options: RigOptions, before: (rig: TerminalRig) => void = () => undefined) {
  const rig = new TerminalRig({ printer: false, ...options });
  await rig.open();
  const reference = await rig.payByCode();
  before(rig);
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), 60_000);
  return { rig, reference };
}

const MINUTE_MS = 60_000;
const isFiling = (url: string): boolean => url.includes("/order-management/");

describe("a receipt in the customer's app", () => {
  test.each<[RigOptions["mode"] & string, ProviderName]>([
    ["kiosk", "ecom"],
    ["counter", "ecom"],
    ["vending", "ecom"],
    ["vending", "epayment"],
  ])("is filed after a sale of a %s through %s, and named on the screen only then", async (mode, provider) => {
    const { rig, reference } = await sold({ mode, provider }, ({ wallet }) => {
      wallet.weather = ({ url }) => (isFiling(url) ? { delayMs: 1_000 } : {});
    });
    expect(rig.at("done")).toMatchObject({ money: "paid", receipt: "filing" });
    expect(filings(rig)).toEqual(["filing/owed"]);
    await rig.time.pass(2_000);
    expect(rig.at("done").receipt).toBe("in-app");
    expect(filings(rig)).toEqual(["filing/owed", "filing/done"]);
    expect(filedAt(rig, reference)).toMatchObject({
      orderLines: [{ id: "coffee", totalAmount: 4_500 }],
      bottomLine: { receiptNumber: "1" },
    });
  });

  test("goes with the create through ePayment where the goods are known", async () => {
    const { rig, reference } = await sold({ mode: "kiosk", provider: "epayment" });
    expect(rig.at("done").receipt).toBe("in-app");
    await rig.time.pass(2_000);
    expect(filings(rig)).toEqual([]);
    expect(filedAt(rig, reference)).toMatchObject({ orderLines: [{ id: "coffee" }] });
  });

  test("lists what really dropped", async () => {
    const rig = new TerminalRig({ printer: false, mode: "vending" });
    rig.vendOutcome = (slot) => ({ is: slot === "A1" ? "dropped" : "not-dropped", evidence: "the beam" });
    await rig.open();
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    const reference = await rig.payByCode("bun");
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.kinds().includes("filing/done"), MINUTE_MS);
    expect(filedAt(rig, reference)?.orderLines).toMatchObject([{ id: "coffee", totalAmount: 4_500 }]);
    expect(rig.wallet.ledger()).toMatchObject([{ authorized: 8_400, captured: 4_500, cancelled: 3_900 }]);
  });

  test("is filed beside the paper too, and is named where the paper failed", async () => {
    const rig = new TerminalRig({ mode: "vending" });
    rig.printOutcome = { is: "failed", nothingPrinted: true, what: "no paper" };
    await rig.open();
    const reference = await rig.payByCode();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.kinds().includes("filing/done"), MINUTE_MS);
    expect(rig.at("done").receipt).toBe("in-app");
  });

  test("whose answer was lost is looked up, and not sent a second time", async () => {
    let posts = 0;
    const { rig, reference } = await sold({ provider: "ecom" }, ({ wallet }) => {
      wallet.weather = ({ url, method }) => {
        if (!isFiling(url) || method !== "POST") return {};
        posts += 1;
        return { lost: "answer" };
      };
    });
    await rig.time.pass(2 * MINUTE_MS);
    expect(posts).toBe(1);
    expect(filedAt(rig, reference)).toBeDefined();
    expect(filings(rig)).toEqual(["filing/owed", "filing/done"]);
  });

  test("whose request was lost is looked up, missed, and sent again", async () => {
    let posts = 0;
    const { rig, reference } = await sold({ provider: "ecom" }, ({ wallet }) => {
      wallet.weather = ({ url, method }) => {
        if (!isFiling(url) || method !== "POST") return {};
        posts += 1;
        return posts === 1 ? { lost: "request" } : {};
      };
    });
    await rig.time.pass(2 * MINUTE_MS);
    expect(posts).toBe(2);
    expect(filedAt(rig, reference)).toBeDefined();
  });

  test("owed when the power went is filed after the next start, and holds up nobody", async () => {
    const { rig, reference } = await sold({ provider: "ecom" }, ({ wallet }) => {
      wallet.weather = ({ url }) => (isFiling(url) ? { refused: true } : {});
    });
    expect(filings(rig)).toEqual(["filing/owed"]);
    await rig.restart();
    expect(rig.at("attract").available).toBe(true);
    rig.wallet.weather = () => ({});
    await rig.time.pass(MINUTE_MS);
    expect(filedAt(rig, reference)).toBeDefined();
    expect(filings(rig)).toEqual(["filing/owed", "filing/done"]);
    await rig.restart();
    await rig.time.pass(MINUTE_MS);
    expect(filings(rig)).toHaveLength(2);
  });

  test("that is refused is given up: the screen says so, the operator is told, the next customer buys", async () => {
    const { rig } = await sold({ provider: "ecom" }, ({ wallet }) => {
      wallet.weather = ({ url }) => (isFiling(url) ? { answers: { status: 400, body: '{"title":"no"}' } } : {});
    });
    await rig.time.pass(1_000);
    expect(rig.at("done").receipt).toBe("not-filed");
    expect(filings(rig)).toEqual(["filing/owed", "filing/given-up"]);
    expect(rig.notes.join()).toContain("receipt/not-filed");
    rig.terminal.checkout.finish();
    await rig.payByCode();
    expect(rig.at("paying").step).toBe("waiting");
  });

  test("that nobody takes for a day is given up", async () => {
    const { rig } = await sold({ provider: "ecom" }, ({ wallet }) => {
      wallet.weather = ({ url }) => (isFiling(url) ? { answers: { status: 503, body: "" } } : {});
    });
    await rig.time.pass(23 * 60 * MINUTE_MS);
    expect(filings(rig)).toEqual(["filing/owed"]);
    await rig.time.pass(90 * MINUTE_MS);
    expect(filings(rig)).toEqual(["filing/owed", "filing/given-up"]);
    const alerts = [...new MemoryJournal(rig.disk).all()].filter(({ kind }) => kind === "operator/alert");
    expect(alerts.map(({ body }) => (body as { readonly code: string }).code)).toEqual(["receipt/not-filed"]);
  });

  test("still on its way does not stand in the way of a refund", async () => {
    const { rig, reference } = await sold({ provider: "ecom" }, ({ wallet }) => {
      wallet.weather = ({ url }) => (isFiling(url) ? { refused: true } : {});
    });
    expect(rig.terminal.staff.acts.refund(reference, minor(1_000))).toBeDefined();
    await rig.time.pass(10_000);
    rig.wallet.weather = () => ({});
    await rig.time.pass(MINUTE_MS);
    expect(filings(rig)).toEqual(["filing/owed", "filing/done"]);
    expect(rig.terminal.staff.acts.refund(reference, minor(3_500))).toBeDefined();
    await rig.time.pass(10_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, refunded: 4_500 }]);
  });
});
