/**
 * What a Modbus request or reply says, whatever carries it (RTU or ASCII): the function code and its data, from the
 * Modbus application protocol, section 6. Only the functions relay boards speak.
 */
export type ModbusAsk =
  | { readonly ask: "read-coils"; readonly start: number; readonly count: number }
  | { readonly ask: "read-inputs"; readonly start: number; readonly count: number }
  | { readonly ask: "read-registers"; readonly start: number; readonly count: number }
  /** FC05. `value` is FF00 or 0000 in the standard; boards give other values meanings of their own (timed pulses). */
  | { readonly ask: "write-coil"; readonly coil: number; readonly value: number }
  | { readonly ask: "write-register"; readonly register: number; readonly value: number }
  | { readonly ask: "write-coils"; readonly start: number; readonly on: readonly boolean[] }
  | { readonly ask: "write-registers"; readonly start: number; readonly values: readonly number[] };

export const COIL_ON = 0xff00;
export const COIL_OFF = 0x0000;

export type ModbusReply =
  | { readonly says: "bits"; readonly function: 1 | 2; readonly bits: Uint8Array }
  | { readonly says: "registers"; readonly function: 3 | 4; readonly values: readonly number[] }
  | { readonly says: "wrote"; readonly function: 5 | 6; readonly at: number; readonly value: number }
  | { readonly says: "wrote-many"; readonly function: 15 | 16; readonly start: number; readonly count: number }
  | { readonly says: "exception"; readonly function: number; readonly code: number };

const word = (value: number): readonly [number, number] => [(value >>> 8) & 0xff, value & 0xff];

/** Two bytes, high one first; both must be there. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint16(at);
}

/** Bits in bytes, first one lowest, as coils and inputs travel. */
export function packBits(on: readonly boolean[]): Uint8Array {
  return Uint8Array.from({ length: Math.ceil(on.length / 8) }, (_, at) =>
    on.slice(8 * at, 8 * at + 8).reduce((byte, bit, index) => byte | (bit ? 1 << index : 0), 0),
  );
}

/** The first `count` bits; a bug, and thrown, when there are fewer. */
export function unpackBits(packed: Uint8Array, count: number): readonly boolean[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  return Array.from({ length: count }, (_, index) => ((view.getUint8(index >> 3) >> (index & 7)) & 1) === 1);
}

/** Function code and data of a request. */
export function encodeAsk(ask: ModbusAsk): Uint8Array {
  switch (ask.ask) {
    case "read-coils":
      return Uint8Array.of(0x01, ...word(ask.start), ...word(ask.count));
    case "read-inputs":
      return Uint8Array.of(0x02, ...word(ask.start), ...word(ask.count));
    case "read-registers":
      return Uint8Array.of(0x03, ...word(ask.start), ...word(ask.count));
    case "write-coil":
      return Uint8Array.of(0x05, ...word(ask.coil), ...word(ask.value));
    case "write-register":
      return Uint8Array.of(0x06, ...word(ask.register), ...word(ask.value));
    case "write-coils": {
      const packed = packBits(ask.on);
      return Uint8Array.of(0x0f, ...word(ask.start), ...word(ask.on.length), packed.length, ...packed);
    }
    case "write-registers": {
      const values = ask.values.flatMap(word);
      return Uint8Array.of(0x10, ...word(ask.start), ...word(ask.values.length), values.length, ...values);
    }
  }
}

/** Length of a reply's function code and data, from its first two bytes; undefined for no reply known here. */
export function replyLength(functionCode: number, second: number): number | undefined {
  if (functionCode >= 0x80) return 2;
  switch (functionCode) {
    case 0x01:
    case 0x02:
      return second >= 1 && second <= 250 ? 2 + second : undefined;
    case 0x03:
    case 0x04:
      return second >= 2 && second <= 250 && second % 2 === 0 ? 2 + second : undefined;
    case 0x05:
    case 0x06:
    case 0x0f:
    case 0x10:
      return 5;
    default:
      return undefined;
  }
}

/** Reads function code and data of a reply; the length must be the one `replyLength` gives, else undefined. */
export function decodeReply(pdu: Uint8Array): ModbusReply | undefined {
  const [code = 0, second = 0] = pdu;
  if (pdu.length < 2 || replyLength(code, second) !== pdu.length) return undefined;
  switch (code) {
    case 0x01:
    case 0x02:
      return { says: "bits", function: code, bits: pdu.slice(2) };
    case 0x03:
    case 0x04: {
      const values = Array.from({ length: second / 2 }, (_, index) => wordAt(pdu, 2 + 2 * index));
      return { says: "registers", function: code, values };
    }
    case 0x05:
    case 0x06:
      return { says: "wrote", function: code, at: wordAt(pdu, 1), value: wordAt(pdu, 3) };
    case 0x0f:
    case 0x10:
      return { says: "wrote-many", function: code, start: wordAt(pdu, 1), count: wordAt(pdu, 3) };
    default:
      return { says: "exception", function: code & 0x7f, code: second };
  }
}

/** True when this reply can be the answer to this request: function, place, value and length all agree. */
export function isAnswer(ask: ModbusAsk, reply: ModbusReply): boolean {
  if (reply.says === "exception") return reply.function === encodeAsk(ask)[0];
  switch (ask.ask) {
    case "read-coils":
      return reply.says === "bits" && reply.function === 1 && reply.bits.length === Math.ceil(ask.count / 8);
    case "read-inputs":
      return reply.says === "bits" && reply.function === 2 && reply.bits.length === Math.ceil(ask.count / 8);
    case "read-registers":
      return reply.says === "registers" && reply.function === 3 && reply.values.length === ask.count;
    case "write-coil":
      return reply.says === "wrote" && reply.function === 5 && reply.at === ask.coil && reply.value === ask.value;
    case "write-register":
      return (
        reply.says === "wrote" && reply.function === 6 && reply.at === ask.register && reply.value === ask.value
      );
    case "write-coils":
      return isCountOf(reply, 15, ask.start, ask.on.length);
    case "write-registers":
      return isCountOf(reply, 16, ask.start, ask.values.length);
  }
}

function isCountOf(reply: ModbusReply, functionCode: 15 | 16, start: number, count: number): boolean {
  return (
    reply.says === "wrote-many" && reply.function === functionCode && reply.start === start && reply.count === count
  );
}
