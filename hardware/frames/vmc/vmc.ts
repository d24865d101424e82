import { wordAt } from "../modbus/pdu.ts";
import { BEGUN, FrameStream, NOISE, type Recognised } from "../stream/frame-stream.ts";

/**
 * "FA FB" vending machine controllers (spiral, belt and elevator machines): `FA FB command length data… xor`, 57600 8N1.
 * The controller is the master: it polls every 200 ms and must be answered within 100 ms, with a command or with an
 * acknowledgement. Known from one implementation only; try it with the machine's own products first.
 */
export interface VmcMessage {
  readonly command: number;
  readonly body: Uint8Array;
}

export const VMC = {
  checkAisle: 0x01,
  aisleStatus: 0x02,
  progress: 0x04,
  drive: 0x06,
  poll: 0x41,
  ack: 0x42,
} as const;

const LENGTH_MOST = 128;

export function encodeVmc(message: VmcMessage): Uint8Array {
  const covered = Uint8Array.of(0xfa, 0xfb, message.command, message.body.length, ...message.body);
  return Uint8Array.of(...covered, xorOf(covered));
}

export const VMC_ACK = encodeVmc({ command: VMC.ack, body: new Uint8Array(0) });

export function vmcMessages(): FrameStream<VmcMessage> {
  return new FrameStream(LENGTH_MOST + 5, recognise);
}

function recognise(held: Uint8Array): Recognised<VmcMessage> {
  const [first, second, command, size] = held;
  if (first !== 0xfa) return NOISE;
  if (second === undefined) return BEGUN;
  if (second !== 0xfb) return NOISE;
  if (command === undefined || size === undefined) return BEGUN;
  if (size > LENGTH_MOST) return NOISE;
  const length = size + 5;
  if (held.length < length) return BEGUN;
  if (xorOf(held.subarray(0, length)) !== 0) return NOISE;
  return { is: "whole", frame: { command, body: held.slice(4, 4 + size) }, length };
}

function xorOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** Asks whether an aisle can sell. `number` runs from 1 to 255; a repeated message keeps its number. */
export function checkAisle(number: number, aisle: number): VmcMessage {
  return { command: VMC.checkAisle, body: Uint8Array.of(number, aisle >>> 8, aisle & 0xff) };
}

/** Turns an aisle's motor without asking for money. With the sensor on, success means that something fell. */
export function driveAisle(number: number, aisle: number, withSensor: boolean): VmcMessage {
  const sensor = withSensor ? 1 : 0;
  return { command: VMC.drive, body: Uint8Array.of(number, sensor, 0, aisle >>> 8, aisle & 0xff) };
}

/** What the controller says of an aisle: the answer to a check, or the progress of a motor. */
export interface AisleWord {
  readonly number: number;
  readonly status: number;
  readonly aisle: number;
}

export const AISLE_NORMAL = 1;

export const PROGRESS = { running: 1, success: 2, jam: 3, motorDoesNotStop: 4, noMotor: 6 } as const;

export function readAisleWord(message: VmcMessage): AisleWord | undefined {
  const [number, status] = message.body;
  if (message.body.length !== 4 || number === undefined || status === undefined) return undefined;
  return { number, status, aisle: wordAt(message.body, 2) };
}
