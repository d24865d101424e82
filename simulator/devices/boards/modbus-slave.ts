import { packBits, wordAt } from "../../../hardware/frames/modbus/pdu.ts";
import type { Bench } from "./bench.ts";

/** Functions 01, 02, 05 and 0F as the Modbus application protocol has them; anything else is exception 1. */
export function carryOut(bench: Bench, pdu: Uint8Array, hasFlash: boolean): Uint8Array {
  const [code = 0] = pdu;
  if (pdu.length < 5) return exception(code, 3);
  const start = wordAt(pdu, 1);
  const value = wordAt(pdu, 3);
  switch (code) {
    case 0x01:
      return readBits(code, bench.outputs, start, value);
    case 0x02:
      return readBits(code, bench.inputs, start, value);
    case 0x05:
      return writeCoil(bench, pdu, start, value, hasFlash);
    case 0x0f:
      return writeCoils(bench, pdu, start, value);
    default:
      return exception(code, 1);
  }
}

function readBits(code: number, bits: readonly boolean[], start: number, count: number): Uint8Array {
  if (count < 1 || count > 2_000) return exception(code, 3);
  if (start + count > bits.length) return exception(code, 2);
  const packed = packBits(bits.slice(start, start + count));
  return Uint8Array.of(code, packed.length, ...packed);
}

function writeCoil(bench: Bench, pdu: Uint8Array, coil: number, value: number, hasFlash: boolean): Uint8Array {
  if (hasFlash && coil >= 0x0200 && coil < 0x0200 + bench.channels) {
    if (value < 1 || value > 0x7fff) return exception(5, 3);
    bench.pulse(coil - 0x0200 + 1, value * 100);
    return pdu;
  }
  if (value !== 0xff00 && value !== 0x0000) return exception(5, 3);
  if (hasFlash && coil === 0x00ff) {
    for (let channel = 1; channel <= bench.channels; channel++) bench.switch(channel, value === 0xff00);
    return pdu;
  }
  if (coil >= bench.channels) return exception(5, 2);
  bench.switch(coil + 1, value === 0xff00);
  return pdu;
}

function writeCoils(bench: Bench, pdu: Uint8Array, start: number, count: number): Uint8Array {
  if (count < 1 || pdu[5] !== Math.ceil(count / 8)) return exception(15, 3);
  if (start + count > bench.channels) return exception(15, 2);
  for (let index = 0; index < count; index++) {
    bench.switch(start + index + 1, (((pdu[6 + (index >> 3)] ?? 0) >> (index & 7)) & 1) === 1);
  }
  return pdu.slice(0, 5);
}

export function exception(code: number, reason: number): Uint8Array {
  return Uint8Array.of(code | 0x80, reason);
}
