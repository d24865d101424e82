import { describe, expect, test } from "vitest";
import { addGood, EMPTY_BASKET, LINES_MAX, minimumAge, removeGood, UNITS_MAX } from "../../electron/core/basket.ts";
import { fault } from "../../electron/core/fault.ts";
import type { Good } from "../../electron/core/good.ts";
import { minor } from "../../electron/core/money.ts";
import { receiptSlip } from "../../electron/core/receipt.ts";
import {
  beginReturn,
  beginSale,
  type Deed,
  type Happening,
  presentPayment,
  type Sale,
} from "../../electron/core/sale.ts";
import { checkSale } from "../../electron/core/sale-invariants.ts";
import { saleDueMs, step } from "../../electron/core/sale-step.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { money, Play, START_MS } from "./sale-play.ts";

const NUMBERS = { order: 7, receipt: 100 };
const kioskPaid = (): Play => new Play("kiosk").pay().created().wait().read(money(4_500));

describe("a sale that is over", () => {
  test("hears nothing and waits for nothing", () => {
    const play = kioskPaid();
    play.hear({ is: "print-answered", outcome: { is: "printed" } });
    play.answered("capture").read(money(4_500, 4_500));
    expect(play.sale.phase).toBe("closed");
    expect(saleDueMs(play.sale)).toBeUndefined();
    const before = play.sale;
    expect(play.hear({ is: "leave", customer: "gone" }).sale).toBe(before);
    expect(play.deeds).toEqual([]);
  });
});

describe("happenings out of season change nothing", () => {
  const cases: readonly [string, (play: Play) => Play, Happening][] = [
    ["handed over before it is paid", (play) => play.pay().created(), { is: "handed-over" }],
    ["called off before it is paid", (play) => play.pay().created(), { is: "called-off" }],
    [
      "a second pay while the first lives",
      (play) => play.pay().created(),
      { is: "pay", flow: "qr", reference: "x-Y-2" },
    ],
    ["a switch before anything was asked", (play) => play, { is: "switch", flow: "qr", reference: "x-Y-2" }],
    ["a late choice nobody was asked for", (play) => play.pay().created(), { is: "late-choice", choice: "take" }],
    [
      "an answer to a payment of somebody else",
      (play) => play.pay().created(),
      { is: "cancel-answered", reference: "x-OTHER-1", outcome: { is: "done", value: undefined } },
    ],
    [
      "a vend nobody asked for",
      (play) => play.pay().created(),
      { is: "vend-answered", item: 0, outcome: { is: "dropped", evidence: "in this test" } },
    ],
    [
      "a print nobody asked for",
      (play) => play.pay().created(),
      { is: "print-answered", outcome: { is: "printed" } },
    ],
    ["time, while nothing is due", (play) => play, { is: "time" }],
  ];
  test.each(cases)("%s", (_name, lead, what) => {
    const play = lead(new Play("kiosk"));
    const before = play.sale;
    expect(play.hear(what).sale).toEqual(before);
    expect(play.deeds).toEqual([]);
  });

  test("calling a machine's item off while it is on its way", () => {
    const play = new Play("vending").pay().created().read(money(4_500));
    expect(play.sale.phase).toBe("delivering");
    const before = play.sale;
    expect(play.hear({ is: "called-off" }).sale).toEqual(before);
  });

  test("a switch once the customer has left, or when money is there", () => {
    const left = new Play("kiosk").pay().created().hear({ is: "leave", customer: "gone" });
    expect(left.hear({ is: "switch", flow: "qr", reference: "k1-SALE-2" }).sale.payments).toHaveLength(1);
    const switched = new Play("kiosk").pay().created().hear({ is: "switch", flow: "qr", reference: "k1-SALE-2" });
    expect(switched.hear({ is: "switch", flow: "push", reference: "k1-SALE-3" }).sale.payments).toHaveLength(2);
  });

  test("the payment that matters is the live one, else the last", () => {
    const play = new Play("kiosk").pay().created();
    expect(presentPayment(play.sale)?.reference).toBe("k1-SALE-1");
    play.wait().read({ word: "aborted" });
    expect(presentPayment(play.sale)?.state).toBe("closed");
    expect(presentPayment(new Play("kiosk").sale)).toBeUndefined();
  });

  test("who has gone is not called back by a later tap", () => {
    const play = new Play("kiosk").pay().created().hear({ is: "leave", customer: "gone" });
    expect(play.hear({ is: "leave", customer: "here" }).sale.customer).toBe("gone");
  });

  test("happenings, phases and modes nobody wrote are bugs", () => {
    const play = new Play("kiosk").pay().created();
    expect(() => play.hear({ is: "nonsense" } as never)).toThrow("a case nobody wrote");
    const odd = { ...play.sale, phase: "nonsense" } as never;
    expect(() => step(odd, { is: "time" }, START_MS, NUMBERS)).toThrow("a case nobody wrote");
    const mode = { ...play.sale, terms: { ...play.sale.terms, mode: "nonsense" } } as never;
    const proof = { is: "done", value: { reference: play.reference, pickedUp: true, ...money(4_500) } } as never;
    const read: Happening = { is: "read-answered", reference: play.reference, outcome: proof };
    expect(() => step(mode, read, play.nowMs + 9_000, NUMBERS)).toThrow("a case nobody wrote");
  });
});

describe("ends without money", () => {
  test("leaving before a payment was even planned", () => {
    const play = new Play("kiosk").hear({ is: "leave", customer: "here" });
    expect(play.sale.end?.why).toBe("cancelled");
  });

  test.each([
    ["aborted", "declined"],
    ["expired", "expired"],
    ["terminated", "expired"],
  ] as const)("a payment that is %s ends the sale as %s", (word, why) => {
    const play = new Play("kiosk").pay().created().wait().read({ word });
    expect(play.sale.end).toMatchObject({ why, taken: 0, delivered: 0 });
  });

  test("a switch whose customer leaves before the new payment is asked for", () => {
    const play = new Play("kiosk").pay().created();
    play.hear({ is: "switch", flow: "qr", reference: "k1-SALE-2" });
    play.hear({ is: "leave", customer: "gone" });
    play.answered("cancel").read({ word: "terminated" });
    expect(play.sale.payments.at(-1)).toMatchObject({ state: "closed", outcome: "never-existed" });
    expect(play.sale.end?.why).toBe("cancelled");
  });

  test("a reservation let go elsewhere before it was accepted closes by itself", () => {
    const play = new Play("kiosk")
      .pay()
      .created()
      .wait()
      .read(money(4_500, 0, 4_500));
    expect(play.sale.end).toMatchObject({ taken: 0, delivered: 0 });
  });

  test("money that a cancel of ours may still undo is given back, not sold for", () => {
    const play = new Play("kiosk").pay().created().hear({ is: "leave", customer: "here" });
    play.answered("cancel", { is: "unknown", fault: fault("gateway/no-answer", "in this test") });
    play.wait().read(money(4_500));
    expect(play.sale.lateUntilMs).toBeUndefined();
    // Whatever the wish: with the choice still open it is decided to let go, and once decided it stays so.
    const [payment] = play.sale.payments;
    if (payment === undefined) throw new Error("there is a payment");
    const { keep: _keep, ...rest } = payment;
    const { flight: _flight, ...watch } = { ...payment.watch, fresh: true };
    for (const undecided of [
      { ...rest, watch },
      { ...rest, watch, keep: minor(0) },
    ]) {
      const buys: Sale = { ...play.sale, wish: "buy", payments: [undecided] };
      const next = step(buys, { is: "time" }, play.nowMs, NUMBERS);
      expect(next.sale).toMatchObject({ phase: "paying", payments: [{ keep: 0, state: "releasing" }] });
    }
  });
});

describe("delivering", () => {
  test("a counter hands over at once", () => {
    const play = new Play("counter").pay().created().wait().read(money(4_500));
    expect(play.sale).toMatchObject({ phase: "settling", handedOver: true });
  });

  test("goods whose reservation vanishes are on us, and the operator is told", () => {
    const play = new Play("vending").pay().created().wait().read(money(4_500));
    expect(play.names()).toEqual(["vend"]);
    const [payment] = play.sale.payments;
    if (payment === undefined) throw new Error("there is a payment");
    play.sale = { ...play.sale, payments: [{ ...payment, state: "closed", outcome: "released" }] };
    play.vended(0, "dropped");
    expect(play.sale.end).toMatchObject({ taken: 0, delivered: 4_500 });
    expect(play.deeds).toContainEqual(expect.objectContaining({ do: "alert", code: "money/short" }));
  });

  test("money that does not settle is told to the operator once", () => {
    const play = kioskPaid();
    for (let tries = 0; tries < 12; tries += 1) {
      while (!play.names().includes("capture")) {
        if (play.names().includes("read")) play.read(money(4_500));
        else play.wait();
      }
      play.answered("capture", { is: "refused", fault: fault("gateway/locked", "in this test") });
    }
    expect(play.allDeeds.filter((deed) => deed.do === "alert" && deed.code === "money/stuck")).toHaveLength(1);
  });
});

describe("what may never be, stops the machine", () => {
  const paying = (): Sale => new Play("vending").pay().created().sale;
  const vend: Deed = { do: "vend", item: 0, slot: "A1" };

  test("goods without any payment", () => {
    const sale = { ...paying(), payments: [] };
    expect(() => checkSale(sale, sale, [vend])).toThrow("goods without proven money");
  });

  test("two items at once", () => {
    expect(() => checkSale(paying(), paying(), [vend, vend])).toThrow("two items were started at once");
  });

  test("a forgotten payment, a second original, another receipt number", () => {
    const sale = paying();
    expect(() => checkSale(sale, { ...sale, payments: [] }, [])).toThrow("a payment was forgotten");
    const numbered = { ...sale, receiptNumber: 100 };
    expect(() => checkSale(numbered, numbered, [{ do: "print", copy: false }])).toThrow("a second original");
    expect(() => checkSale(numbered, { ...numbered, receiptNumber: 101 }, [])).toThrow(
      "a receipt number was changed",
    );
  });

  test("a sale without lines, and a return of nothing", () => {
    const { id, terms, startedAtMs } = paying();
    expect(() => beginSale({ id, terms, startedAtMs, lines: [], items: [] })).toThrow("at least one line");
    const original = kioskPaid().sale;
    const [payment] = original.payments;
    if (payment === undefined) throw new Error("there is a payment");
    const start = { id: "R", original, payment, startedAtMs, nowMs: START_MS };
    expect(() => beginReturn({ ...start, amount: minor(0) })).toThrow("more than nothing");
    expect(() => beginReturn({ ...start, amount: minor(1) })).toThrow("no more than was taken");
  });
});

describe("a basket", () => {
  const good = (index: number, minimumAge?: number): Good => ({
    sku: `good-${index}`,
    name: "Good",
    category: "All",
    price: minor(100),
    vat: vatRate(0),
    ...(minimumAge === undefined ? {} : { minimumAge }),
  });

  test("stays as it is at its limits", () => {
    let units = EMPTY_BASKET;
    for (let unit = 0; unit <= UNITS_MAX; unit += 1) units = addGood(addGood(units, good(1)), good(2));
    expect(units.lines[0]?.count).toBe(UNITS_MAX);
    let lines = EMPTY_BASKET;
    for (let line = 0; line <= LINES_MAX; line += 1) lines = addGood(lines, good(line));
    expect(lines.lines).toHaveLength(LINES_MAX);
  });

  test("gives up units of one good and leaves the others", () => {
    const two = addGood(addGood(EMPTY_BASKET, good(1)), good(2));
    expect(removeGood(two, "good-1").lines.map((line) => line.good.sku)).toEqual(["good-2"]);
  });

  test("asks for the highest age in it, or for none", () => {
    expect(
      minimumAge({
        lines: [
          { good: good(1, 18), chosen: [], count: 1 },
          { good: good(2), chosen: [], count: 1 },
        ],
      }),
    ).toBe(18);
    expect(minimumAge(EMPTY_BASKET)).toBeUndefined();
  });
});

describe("a receipt", () => {
  const shop = {
    name: "Kaffebaren",
    organisationNumber: "974760673",
    vatRegistered: false,
    inBusinessRegister: false,
    address: ["Oslo"],
  };
  const paper = (sale: Sale, copy: boolean, practice: boolean, marks: boolean): string =>
    JSON.stringify(
      receiptSlip(sale, {
        settings: {
          market: "NO",
          shop: { ...shop, vatRegistered: marks, inBusinessRegister: marks },
          terminalId: "k1",
          practice,
        },
        soldAtMs: START_MS,
        wallet: "Vipps",
        copy,
      }),
    );

  test("says what it is: practice, copy, VAT and register marks", () => {
    const { sale } = kioskPaid();
    expect(paper(sale, true, true, true)).toMatch(/SALE-copy.*ØVING.*KOPI.*974760673 MVA Foretaksregisteret/);
    expect(paper(sale, false, false, false)).not.toMatch(/ØVING|KOPI|974760673 MVA/);
  });

  test("of a sale without money has no reference and no number, and counts units", () => {
    const { sale } = new Play("kiosk");
    const two = { ...sale, lines: sale.lines.map((line) => ({ ...line, quantity: 2, unitPrice: minor(2_250) })) };
    expect(paper(two, false, false, false)).toMatch(/Kvittering -.*2 x 22,50.*Referanse -/);
  });

  test("of a machine lists what dropped", () => {
    const play = new Play("vending", {}, [4_500, 3_900]).pay().created().wait().read(money(8_400));
    play.vended(0, "dropped").vended(1, "not-dropped");
    expect(paper(play.sale, false, false, false)).toMatch(/Good 0/);
    expect(paper(play.sale, false, false, false)).not.toMatch(/Good 1/);
  });
});
