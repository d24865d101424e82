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
  /** Words beyond the common ones on the command line, "--model NAME". */
  readonly flags: readonly string[];
  start(given: SimulationGiven): RunningSimulation;
}

export interface SimulationGiven {
  readonly ticker: Ticker;
  /** One line of the log. */
  say(event: object): void;
  /** "model" → "epson-80"; a name given more than once has several. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** Faults from the start, as they were given: name and figure. */
  readonly faults: readonly { readonly name: FaultName; readonly figure: string | undefined }[];
  /** Where printed paper is kept. */
  readonly paperFolder?: string;
}

export interface RunningSimulation {
  readonly device: Emulator;
  /** The device as it is now. */
  state(): object;
  /** Carries out a line of its own; otherwise what is wrong with it. */
  order(line: string): SimulationOrdered;
  /** Makes one of its own faults. */
  fail(name: FaultName, figure: string | undefined): SimulationOrdered;
  /** Everything right again. */
  heal(): void;
  stop?(): void;
}

export type SimulationOrdered = { readonly is: "done" } | { readonly is: "wrong"; readonly what: string };

export const ORDERED: SimulationOrdered = { is: "done" };

/** A flag whose value makes no sense: what there is instead. Thrown by `start`. */
export class WrongFlag extends Error {}

export function wrong(what: string): SimulationOrdered {
  return { is: "wrong", what };
}
