import type { DeviceCondition, DeviceSpec, Printer, VendingBoard } from "../../hardware/contract.ts";
import type { DeviceState, Dispenser, ReceiptPrinter } from "../core/ports.ts";

/** What the fleet of device hosts offers and the engine needs. */
export interface DeviceFleet {
  printer(id: string): Pick<Printer, "condition" | "print"> | undefined;
  board(id: string): Pick<VendingBoard, "condition" | "sellable" | "vend"> | undefined;
  /** Calls whenever a condition changed. */
  onChange(changed: () => void): void;
  stop(): Promise<void>;
}

/** The configured devices as the engine's ports, each with the moment its state last changed. */
export interface Devices {
  readonly printer: ReceiptPrinter | undefined;
  readonly dispenser: Dispenser | undefined;
  states(): readonly DeviceState[];
}

export function devicesOf(specs: readonly DeviceSpec[], fleet: DeviceFleet, nowMs: () => number): Devices {
  const seen = new Map<string, { readonly condition: DeviceCondition; readonly sinceMs: number }>();

  function stateOf(spec: DeviceSpec): DeviceState {
    const device = spec.kind === "printer" ? fleet.printer(spec.id) : fleet.board(spec.id);
    const condition = device?.condition() ?? { state: "absent", what: `${spec.id} is not running` };
    const before = seen.get(spec.id);
    const same = before?.condition.state === condition.state && before.condition.what === condition.what;
    const now = same ? before : { condition, sinceMs: nowMs() };
    seen.set(spec.id, now);
    return {
      id: spec.id,
      kind: spec.kind,
      state: now.condition.state,
      what: now.condition.what,
      sinceMs: now.sinceMs,
    };
  }

  const printer = specs.find((spec) => spec.kind === "printer");
  const board = specs.find((spec) => spec.kind === "dispenser");
  return {
    printer: printer === undefined ? undefined : printerPort(printer, fleet, stateOf),
    dispenser: board === undefined ? undefined : dispenserPort(board, fleet, stateOf),
    states: () => specs.map(stateOf),
  };
}

type StateOf = (spec: DeviceSpec) => DeviceState;

function printerPort(spec: DeviceSpec, fleet: DeviceFleet, stateOf: StateOf): ReceiptPrinter {
  return {
    id: spec.id,
    state: () => stateOf(spec),
    print: async (slip) =>
      (await fleet.printer(spec.id)?.print(slip)) ?? {
        is: "failed",
        nothingPrinted: true,
        what: `${spec.id} is not running`,
      },
  };
}

function dispenserPort(spec: DeviceSpec, fleet: DeviceFleet, stateOf: StateOf): Dispenser {
  return {
    id: spec.id,
    state: () => stateOf(spec),
    sellable: (slot) => fleet.board(spec.id)?.sellable(slot) ?? false,
    vend: async (slot) =>
      (await fleet.board(spec.id)?.vend(slot)) ?? { is: "not-dropped", evidence: `${spec.id} is not running` },
  };
}
