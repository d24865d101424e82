import type { VendOutcome } from "../contract.ts";
import type { Watched } from "./drop-watch.ts";

/** What was proved about the output during one vend. */
export type Pulse =
  /** Read back on in the middle and off after. */
  | "proven"
  /** The board refused, or nothing was sent: certainly no pulse. */
  | "not-given"
  /** The board took the order, yet the output read off while it should have been on. */
  | "not-seen"
  /** Sent, and not proved either way; read back off at the end. */
  | "doubtful"
  /** Could not be proved off again. */
  | "stuck-on"
  /** Began and was ended early by an all-off. */
  | "cut"
  /** The line was lost while it ran. */
  | "line-lost";

/** What the drop sensor showed; "no-sensor" when the slot has none. */
export type Drop = Watched | "no-sensor";

/** `what`: one line for the record: what was refused, what was lost. */
export type VendEvidence =
  /** The sensor is watched from the pulse on: without one there is nothing to tell of it. */
  | { readonly pulse: "not-given"; readonly what: string }
  | { readonly pulse: Exclude<Pulse, "not-given">; readonly drop: Drop; readonly what: string };

export function evidenceOf(pulse: Pulse, drop: () => Drop, what: string): VendEvidence {
  return pulse === "not-given" ? { pulse, what } : { pulse, drop: drop(), what };
}

export interface Verdict {
  readonly outcome: VendOutcome;
  /** Counts towards locking the slot: the motor was asked and no product was proved. */
  readonly isFailure: boolean;
  /** A person must look: the evidence contradicts itself. */
  readonly alarm?: string;
}

/**
 * The truth table of motor and drop. Turned and drop: sold. Turned, no drop: not sold, and it counts against the slot.
 * Not proven to have turned, yet a drop: sold, with an alarm. No pulse given: not sold. Where a part of the evidence is
 * missing the answer is "unknown", never "no".
 */
export function judgeVend(evidence: VendEvidence): Verdict {
  const said = (is: VendOutcome["is"], text: string): VendOutcome => ({
    is,
    evidence: evidence.what === "" ? text : `${text} ${evidence.what}`,
  });
  if (evidence.pulse === "not-given")
    return { outcome: said("not-dropped", "No pulse was given."), isFailure: false };
  switch (evidence.drop) {
    case "seen": {
      const outcome = said("dropped", `The drop sensor saw a product pass; ${PULSE_WORDS[evidence.pulse]}.`);
      if (evidence.pulse === "proven") return { outcome, isFailure: false };
      const alarm = `A product fell, but ${PULSE_WORDS[evidence.pulse]}. Check the board and its wiring.`;
      return { outcome, isFailure: false, alarm };
    }
    case "stuck": {
      const text = `The drop sensor became active and stayed so; ${PULSE_WORDS[evidence.pulse]}.`;
      const alarm = "A product may hang in front of the drop sensor. Clear the chute.";
      return { outcome: said("unknown", text), isFailure: true, alarm };
    }
    case "not-seen":
      return judgeNothingSeen(evidence, said);
    case "not-watched": {
      const text = `The drop sensor was not watched without a gap; ${PULSE_WORDS[evidence.pulse]}.`;
      return { outcome: said("unknown", text), isFailure: true };
    }
    case "no-sensor":
      // Nothing watches the product. A pulse proved by two read-backs is the best evidence such a slot can give.
      if (evidence.pulse === "proven") {
        return {
          outcome: said("dropped", "Output proven on and off again; no drop sensor fitted."),
          isFailure: false,
        };
      }
      return {
        outcome: said("unknown", `No drop sensor is fitted and ${PULSE_WORDS[evidence.pulse]}.`),
        isFailure: true,
      };
  }
}

type Said = (is: VendOutcome["is"], text: string) => VendOutcome;
type PulseSent = Exclude<VendEvidence, { readonly pulse: "not-given" }>;

/**
 * The sensor was at rest, watched without a gap to the end of the window, and nothing passed it. Whether the motor
 * turned does not matter then, as long as it stands still now: boards work in order, so what was read off will not
 * start any more.
 */
function judgeNothingSeen(evidence: PulseSent, said: Said): Verdict {
  const text = `The drop sensor saw nothing within the window; ${PULSE_WORDS[evidence.pulse]}.`;
  const isOver = evidence.pulse === "proven" || evidence.pulse === "not-seen" || evidence.pulse === "doubtful";
  return { outcome: said(isOver ? "not-dropped" : "unknown", text), isFailure: true };
}

const PULSE_WORDS: Readonly<Record<PulseSent["pulse"], string>> = {
  proven: "the output was proven on and off again",
  "not-seen": "the output read off while it should have been on",
  doubtful: "the pulse could not be proven",
  "stuck-on": "the output could not be proven off again",
  cut: "the pulse was ended early by an all-off",
  "line-lost": "the line was lost while the pulse ran",
};
