import { expect, test } from "vitest";
import { fault } from "../../electron/core/fault.ts";
import { money, Play } from "./sale-play.ts";

const silence = { is: "unknown", fault: fault("gateway/no-answer", "in this test") } as const;
const locked = { is: "refused", fault: fault("gateway/locked", "in this test") } as const;

/** Called off by a customer who stays; `answers` are what its cancels are told, then the customer approves. */
function approvedLate(...answers: readonly (typeof silence | typeof locked)[]): Play {
  const play = new Play("kiosk").pay().created();
  play.hear({ is: "leave", customer: "here" });
  for (const answer of answers) {
    while (!play.names().includes("cancel")) {
      if (play.names().includes("read")) play.read();
      else play.wait();
    }
    play.answered("cancel", answer);
  }
  while (!play.names().includes("read")) play.wait();
  return play.read(money(4_500));
}

test("a cancel that is known to be refused leaves the choice to the customer", () => {
  expect(approvedLate(locked).sale.lateUntilMs).toBeDefined();
});

test("a cancel nobody answered may still take effect: no goods are offered, also after a later one was refused", () => {
  for (const play of [approvedLate(silence), approvedLate(silence, locked)]) {
    expect(play.sale.lateUntilMs).toBeUndefined();
    expect(play.sale.payments[0]).toMatchObject({ keep: 0, cancelDoubt: true, cancelLost: true });
  }
});
