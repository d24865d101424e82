import type { DeviceSpec, LineAddress } from "../../../hardware/contract.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";

export type SpecOf<Kind extends DeviceSpec["kind"]> = Extract<DeviceSpec, { readonly kind: Kind }>;

/** The driver that the terminal would run for each simulated board. */
const BOARD_DRIVERS: Readonly<Record<string, string>> = {
  modbus: "modbus-rtu",
  "modbus-coils": "modbus-coils",
  "modbus-ascii": "modbus-ascii",
  lcus: "lcus",
  eletechsup: "eletechsup",
  numato: "numato",
  kmtronic: "kmtronic",
  devantech: "devantech",
  "framed-board": "framed",
  fafb: "vmc",
  vmc96: "vmc96",
  "mdb-vmc": "mdb-qibixx",
  "mdb-vmc-waferstar": "mdb-waferstar",
};

const SLOT = { slot: "A1", channel: 1, pulseMs: 1_000, dropWindowMs: 3_000 };

/** A simulated device as a terminal's configuration would name it. */
export function specOf(simulation: string, id: string, line: LineAddress): DeviceSpec {
  const driver = BOARD_DRIVERS[simulation];
  if (driver !== undefined) return boardSpec(simulation, driver, id, line);
  switch (simulation) {
    case "printer":
      return { id, kind: "printer", driver: "escpos", line, profile: "epson-80" };
    case "scanner":
      return { id, kind: "scanner", driver: "serial", line, ending: "cr" };
    case "display":
      return { id, kind: "display", driver: "escpos", line };
    case "presence":
      return { id, kind: "presence", driver: "tfmini", line };
    case "presence-radar":
      return { id, kind: "presence", driver: "ld2410", line };
    default:
      throw new Error(`no driver is run against a simulated ${simulation}`);
  }
}

function boardSpec(simulation: string, driver: string, id: string, line: LineAddress): SpecOf<"dispenser"> {
  const slot = {
    ...SLOT,
    ...(driver === "vmc96" ? { pulseMs: 2_600 } : {}),
    ...(hasSensor(simulation) ? { dropInput: 1 } : {}),
    ...(driver.startsWith("mdb-") ? { channel: 5, priceMinor: 4_500, dropWindowMs: 20_000 } : {}),
    ...(driver === "vmc" ? { dropWindowMs: 8_000 } : {}),
  };
  return { id, kind: "dispenser", driver, line, channels: 8, slots: [slot] };
}

/** What the simulated device is started with, so that it has the slot its driver sells from. */
export function flagsOf(simulation: string): ReadonlyMap<string, readonly string[]> {
  const hasShelf = simulation in BOARD_DRIVERS && !simulation.startsWith("mdb");
  return new Map(hasShelf ? [["slot", [hasSensor(simulation) ? "A1:1:1" : "A1:1"]]] : []);
}

function hasSensor(simulation: string): boolean {
  return SIMULATIONS[simulation]?.faults.includes("stuck-sensor") === true;
}
