import type { DeviceState, Dispenser, ReceiptPrinter } from "../../electron/core/ports.ts";
import type { Life } from "./life.ts";
import type { MachineJudge } from "./machine-judge.ts";

/** The truth about goods and paper, told by what stands in for the physical world; the oracle compares it with beliefs. */
export interface MachineryEars {
  /** The terminal asks for one item. */
  vendAsked(slot: string): void;
  /** A motor was switched on: an act on matter. */
  pulsed(slot: string): void;
  /** A product left the slot. */
  dropped(slot: string): void;
  /** A whole slip came out, or a part of one. */
  paper(slip: { readonly text: string; readonly whole: boolean }): void;
  note(what: string): void;
}

/** Printer and shelf of one simulated terminal: they outlive its program, and lose power with it or not. */
export interface Machinery {
  /** What a new run of the program finds at its ports. */
  connect(life: Life, changed: () => void): ConnectedMachinery;
  /** The cut took the devices too: motors stop, relays open. */
  loseCurrent(): void;
  /** Everything works from here on. */
  heal(): void;
  /** Something goes wrong, or is put right, now. */
  disturb(): void;
  /** Motors that are running now; none where there are only models. */
  outputsOn(): number;
  /** Where customers choose at the machine and not on the screen. */
  readonly keys?: MachineKeys;
  /** Judges what such a machine and its terminal told each other. */
  readonly judge?: MachineJudge;
}

/** What a customer can lay hands on at a machine that chooses for itself. */
export interface MachineKeys {
  /** Somebody's choice waits for its payment. */
  isAsking(): boolean;
  /** Any key, or the last one again. False: the machine takes no choice now. */
  press(which: "any" | "last"): boolean;
  /** Takes back the choice that is waiting. */
  lever(): void;
}

export interface ConnectedMachinery {
  readonly printer: ReceiptPrinter | undefined;
  readonly dispenser: Dispenser | undefined;
  devices(): readonly DeviceState[];
  /** The program is gone: its cables are pulled. */
  disconnect(): void;
}
