import { wordAt } from "../modbus/pdu.ts";
import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";

/**
 * MDB/ICP blocks between a vending machine (the master) and cashless reader 1 at address 10 hex, feature level 1. A
 * block is an address and command, its data and a checksum, the low byte of the sum. The ninth bit that marks an address
 * on the bus is the adapter's: it never reaches a computer. Prices are in the smallest unit both sides agreed on.
 */
export type MachineWord =
  | { readonly is: "reset" }
  | { readonly is: "poll" }
  | { readonly is: "setup" }
  | { readonly is: "price-limits" }
  | { readonly is: "request"; readonly price: number; readonly item: number }
  | { readonly is: "cancel-vend" }
  | { readonly is: "success"; readonly item: number }
  | { readonly is: "failure" }
  | { readonly is: "session-complete" }
  | { readonly is: "cash-sale"; readonly price: number; readonly item: number }
  | { readonly is: "disable" }
  | { readonly is: "enable" }
  | { readonly is: "cancel-reader" }
  | { readonly is: "identify" };

/** What a reader says, as the answer to a poll or to a command. */
export type ReaderWord =
  | { readonly is: "config"; readonly currency: number; readonly scale: number; readonly decimals: number }
  /** Funds of FFFF are unknown: the payment comes later. */
  | { readonly is: "begin-session"; readonly funds: number }
  | { readonly is: "cancel-session" }
  | { readonly is: "approved"; readonly price: number }
  | { readonly is: "denied" }
  | { readonly is: "end-session" }
  | { readonly is: "cancelled" }
  | { readonly is: "malfunction"; readonly code: number }
  | { readonly is: "out-of-sequence" };

export type ReaderAnswer =
  | ReaderWord
  | { readonly is: "ack" }
  | { readonly is: "nak" }
  | { readonly is: "just-reset" }
  /** A sound block that says nothing of a sale: a display request, an identity, a diagnosis. */
  | { readonly is: "other" };

export const FUNDS_UNKNOWN = 0xffff;
/** The longest block of the standard, checksum included. */
export const MDB_LONGEST = 36;

export function withChecksum(bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(...bytes, sumOf(bytes));
}

/** Machine to reader, with checksum. */
export const SAY_RESET = withChecksum([0x10]);
export const SAY_POLL = withChecksum([0x12]);
/** Feature level 1, no display. */
export const SAY_SETUP = withChecksum([0x11, 0x00, 0x01, 0x00, 0x00, 0x00]);
/** Highest and lowest price unknown. */
export const SAY_PRICE_LIMITS = withChecksum([0x11, 0x01, 0xff, 0xff, 0x00, 0x00]);
export const SAY_DISABLE = withChecksum([0x14, 0x00]);
export const SAY_ENABLE = withChecksum([0x14, 0x01]);
export const SAY_CANCEL_READER = withChecksum([0x14, 0x02]);
export const SAY_CANCEL_VEND = withChecksum([0x13, 0x01]);
export const SAY_FAILURE = withChecksum([0x13, 0x03]);
export const SAY_SESSION_COMPLETE = withChecksum([0x13, 0x04]);

export function sayRequest(price: number, item: number): Uint8Array {
  return withChecksum([0x13, 0x00, ...wordOf(price), ...wordOf(item)]);
}

export function saySuccess(item: number): Uint8Array {
  return withChecksum([0x13, 0x02, ...wordOf(item)]);
}

export function sayCashSale(price: number, item: number): Uint8Array {
  return withChecksum([0x13, 0x05, ...wordOf(price), ...wordOf(item)]);
}

/** Reader to machine, with checksum. */
export const SAY_CANCEL_SESSION = withChecksum([0x04]);
export const SAY_DENIED = withChecksum([0x06]);
export const SAY_END_SESSION = withChecksum([0x07]);
export const SAY_CANCELLED = withChecksum([0x08]);
export const SAY_OUT_OF_SEQUENCE = withChecksum([0x0b]);

export function sayBeginSession(funds: number): Uint8Array {
  return withChecksum([0x03, ...wordOf(funds)]);
}

export function sayApproved(price: number): Uint8Array {
  return withChecksum([0x05, ...wordOf(price)]);
}

/** `currency` is 1 and the three digits of ISO 4217 as they are read, 1578 for the Norwegian krone. */
export function sayConfig(currency: number, answerS: number): Uint8Array {
  return withChecksum([0x01, 0x01, ...wordOf(currency), 0x01, 0x02, answerS, 0x00]);
}

/** The highest and lowest price a machine will ask for. */
export function sayPriceLimits(highest: number, lowest: number): Uint8Array {
  return withChecksum([0x11, 0x01, ...wordOf(highest), ...wordOf(lowest)]);
}

export function machineBlocks(): FrameStream<MachineWord> {
  return new FrameStream(MDB_LONGEST, (held) => recognise(held, MACHINE));
}

export function readerBlocks(): FrameStream<ReaderWord> {
  return new FrameStream(MDB_LONGEST, (held) => recognise(held, READER));
}

/** Whole length with checksum, and what the bytes mean. */
interface Kind<W> {
  readonly head: readonly number[];
  readonly length: number;
  read(bytes: Uint8Array): W;
}

const MACHINE: readonly Kind<MachineWord>[] = [
  { head: [0x10], length: 2, read: () => ({ is: "reset" }) },
  { head: [0x12], length: 2, read: () => ({ is: "poll" }) },
  { head: [0x11, 0x00], length: 7, read: () => ({ is: "setup" }) },
  { head: [0x11, 0x01], length: 7, read: () => ({ is: "price-limits" }) },
  { head: [0x13, 0x00], length: 7, read: (bytes) => ({ is: "request", ...saleAt(bytes) }) },
  { head: [0x13, 0x01], length: 3, read: () => ({ is: "cancel-vend" }) },
  { head: [0x13, 0x02], length: 5, read: (bytes) => ({ is: "success", item: wordAt(bytes, 2) }) },
  { head: [0x13, 0x03], length: 3, read: () => ({ is: "failure" }) },
  { head: [0x13, 0x04], length: 3, read: () => ({ is: "session-complete" }) },
  { head: [0x13, 0x05], length: 7, read: (bytes) => ({ is: "cash-sale", ...saleAt(bytes) }) },
  { head: [0x14, 0x00], length: 3, read: () => ({ is: "disable" }) },
  { head: [0x14, 0x01], length: 3, read: () => ({ is: "enable" }) },
  { head: [0x14, 0x02], length: 3, read: () => ({ is: "cancel-reader" }) },
  { head: [0x17, 0x00], length: 32, read: () => ({ is: "identify" }) },
];

const READER: readonly Kind<ReaderWord>[] = [
  {
    head: [0x01],
    length: 9,
    read: (bytes) => ({
      is: "config",
      currency: wordAt(bytes, 2),
      scale: Number(bytes[4]),
      decimals: Number(bytes[5]),
    }),
  },
  { head: [0x03], length: 4, read: (bytes) => ({ is: "begin-session", funds: wordAt(bytes, 1) }) },
  { head: [0x04], length: 2, read: () => ({ is: "cancel-session" }) },
  { head: [0x05], length: 4, read: (bytes) => ({ is: "approved", price: wordAt(bytes, 1) }) },
  { head: [0x06], length: 2, read: () => ({ is: "denied" }) },
  { head: [0x07], length: 2, read: () => ({ is: "end-session" }) },
  { head: [0x08], length: 2, read: () => ({ is: "cancelled" }) },
  { head: [0x0a], length: 3, read: (bytes) => ({ is: "malfunction", code: Number(bytes[1]) }) },
  { head: [0x0b], length: 2, read: () => ({ is: "out-of-sequence" }) },
];

/**
 * What a reader answers to a machine, as one whole block: an acknowledgement, a refusal of a spoilt block, or a word.
 * Readers of level 2 and 3 say more in some words; what is said here stands first in them. Undefined for anything else.
 */
export function readAnswer(block: Uint8Array): ReaderAnswer | undefined {
  const [first, second] = block;
  if (block.length === 1) return first === 0x00 ? { is: "ack" } : first === 0xff ? { is: "nak" } : undefined;
  if (block.length > MDB_LONGEST || sumOf([...block.subarray(0, -1)]) !== block.at(-1)) return undefined;
  if (first === 0x00) return second === 0x00 && block.length === 2 ? { is: "just-reset" } : undefined;
  const kind = READER.find(({ head: [word] }) => word === first);
  const isWhole = kind !== undefined && (block.length === kind.length || (first === 0x03 && block.length > 4));
  return isWhole ? kind.read(block) : { is: "other" };
}

function recognise<W>(held: Uint8Array, kinds: readonly Kind<W>[]): Recognised<W> {
  const kind = kinds.find(({ head }) => head.every((byte, at) => held[at] === undefined || held[at] === byte));
  if (kind === undefined) return NOISE;
  const { length } = kind;
  if (held.length < length) return BEGUN;
  if (sumOf([...held.subarray(0, length - 1)]) !== held[length - 1]) return NOISE;
  return { is: "whole", frame: kind.read(held), length };
}

function saleAt(bytes: Uint8Array): { readonly price: number; readonly item: number } {
  return { price: wordAt(bytes, 2), item: wordAt(bytes, 4) };
}

function wordOf(value: number): readonly [number, number] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}
