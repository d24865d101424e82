import { describe, expect, test } from "vitest";
import { certainlyNotDone, fault } from "../../electron/core/fault.ts";
import { minor } from "../../electron/core/money.ts";
import { outcomeOfEnd, type Payment, planPayment, standing, type Watch } from "../../electron/core/payment.ts";
import { advance, ask, dueMs, hearAnswer, wake } from "../../electron/core/payment-course.ts";
import { writeAllowedAt } from "../../electron/core/payment-pace.ts";
import type { Proof } from "../../electron/core/ports.ts";
import { money, proofOf, START_MS } from "./sale-play.ts";

const NOW = START_MS;
const REFERENCE = "k1-SALE-1";

/** A payment waiting for its customer, freshly read. */
function waiting(change: Partial<Payment> = {}, watch: Partial<Watch> = {}): Payment {
  const planned = planPayment({ reference: REFERENCE, provider: "epayment", flow: "push", amount: minor(4_500) });
  return {
    ...planned,
    state: "waiting",
    askedAtMs: NOW - 10_000,
    endsByMs: NOW + 600_000,
    seen: true,
    ...change,
    watch: { ...planned.watch, fresh: true, readAtMs: NOW + 2_000, ...watch },
  };
}

const heldMoney = money(4_500);
const reserved = (change: Partial<Payment> = {}, watch: Partial<Watch> = {}): Payment =>
  waiting({ ...heldMoney, state: "authorized", ...change } as Partial<Payment>, watch);

describe("what a payment does next", () => {
  test("one that is closed, planned or busy does nothing and waits for nothing", () => {
    for (const payment of [
      waiting({ state: "closed" }),
      waiting({ state: "planned" }),
      waiting({}, { flight: "read" }),
    ]) {
      expect(advance(payment, NOW)).toEqual({ payment });
      expect(dueMs(payment)).toBeUndefined();
    }
  });

  test.each([
    ["aborted", "declined"],
    ["failed", "declined"],
    ["expired", "expired"],
    ["terminated", "released"],
  ] as const)("one the provider calls %s closes as %s", (word, outcome) => {
    const payment = waiting({ word });
    expect(standing(payment)).toBe("dead");
    expect(outcomeOfEnd(payment)).toBe(outcome);
    expect(dueMs(payment)).toBe(0);
    expect(advance(payment, NOW).payment).toMatchObject({ state: "closed", outcome });
  });

  test("one still pending is looked at when its time has come, and not before", () => {
    expect(advance(waiting(), NOW).deed).toBeUndefined();
    expect(dueMs(waiting())).toBe(NOW + 2_000);
    expect(advance(waiting(), NOW + 2_000).deed).toEqual({ do: "read", reference: REFERENCE });
  });

  test("one still pending after its window is ended by us", () => {
    const course = advance(waiting({ endsByMs: NOW }), NOW);
    expect(course.deed?.do).toBe("cancel");
    expect(course.payment).toMatchObject({ keep: 0, state: "releasing", cancelDoubt: true });
  });

  test("a cancel that was agreed to and never shown is believed after the window, not before", () => {
    const agreed = waiting(
      { keep: minor(0), cancelAccepted: true, endsByMs: NOW + 1_000 },
      { writeAtMs: NOW + 60_000 },
    );
    expect(dueMs(agreed)).toBe(NOW + 1_000);
    expect(advance(agreed, NOW).payment.state).toBe("releasing");
    expect(advance(agreed, NOW + 1_000).payment).toMatchObject({ state: "closed", outcome: "released" });
    expect(dueMs({ ...agreed, cancelAccepted: false })).toBe(NOW + 2_000);
  });

  test("money nobody has decided on waits for people; decided money waits for the next write", () => {
    expect(dueMs(reserved())).toBeUndefined();
    expect(dueMs(reserved({ keep: minor(4_500) }))).toBe(0);
  });

  test("a sixth write in a minute waits, and the terminal looks meanwhile", () => {
    const writesAtMs = [1, 2, 3, 4, 5].map((before) => NOW - before * 1_000).reverse();
    const payment = reserved({ keep: minor(0), writesAtMs }, { readAtMs: NOW });
    expect(writeAllowedAt(payment)).toBeGreaterThanOrEqual(NOW - 5_000 + 60_000);
    expect(advance(payment, NOW).deed?.do).toBe("read");
    expect(advance(payment, writeAllowedAt(payment)).deed?.do).toBe("cancel");
  });

  test("what is too late to change closes with its amounts as they are", () => {
    const late = reserved({ keep: minor(4_500), tooLate: true });
    expect(advance(late, NOW).payment).toMatchObject({ state: "closed", outcome: "released" });
  });

  test("more taken than kept is refunded; a part is captured before the rest is let go", () => {
    expect(advance(reserved({ keep: minor(1_000), captured: minor(4_500) }), NOW).deed).toMatchObject({
      do: "refund",
      amount: 3_500,
    });
    expect(advance(reserved({ keep: minor(1_000) }), NOW).deed).toMatchObject({ do: "capture", amount: 1_000 });
    expect(advance(reserved({ keep: minor(1_000), captured: minor(1_000) }), NOW).deed?.do).toBe("cancel");
  });

  test("asking twice for one payment is a bug", () => {
    expect(() => ask(waiting(), NOW)).toThrow("asked for twice");
  });
});

describe("what a payment makes of an answer", () => {
  const refusedCreate = (code: "gateway/locked" | "gateway/rate-limited" | "gateway/refused") =>
    ({
      is: "create-answered",
      reference: REFERENCE,
      outcome: { is: "refused", fault: fault(code, "in this test") },
    }) as const;

  test("nothing, once it is closed", () => {
    const closed = waiting({ state: "closed", outcome: "released" });
    const proof: Proof = proofOf(REFERENCE, heldMoney);
    expect(
      hearAnswer(closed, { is: "read-answered", reference: REFERENCE, outcome: { is: "done", value: proof } }, NOW),
    ).toBe(closed);
  });

  test("a create that was refused for now is asked for again, unless nobody wants it or it was tried enough", () => {
    const asking = waiting({ state: "asking", seen: false, createTries: 1 }, { flight: "create" });
    expect(hearAnswer(asking, refusedCreate("gateway/locked"), NOW)).toMatchObject({
      state: "asking",
      createDoubt: true,
    });
    for (const payment of [
      { ...asking, keep: minor(0) },
      { ...asking, createTries: 3 },
    ])
      expect(hearAnswer(payment, refusedCreate("gateway/rate-limited"), NOW)).toMatchObject({
        state: "closed",
        outcome: "never-existed",
        refusal: "gateway/rate-limited",
      });
    expect(hearAnswer(asking, refusedCreate("gateway/refused"), NOW).state).toBe("closed");
  });

  test("a create that comes through after its customer left is on its way out", () => {
    const left = waiting({ state: "asking", keep: minor(0) }, { flight: "create" });
    const made = { is: "create-answered", reference: REFERENCE, outcome: { is: "done", value: {} } } as const;
    expect(hearAnswer(left, made, NOW)).toMatchObject({ state: "releasing", seen: true });
  });

  test("amounts that go backwards are no proof: nothing is believed, and it is looked at again", () => {
    const captured = reserved({ keep: minor(4_500), captured: minor(4_500) }, { flight: "read" });
    const proof = { is: "done", value: proofOf(REFERENCE, heldMoney) } as const;
    const heard = hearAnswer(captured, { is: "read-answered", reference: REFERENCE, outcome: proof }, NOW);
    expect(heard.captured).toBe(4_500);
    expect(heard.watch).toMatchObject({ fresh: false, blindReads: 1 });
  });

  test("an answer of no known kind is a bug", () => {
    expect(() => hearAnswer(waiting(), { is: "nonsense" } as never, NOW)).toThrow("a case nobody wrote");
    expect(() => certainlyNotDone("nonsense" as never)).toThrow("a case nobody wrote");
  });
});

describe("after a restart", () => {
  test("what was closed stays, what was only planned never was", () => {
    const closed = waiting({ state: "closed", outcome: "captured" });
    expect(wake(closed, NOW)).toBe(closed);
    expect(wake(waiting({ state: "planned" }), NOW)).toMatchObject({ state: "closed", outcome: "never-existed" });
  });

  test("a clock set back makes nobody wait and forgets no write", () => {
    const woken = wake(
      waiting({ askedAtMs: NOW + 9_999_999, endsByMs: NOW + 99_999_999, writesAtMs: [NOW + 5_000] }),
      NOW,
    );
    expect(woken.askedAtMs).toBe(NOW);
    expect(woken.endsByMs).toBeLessThanOrEqual(NOW + 700_000);
    expect(woken.writesAtMs).toEqual([NOW]);
  });
});
