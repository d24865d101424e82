import { type Bounds, figureOf, refuseFigure, WrongFlag } from "./figures.ts";

/** Everything that can be made to go wrong on a simulated device, with what it looks like from outside. */
export const FAULTS = {
  // On the line of any device.
  silence: "hears, and says nothing any more",
  late: "answers this many ms late, 1300 by default",
  half: "only the first half of what it says arrives",
  noise: "rubbish around everything it says",
  echo: "its adapter sends back what it hears",
  checksum: "one bit of everything it says is flipped",
  flood: "bytes nobody asked for, without end",
  slow: "the line carries a tenth of its speed",
  doubled: "one byte of everything it says arrives twice",
  split: "everything it says arrives in two pieces, this many ms apart, 8 by default",
  stall: "takes nothing off the line any more, as after an XOFF; what was sent meanwhile reaches it afterwards",
  unplug: "the cable is out; return puts it back, --link OTHER under another name",
  // Of the device.
  "paper-out": "the roll ends after this many bytes",
  cover: "the cover is opened after this many bytes",
  cutter: "the next cut jams the knife",
  overrun: "a receive buffer of so few bytes, 45 by default; what does not fit is lost; at the start only",
  reset: "power dips: a printer after this many bytes, a board at its next command, a customer display at once",
  jam: "the motor of this slot turns and nothing falls",
  "pulse-without-drop": "this slot is empty: the pulse is given and nothing falls",
  "drop-without-pulse": "a product of this slot falls by itself",
  "stuck-sensor": "the next product hangs in front of this input",
} as const;

export type FaultName = keyof typeof FAULTS;

/** These are made by the line and fit every device. */
export const LINE_FAULTS = [
  "silence",
  "late",
  "half",
  "noise",
  "echo",
  "checksum",
  "flood",
  "slow",
  "doubled",
  "split",
  "stall",
  "unplug",
] as const satisfies readonly FaultName[];

export type LineFault = (typeof LINE_FAULTS)[number];

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

export function isLineFault(name: FaultName): name is LineFault {
  return LINE_FAULTS.some((known) => known === name);
}

/** "jam=A1" or "jam A1". Throws a `WrongFlag` for more or less than that. */
export function splitFault(text: string): { readonly name: string; readonly figure: string | undefined } {
  const [name = "", figure, ...more] = text.trim().split(/[=\s]+/);
  if (name === "" || figure === "" || more.length > 0) {
    throw new WrongFlag(`a fault is NAME or NAME=FIGURE, not "${text.trim()}"`);
  }
  return { name, figure };
}

const FIGURES: Partial<Readonly<Record<LineFault, Bounds>>> = {
  late: { least: 1, most: 600_000 },
  split: { least: 1, most: 1_000 },
};

/** The figure of a line's fault. Throws a `WrongFlag` for one that makes no sense. */
export function lineFigure(fault: LineFault, figure: string | undefined): number | undefined {
  if (figure === undefined) return undefined;
  const bounds = FIGURES[fault];
  if (bounds !== undefined) return figureOf(figure, bounds.least, fault, bounds);
  refuseFigure(figure, fault);
  return undefined;
}
