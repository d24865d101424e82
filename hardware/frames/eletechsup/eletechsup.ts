import type { ModbusAsk } from "../modbus/pdu.ts";

/**
 * eletechsup R421A08, R4D8, RYN4xx and clones: FC06 to the channel's register (from 1), the value being a command. The
 * vendor's sheets call on "open" and off "close". Toggle (0300), interlock (0400) and all-on (0700) exist and are
 * deliberately absent.
 */
export const DELAY_STEP_MS = 1_000;
export const DELAY_MAX_MS = 0xff * DELAY_STEP_MS;

export function eletechsupSwitch(channel: number, on: boolean): ModbusAsk {
  return { ask: "write-register", register: channel, value: on ? 0x0100 : 0x0200 };
}

/** On for whole seconds, timed by the board; 1 to 255. */
export function eletechsupDelay(channel: number, seconds: number): ModbusAsk {
  return { ask: "write-register", register: channel, value: 0x0600 | seconds };
}

export const ELETECHSUP_ALL_OFF: ModbusAsk = { ask: "write-register", register: 0, value: 0x0800 };

/** One register for each channel, 0001 for on: the contact as it is, never the command. */
export function eletechsupRead(channels: number): ModbusAsk {
  return { ask: "read-registers", start: 1, count: channels };
}
