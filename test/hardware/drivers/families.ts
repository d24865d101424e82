import { createDevantechBoard } from "../../../hardware/drivers/devantech/devantech-board.ts";
import { createEletechsupBoard } from "../../../hardware/drivers/eletechsup/eletechsup-board.ts";
import { createFramedBoard } from "../../../hardware/drivers/framed/framed-board.ts";
import { createKmtronicBoard } from "../../../hardware/drivers/kmtronic/kmtronic-board.ts";
import { createLcusBoard } from "../../../hardware/drivers/lcus/lcus-board.ts";
import { createModbusAsciiBoard } from "../../../hardware/drivers/modbus/modbus-ascii-board.ts";
import { createModbusBoard, createModbusCoilsBoard } from "../../../hardware/drivers/modbus/modbus-board.ts";
import { createNumatoBoard } from "../../../hardware/drivers/numato/numato-board.ts";
import { createVmcBoard } from "../../../hardware/drivers/vmc/vmc-board.ts";
import { createVmc96Board } from "../../../hardware/drivers/vmc96/vmc96-board.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import { createModbusBoardEmulator } from "../../../simulator/devices/boards/modbus-board.ts";
import type { Family, MakeBoard } from "./board-rig.ts";

function family(
  driver: string,
  kindName: string,
  make: MakeBoard,
  pulseMs: number,
  startsPulse: (request: Uint8Array) => boolean,
): Family {
  const kind = BOARD_KINDS[kindName];
  if (kind === undefined) throw new Error(`no emulated board is called ${kindName}`);
  const { channels, inputs, create } = kind;
  return { driver, channels, inputs, pulseMs, make, startsPulse, emulate: create };
}

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);

export const MODBUS = family(
  "modbus-rtu",
  "modbus",
  createModbusBoard,
  500,
  ([, code, high]) => code === 5 && high === 2,
);
/** The emulated board without its timed pulses is a plain one. */
const MODBUS_COILS: Family = {
  ...MODBUS,
  driver: "modbus-coils",
  make: createModbusCoilsBoard,
  startsPulse: ([, code, , , value]) => code === 5 && value === 0xff,
  emulate: (options) => createModbusBoardEmulator({ ...options, hasFlash: false }),
};
export const LCUS = family("lcus", "lcus", createLcusBoard, 500, ([lead, , state]) => lead === 0xa0 && state === 1);
const ELETECHSUP_BOARD_TIMED = family(
  "eletechsup",
  "eletechsup",
  createEletechsupBoard,
  1_000,
  ([, code, , , command]) => code === 6 && command === 6,
);
const ELETECHSUP_HOST_TIMED: Family = {
  ...ELETECHSUP_BOARD_TIMED,
  pulseMs: 600,
  startsPulse: ([, code, , , command]) => code === 6 && command === 1,
};

/** Every driver; those that both board and host can time are here twice. */
export const FAMILIES: readonly Family[] = [
  MODBUS,
  MODBUS_COILS,
  LCUS,
  ELETECHSUP_BOARD_TIMED,
  ELETECHSUP_HOST_TIMED,
  family("modbus-ascii", "modbus-ascii", createModbusAsciiBoard, 500, (bytes) =>
    /^:FE05....FF00/.test(text(bytes)),
  ),
  family("kmtronic", "kmtronic", createKmtronicBoard, 500, ([, channel, state]) => channel !== 9 && state === 1),
  family("devantech", "devantech", createDevantechBoard, 500, ([byte = 0]) => byte >= 0x65 && byte <= 0x6c),
  family("numato", "numato", createNumatoBoard, 500, (bytes) => text(bytes).startsWith("relay on ")),
  // Its pulse is a whole turn, which the controller ends by itself.
  family("vmc96", "vmc96", createVmc96Board, 2_600, ([, , , command]) => command === 0x13),
  family("framed", "framed", createFramedBoard, 500, ([, , , command]) => command === 3),
];

/** A machine that drives its motors by itself; its own word is the evidence, and it takes its time. */
export const VMC: Family = family("vmc", "vmc", createVmcBoard, 500, ([, , command]) => command === 6);

/** Every driver of a board, those included that are judged by their own rules. */
export const ALL_FAMILIES: readonly Family[] = [...FAMILIES, VMC];
