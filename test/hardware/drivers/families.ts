import { createModbusBoard } from "../../../hardware/drivers/modbus/modbus-board.ts";
import { createModbusBoardEmulator } from "../../../simulator/devices/boards/modbus-board.ts";
import type { Family } from "./board-rig.ts";

export const MODBUS: Family = {
  driver: "modbus-rtu",
  channels: 8,
  inputs: 8,
  pulseMs: 500,
  make: createModbusBoard,
  emulate: createModbusBoardEmulator,
};
