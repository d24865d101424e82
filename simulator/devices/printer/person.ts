import { FAULT_NAMES, readFault } from "./faults.ts";
import { paperText } from "./paper.ts";
import type { PrinterEmulator } from "./printer-emulator.ts";

/** What came of an order given by hand. */
export type Ordered =
  | { readonly is: "done" }
  | { readonly is: "state"; readonly state: object }
  | { readonly is: "wrong"; readonly what: string };

const ACTS: Readonly<Record<string, (printer: PrinterEmulator) => void>> = {
  "paper out": (printer) => printer.becomes({ paper: "out" }),
  "paper low": (printer) => printer.becomes({ paper: "near-end" }),
  "paper in": (printer) => printer.becomes({ paper: "enough" }),
  "cover open": (printer) => printer.becomes({ coverOpen: true }),
  "cover close": (printer) => printer.becomes({ coverOpen: false }),
  "drawer open": (printer) => printer.becomes({ drawerOpen: true }),
  "drawer low": (printer) => printer.becomes({ drawerOpenIs: "low" }),
  "drawer close": (printer) => printer.becomes({ drawerOpen: false }),
  "knife clear": (printer) => printer.clearKnife(),
  "power off": (printer) => printer.switchOff(),
  "power on": (printer) => printer.switchOn(),
  heal: (printer) => printer.heal(),
};

export const PERSON_ORDERS: readonly string[] = [...Object.keys(ACTS), "state", "fault FAULT"];

/** Does to the printer what a person before it could do, by one line of text. */
export function orderPrinter(printer: PrinterEmulator, line: string): Ordered {
  const order = line.trim();
  const act = ACTS[order];
  if (act !== undefined) {
    act(printer);
    return { is: "done" };
  }
  if (order === "state") return { is: "state", state: stateOf(printer) };
  if (!order.startsWith("fault ")) return { is: "wrong", what: `orders are: ${PERSON_ORDERS.join(", ")}` };
  const fault = readFault(order.slice("fault ".length).trim());
  if (fault === null) return { is: "wrong", what: `faults are: ${FAULT_NAMES.join(", ")}` };
  printer.take(fault);
  return { is: "done" };
}

function stateOf(printer: PrinterEmulator): object {
  return {
    ...printer.condition,
    receipts: printer.receipts.length,
    drawerKicks: printer.drawerKicks,
    workedBytes: printer.workedBytes,
    lostBytes: printer.lostBytes,
    violations: printer.violations,
    unfinished: paperText(printer.paper),
  };
}
