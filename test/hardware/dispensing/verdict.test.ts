import { describe, expect, test } from "vitest";
import { judgeVend, type Pulse, type VendEvidence } from "../../../hardware/dispensing/verdict.ts";

type Drop = VendEvidence["drop"];

const PULSES: readonly Pulse[] = ["proven", "not-given", "not-seen", "doubtful", "stuck-on", "cut", "line-lost"];

describe("the truth table of motor and drop", () => {
  const rows: readonly [Drop, Readonly<Record<Pulse, string>>][] = [
    [
      "seen",
      {
        proven: "dropped",
        "not-given": "dropped, alarm",
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
        "not-given": "not-dropped",
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
        "not-given": "not-dropped",
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
        "not-given": "not-dropped",
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
        "not-given": "not-dropped",
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

test("what the board said stands at the end of the evidence", () => {
  expect(judgeVend({ pulse: "not-given", drop: "no-sensor", what: "The board refused." }).outcome.evidence).toBe(
    "No pulse was given. The board refused.",
  );
});
