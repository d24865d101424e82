import { createLcusBoard } from "../../../hardware/drivers/lcus/lcus-board.ts";
import { createModbusBoard } from "../../../hardware/drivers/modbus/modbus-board.ts";
import { createLcusBoardEmulator } from "../../../simulator/devices/boards/lcus-board.ts";
import { createModbusBoardEmulator } from "../../../simulator/devices/boards/modbus-board.ts";
import type { Family } from "./board-rig.ts";

export const MODBUS: Family = {
  driver: "modbus-rtu",
  channels: 8,
  inputs: 8,
  pulseMs: 500,
  make: createModbusBoard,
  startsPulse: (request) => request[1] === 5 && request[2] === 2,
  emulate: createModbusBoardEmulator,
};

export const LCUS: Family = {
  driver: "lcus",
  channels: 8,
  inputs: 0,
  pulseMs: 500,
  make: createLcusBoard,
  startsPulse: (request) => request[0] === 0xa0 && request[2] === 1,
  emulate: createLcusBoardEmulator,
};

export const FAMILIES: readonly Family[] = [MODBUS, LCUS];
