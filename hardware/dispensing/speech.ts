import type { Exchange } from "../transport/exchange.ts";
import type { VendRun, VendRunEnd } from "./vend-run.ts";

/**
 * What selling asks of a family of boards, in the family's own language. Channels and inputs count from 1. Every call
 * ends within the family's reply time and never repeats itself; repeating is decided above, where it is known what a
 * second time would do.
 */
export interface BoardSpeech {
  /** What the operator calls the board: "Waveshare relay board". */
  readonly name: string;
  /** False where a board cannot tell what its outputs do: such a board proves nothing and sells nothing. */
  readonly readsOutputs: boolean;
  /** Inputs that can carry a drop sensor; 0 for boards without. */
  readonly inputs: number;

  /** The time the board itself would keep for this pulse (rounded up to its step); undefined: the host must time it. */
  boardTimedMs(pulseMs: number): number | undefined;
  /** Starts a pulse the board times; the length is one that `boardTimedMs` gave. Never asked twice for one item. */
  startPulse(channel: number, pulseMs: number, limits?: SpeechLimits): Promise<Told>;
  /** Absolute on or off, never a toggle. Off goes before everything that waits. */
  turn(channel: number, on: boolean, limits?: SpeechLimits): Promise<Told>;
  /** Every output off, before everything that waits. */
  allOff(): Promise<Told>;
  readOutputs(limits?: SpeechLimits): Promise<Reading>;
  readInputs(limits?: SpeechLimits): Promise<Reading>;
  /** Asks who is there, where the family can say; called first on every connection. Sends nothing that switches. */
  greet?(): Promise<Greeting>;
  /** Why nothing can be sold from this output although the board is well: no motor answers there. */
  lacks?(channel: number): string | undefined;
  /** For boards that turn a motor by its home switch instead of for a time: one item, in place of `runVend`. */
  dispense?(run: VendRun): Promise<VendRunEnd>;

  /** Where the line's owner hands over what it hears. */
  readonly bus: SpeechBus;
}

export type SpeechBus = Pick<Exchange, "refuseWaiting" | "up" | "heard" | "down" | "misheard">;

export interface SpeechLimits {
  /** The answer is waited for no longer than this, when it is shorter than the family's own reply time. */
  readonly replyMs?: number;
  /** Nothing else may be asked first, were it to make the answer surer. */
  readonly isHurried?: boolean;
}

/** What became of an order. "unknown": sent, wholly or partly, and no right answer came. */
export type Told =
  | { readonly is: "done" }
  | { readonly is: "refused"; readonly what: string }
  | { readonly is: "not-sent"; readonly what: string }
  | { readonly is: "unknown"; readonly what: string };

/** What a board said of its outputs or inputs, in the order of their numbers. */
export type Reading =
  | { readonly is: "read"; readonly on: readonly boolean[] }
  /** A refusal is an answer: the board lives, and was asked for what it has not. */
  | { readonly is: "unread"; readonly what: string; readonly isRefusal?: boolean };

export type Greeting = { readonly is: "known" } | { readonly is: "stranger"; readonly what: string };

export const DONE: Told = { is: "done" };

/** For boards that time nothing themselves. */
export const HOST_TIMED = {
  boardTimedMs: () => undefined,
  startPulse: () => Promise.resolve<Told>({ is: "refused", what: "This board times nothing itself." }),
} as const;

/** For boards that cannot carry a drop sensor. */
export const NO_INPUTS = {
  inputs: 0,
  readInputs: () => Promise.resolve<Reading>({ is: "unread", what: "This board has no inputs." }),
} as const;
