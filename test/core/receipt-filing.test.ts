import { describe, expect, test } from "vitest";
import { type FaultCode, fault, type Outcome } from "../../electron/core/fault.ts";
import type { ReceiptFiling } from "../../electron/core/ports.ts";
import {
  beginFiling,
  FILING_PATIENCE_MS,
  type Filing,
  type FilingNext,
  hearFiled,
  hearLooked,
  linesWentAlong,
  receiptOwed,
} from "../../electron/core/receipt-filing.ts";
import type { Sale } from "../../electron/core/sale.ts";
import { money, Play } from "./sale-play.ts";

const NOW = 1_800_000_000_000;
const owed: ReceiptFiling = { reference: "k1-SALE-1", lines: [], currency: "NOK", receiptNumber: "100" };
const fresh = (): Filing => beginFiling({ saleId: "SALE", owed, owedAtMs: NOW }, false, NOW);

function refused<T>(code: FaultCode, retryAfterMs?: number): Outcome<T> {
  return { is: "refused", fault: fault(code, "in this test", retryAfterMs) };
}
function unknown<T>(code: FaultCode): Outcome<T> {
  return { is: "unknown", fault: fault(code, "in this test") };
}
function waiting(next: FilingNext): Filing {
  if ("is" in next) throw new Error(`ended as ${next.is}`);
  return next;
}

describe("filing a receipt", () => {
  test("is done when the provider says so", () => {
    expect(hearFiled(fresh(), { is: "done", value: undefined }, NOW)).toEqual({
      is: "filed",
      saleId: "SALE",
      reference: "k1-SALE-1",
    });
  });

  test.each<FaultCode>(["gateway/unreachable", "gateway/rate-limited", "gateway/locked", "gateway/not-found"])(
    "is tried again after %s, with nothing in doubt",
    (code) => {
      expect(hearFiled(fresh(), refused(code), NOW)).toMatchObject({
        inDoubt: false,
        tries: 1,
        dueMs: NOW + 5_000,
      });
    },
  );

  test.each<FaultCode>([
    "gateway/no-answer",
    "gateway/server-error",
    "gateway/bad-answer",
    "gateway/reference-used",
  ])("is looked up after %s before it is sent again", (code) => {
    expect(hearFiled(fresh(), unknown(code), NOW)).toMatchObject({ inDoubt: true, tries: 1 });
  });

  test.each<FaultCode>(["gateway/bad-request", "gateway/not-configured", "gateway/refused"])(
    "is given up after %s",
    (code) => {
      expect(hearFiled(fresh(), refused(code), NOW)).toMatchObject({ is: "given-up", fault: { code } });
      expect(hearLooked(fresh(), refused(code), NOW)).toMatchObject({ is: "given-up", fault: { code } });
    },
  );

  test("waits longer each time, and as long as it is told to", () => {
    let filing = fresh();
    const pauses: number[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      filing = waiting(hearFiled(filing, unknown("gateway/no-answer"), NOW));
      pauses.push(filing.dueMs - NOW);
    }
    expect(pauses).toEqual([5_000, 30_000, 120_000, 600_000, 600_000]);
    expect(hearFiled(fresh(), refused("gateway/rate-limited", 45_000), NOW)).toMatchObject({ dueMs: NOW + 45_000 });
  });

  test("ends after a day", () => {
    const atMs = NOW + FILING_PATIENCE_MS;
    expect(hearFiled(fresh(), unknown("gateway/no-answer"), atMs - 1)).toMatchObject({ tries: 1 });
    expect(hearFiled(fresh(), unknown("gateway/no-answer"), atMs)).toMatchObject({ is: "given-up" });
  });
});

describe("looking a receipt up", () => {
  test("one that is there is ours; one that is not is filed at once", () => {
    const doubted: Filing = { ...fresh(), inDoubt: true };
    expect(hearLooked(doubted, { is: "done", value: { lines: 2 } }, NOW)).toMatchObject({ is: "filed" });
    for (const answer of [{ is: "done", value: { lines: 0 } } as const, refused<never>("gateway/not-found")])
      expect(hearLooked(doubted, answer, NOW + 7)).toMatchObject({ inDoubt: false, tries: 0, dueMs: NOW + 7 });
  });

  test("an answer that tells nothing leaves it in doubt", () => {
    const doubted: Filing = { ...fresh(), inDoubt: true };
    for (const answer of [unknown<never>("gateway/no-answer"), refused<never>("gateway/rate-limited")])
      expect(hearLooked(doubted, answer, NOW)).toMatchObject({ inDoubt: true, tries: 1 });
  });

  test("one owed since an earlier run is looked up first, and a clock set back makes it wait no longer", () => {
    const resumed = beginFiling({ saleId: "SALE", owed, owedAtMs: NOW + 9_999_999 }, true, NOW);
    expect(resumed).toMatchObject({ inDoubt: true, owedAtMs: NOW, dueMs: NOW });
  });
});

/** A sale of 45.00 whose money is settled. */
function paid(terms: ConstructorParameters<typeof Play>[1], mode: "kiosk" | "vending" = "kiosk"): Sale {
  const play = new Play(mode, { paper: false, ...terms }).pay().created();
  play.wait();
  play.read(money(4_500));
  if (mode === "vending") play.hear({ is: "vend-answered", item: 0, outcome: { is: "dropped", evidence: "beam" } });
  play.answered("capture", { is: "done", value: undefined });
  return play.read(money(4_500, 4_500)).sale;
}

describe("what the app is owed", () => {
  test("nothing where its lines went with the create", () => {
    const sale = paid({ provider: "epayment" });
    expect(sale.end?.why).toBe("paid");
    expect(linesWentAlong(sale)).toBe(true);
    expect(receiptOwed(sale)).toBeUndefined();
  });

  test("the lines of an eCom sale, with the receipt's number", () => {
    expect(receiptOwed(paid({ provider: "ecom" }))).toMatchObject({
      reference: "k1-SALE-1",
      receiptNumber: "100",
      lines: [{ id: "good-0", gross: 4_500 }],
    });
  });

  test("what dropped, from a machine, through either provider", () => {
    for (const provider of ["epayment", "ecom"] as const)
      expect(receiptOwed(paid({ provider }, "vending"))).toMatchObject({ lines: [{ id: "good-0", quantity: 1 }] });
  });

  test("nothing where nothing was taken or the sale is open", () => {
    const play = new Play("kiosk", { provider: "ecom" }).pay();
    expect(receiptOwed(play.sale)).toBeUndefined();
    const short: Sale = { ...paid({ provider: "ecom" }), payments: [] };
    expect(receiptOwed(short)).toBeUndefined();
  });
});
