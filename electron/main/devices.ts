import type { DeviceCondition, DeviceSpec, DrawerNews, Printer, VendingBoard } from "../../hardware/contract.ts";
import type { CashDrawer, DeviceState, Dispenser, Nearness, ReceiptPrinter } from "../core/ports.ts";
import type { DeviceService } from "../core/staff-view.ts";
import { ConfiguredDrawer } from "./configured-drawer.ts";

/** What the fleet of device hosts offers and the engine needs. */
export interface DeviceFleet {
  printer(id: string): (Pick<Printer, "condition" | "print"> & Partial<Pick<Printer, "kickDrawer">>) | undefined;
  /** Calls with whatever a printer says of its drawer. */
  onDrawer?(heard: (id: string, news: DrawerNews) => void): void;
  board(id: string): FleetBoard | undefined;
  /** Of any device; undefined when there is none of that name. */
  condition?(id: string): DeviceCondition | undefined;
  /** What a presence sensor says; undefined when there is none of that name. */
  nearness?(id: string): Nearness | undefined;
  /** Calls whenever a condition changed. */
  onChange(changed: () => void): void;
  stop(): Promise<void>;
}

type FleetBoard = Pick<VendingBoard, "condition" | "sellable" | "vend" | "lockedSlots" | "choice" | "refuse"> & {
  /** Ends with false when it was not done. */
  unlock(slot: string): unknown;
};

/** The configured devices as the engine's ports, each with the moment its state last changed. */
export interface Devices {
  readonly printer: ReceiptPrinter | undefined;
  readonly dispenser: Dispenser | undefined;
  /** On the printer's socket. */
  readonly drawer?: CashDrawer;
  states(): readonly DeviceState[];
  /** Whether somebody stands before the terminal; undefined where no sensor is fitted. */
  nearness?(): Nearness | undefined;
  /** What is known of their wear and their lines; absent where nobody counts. */
  service?(): readonly DeviceService[];
  /** Slots their board has locked after failures. */
  lockedSlots(): readonly string[];
  /** The attendant put the slot right: its board may sell from it again. False when no board has such a slot, or none runs. */
  unlockSlot(slot: string): Promise<boolean>;
}

export function devicesOf(specs: readonly DeviceSpec[], fleet: DeviceFleet, nowMs: () => number): Devices {
  const seen = new Map<string, { readonly condition: DeviceCondition; readonly sinceMs: number }>();

  function stateOf(spec: DeviceSpec): DeviceState {
    const condition = conditionOf(spec, fleet) ?? NOT_RUNNING(spec.id);
    const before = seen.get(spec.id);
    const same = before?.condition.state === condition.state && before.condition.what === condition.what;
    const now = same ? before : { condition, sinceMs: nowMs() };
    seen.set(spec.id, now);
    return {
      id: spec.id,
      kind: spec.kind,
      ...now.condition,
      sinceMs: now.sinceMs,
    };
  }

  const printer = specs.find((spec) => spec.kind === "printer");
  const boards = specs.filter((spec) => spec.kind === "dispenser");
  const [board] = boards;
  const sensor = specs.find((spec) => spec.kind === "presence");
  const drawer = printer?.drawer === undefined ? undefined : new ConfiguredDrawer(printer, fleet, nowMs);
  return {
    ...(drawer === undefined ? {} : { drawer }),
    printer: printer === undefined ? undefined : printerPort(printer, fleet, stateOf),
    dispenser: board === undefined ? undefined : dispenserPort(board, fleet, stateOf),
    states: () => [...specs.map(stateOf), ...(drawer === undefined ? [] : [drawer.state()])],
    nearness: () => (sensor === undefined ? undefined : fleet.nearness?.(sensor.id)),
    lockedSlots: () => boards.flatMap((spec) => fleet.board(spec.id)?.lockedSlots() ?? []),
    async unlockSlot(slot) {
      const owner = boards.find((spec) => spec.slots.some((wiring) => wiring.slot === slot));
      const unlocking = owner === undefined ? undefined : fleet.board(owner.id);
      return unlocking !== undefined && (await unlocking.unlock(slot)) !== false;
    },
  };
}

const NOT_RUNNING = (id: string): DeviceCondition => ({
  state: "absent",
  what: `${id} is not running`,
  trouble: "not-running",
});

function conditionOf({ id, kind }: DeviceSpec, fleet: DeviceFleet): DeviceCondition | undefined {
  if (kind === "printer") return fleet.printer(id)?.condition();
  return kind === "dispenser" ? fleet.board(id)?.condition() : fleet.condition?.(id);
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

/** On MDB the terminal is the reader of a machine that has keys and prices of its own. */
function hasOwnKeys(spec: DeviceSpec): boolean {
  return spec.kind === "dispenser" && (spec.driver === "mdb-qibixx" || spec.driver === "mdb-waferstar");
}

function dispenserPort(spec: DeviceSpec, fleet: DeviceFleet, stateOf: StateOf): Dispenser {
  return {
    id: spec.id,
    state: () => stateOf(spec),
    sellable: (slot) => fleet.board(spec.id)?.sellable(slot) ?? false,
    vend: async (slot) =>
      (await fleet.board(spec.id)?.vend(slot)) ?? { is: "not-dropped", evidence: `${spec.id} is not running` },
    lockedSlots: () => fleet.board(spec.id)?.lockedSlots() ?? [],
    unlock: async (slot) => {
      const owner = fleet.board(spec.id);
      return owner !== undefined && (await owner.unlock(slot)) !== false;
    },
    ...(hasOwnKeys(spec) ? { choice: () => fleet.board(spec.id)?.choice?.() } : {}),
    refuse: async (slot) => (await fleet.board(spec.id)?.refuse?.(slot)) ?? false,
  };
}
