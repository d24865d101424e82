import type { ModbusAsk } from "./pdu.ts";
import { COIL_OFF, COIL_ON } from "./pdu.ts";

/**
 * What Waveshare "Modbus RTU Relay" boards (protocol V2 and V3) add to FC05. Channels count from 1 here, from 0 on the
 * wire. Toggle (value 5500) exists and is deliberately absent.
 */
export const FLASH_STEP_MS = 100;
/** The largest value the board is documented to take, 7FFF steps. */
export const FLASH_MAX_MS = 0x7fff * FLASH_STEP_MS;

/** Closes one relay for a time the board itself keeps, in steps of 100 ms: our death cannot leave it on. */
export function flashOn(channel: number, steps: number): ModbusAsk {
  return { ask: "write-coil", coil: 0x0200 + channel - 1, value: steps };
}

export function switchCoil(channel: number, on: boolean): ModbusAsk {
  return { ask: "write-coil", coil: channel - 1, value: on ? COIL_ON : COIL_OFF };
}

/** Waveshare's own all-off, coil 00FF. `coilsOff` is the standard one and the one to prefer. */
export const WAVESHARE_ALL_OFF: ModbusAsk = { ask: "write-coil", coil: 0x00ff, value: COIL_OFF };

/** FC0F, every coil off. */
export function coilsOff(channels: number): ModbusAsk {
  return { ask: "write-coils", start: 0, on: Array.from({ length: channels }, () => false) };
}
