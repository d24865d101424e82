import type { Ticker } from "../../../hardware/contract.ts";
import type { Emulator } from "../emulated-port.ts";
import type { FaultName } from "./faults.ts";

/** A device that can be started by name. Each has a file of its own in this folder and a line in `simulations.ts`. */
export interface Simulation {
  /** "a receipt printer" */
  readonly what: string;
  readonly baudRate: number;
  /** Of the device itself; those of the line fit all. */
  readonly faults: readonly FaultName[];
  /** Orders of its own, one a line, each with what it does. */
  readonly orders: readonly string[];
  /** Words beyond the common ones on the command line. */
  readonly flags: readonly SimulationFlag[];
  /** Throws a `WrongFlag` for a flag whose value makes no sense. */
  start(given: SimulationGiven): RunningSimulation;
}

/** "--model NAME". */
export interface SimulationFlag {
  readonly name: string;
  /** What its value is, as the usage shows it: "1..8", "cr|lf". */
  readonly takes: string;
  /** It may be given as often as wanted. */
  readonly isRepeatable?: true;
}

export interface SimulationGiven {
  readonly ticker: Ticker;
  /** One line of the log. */
  say(event: object): void;
  /** "model" → "epson-80"; a name given more than once has several. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** Faults from the start, as they were given: name and figure. */
  readonly faults: readonly { readonly name: FaultName; readonly figure: string | undefined }[];
}

export interface RunningSimulation {
  readonly device: Emulator;
  /** The device as it is now. */
  state(): object;
  /** Carries out a line of its own; otherwise what is wrong with it. A wrong figure may be thrown as a `WrongFlag`. */
  order(line: string): SimulationOrdered;
  /** Makes one of its own faults; a wrong figure may be thrown as a `WrongFlag`. */
  fail(name: FaultName, figure: string | undefined): SimulationOrdered;
  /** Everything right again. */
  heal(): void;
  stop?(): void;
}

export type SimulationOrdered = { readonly is: "done" } | { readonly is: "wrong"; readonly what: string };

export const ORDERED: SimulationOrdered = { is: "done" };

export function wrong(what: string): SimulationOrdered {
  return { is: "wrong", what };
}
