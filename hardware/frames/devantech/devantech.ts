import { BEGUN, FrameStream } from "../stream/frame-stream.ts";

/** Devantech USB-RLY08: one byte a command, from the data sheet. All-on (64) exists and is deliberately absent. */
export function devantechSwitch(channel: number, on: boolean): Uint8Array {
  return Uint8Array.of((on ? 0x64 : 0x6e) + channel);
}

export const DEVANTECH_ALL_OFF = Uint8Array.of(0x6e);
export const DEVANTECH_ASK_STATES = Uint8Array.of(0x5b);
/** Switches nothing; the answer is the module's number and its software version. */
export const DEVANTECH_ASK_WHO = Uint8Array.of(0x5a);

/** Module numbers of the family. */
export const DEVANTECH_MODULES: readonly number[] = [8, 9, 10, 15];

/** Answers have no form but their length: any `length` bytes are one. */
export function devantechAnswers(length: number): FrameStream<Uint8Array> {
  return new FrameStream(length, (held) =>
    held.length < length ? BEGUN : { is: "whole", frame: held.slice(0, length), length },
  );
}
