import { describe, expect, test } from "vitest";
import { type Drop, judgeVend, type Pulse } from "../../../hardware/dispensing/verdict.ts";

type PulseSent = Exclude<Pulse, "not-given">;

const PULSES: readonly PulseSent[] = ["proven", "not-seen", "doubtful", "stuck-on", "cut", "line-lost"];

describe("the truth table of motor and drop", () => {
  const rows: readonly [Drop, Readonly<Record<PulseSent, string>>][] = [
    [
      "seen",
      {
        proven: "dropped",
        "not-seen": "dropped, alarm",
        doubtful: "dropped, alarm",
        "stuck-on": "dropped, alarm",
        cut: "dropped, alarm",
        "line-lost": "dropped, alarm",
      },
    ],
    [
      "not-seen",
      {
        proven: "not-dropped, failure",
        "not-seen": "not-dropped, failure",
        doubtful: "not-dropped, failure",
        "stuck-on": "unknown, failure",
        cut: "unknown, failure",
        "line-lost": "unknown, failure",
      },
    ],
    [
      "not-watched",
      {
        proven: "unknown, failure",
        "not-seen": "unknown, failure",
        doubtful: "unknown, failure",
        "stuck-on": "unknown, failure",
        cut: "unknown, failure",
        "line-lost": "unknown, failure",
      },
    ],
    [
      "stuck",
      {
        proven: "unknown, failure, alarm",
        "not-seen": "unknown, failure, alarm",
        doubtful: "unknown, failure, alarm",
        "stuck-on": "unknown, failure, alarm",
        cut: "unknown, failure, alarm",
        "line-lost": "unknown, failure, alarm",
      },
    ],
    [
      "no-sensor",
      {
        proven: "dropped",
        "not-seen": "unknown, failure",
        doubtful: "unknown, failure",
        "stuck-on": "unknown, failure",
        cut: "unknown, failure",
        "line-lost": "unknown, failure",
      },
    ],
  ];
  for (const [drop, expected] of rows) {
    for (const pulse of PULSES) {
      test(`drop ${drop}, pulse ${pulse}: ${expected[pulse]}`, () => {
        const verdict = judgeVend({ pulse, drop, what: "" });
        const words = [
          verdict.outcome.is,
          ...(verdict.isFailure ? ["failure"] : []),
          ...(verdict.alarm === undefined ? [] : ["alarm"]),
        ];
        expect(words.join(", ")).toBe(expected[pulse]);
      });
    }
  }
});

test("without a pulse nothing was sold, nothing counts against the slot, and what the board said stands at the end", () => {
  expect(judgeVend({ pulse: "not-given", what: "The board refused." })).toEqual({
    outcome: { is: "not-dropped", evidence: "No pulse was given. The board refused." },
    isFailure: false,
  });
});
