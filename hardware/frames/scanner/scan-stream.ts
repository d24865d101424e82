import type { Decoder, Heard } from "../stream/frame-stream.ts";

/**
 * How a scanner ends a code. "line": with CR, LF or both, whichever it is set to. "none": with nothing, so that a
 * silence ends it. "stx-etx": it puts 02 before and 03 behind, and only what stands between them is a code.
 */
export type ScanEnding = "line" | "cr" | "lf" | "cr-lf" | "none" | "stx-etx";

export const SCAN_ENDINGS: readonly ScanEnding[] = ["line", "cr", "lf", "cr-lf", "none", "stx-etx"];

/** The largest QR code holds 2,953 bytes. What is longer is no code. */
export const SCAN_MAX_BYTES = 4_096;

/** A silence that ends a code whose end was lost, and every code of a scanner that sends no end. */
export const SCAN_SILENCE_MS = 50;

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts what a scanner sends into codes; a frame is the code without its ending. Unlike other framings, a silence finishes
 * what is half said instead of giving it up, but between STX and ETX. At most `SCAN_MAX_BYTES` are held; what
 * is longer is noise up to its end.
 */
export class ScanStream implements Decoder<Uint8Array> {
  readonly #ending: ScanEnding;
  #held: number[] = [];
  #isTooLong = false;

  constructor(ending: ScanEnding) {
    this.#ending = ending;
  }

  /** Bytes waiting for the end of their code. */
  get heldBytes(): number {
    return this.#held.length;
  }

  hear(chunk: Uint8Array): Heard<Uint8Array>[] {
    const heard: Heard<Uint8Array>[] = [];
    for (const byte of chunk) this.#take(byte, heard);
    return heard;
  }

  silence(): Heard<Uint8Array>[] {
    const heard: Heard<Uint8Array>[] = [];
    if (this.#ending === "stx-etx") this.#giveUp(heard);
    else this.#finish(0, heard);
    this.#isTooLong = false;
    return heard;
  }

  #take(byte: number, heard: Heard<Uint8Array>[]): void {
    // A code that begins anew was broken off before.
    if (this.#ending === "stx-etx" && byte === STX) {
      this.#giveUp(heard);
      this.#isTooLong = false;
    }
    this.#held.push(byte);
    const ended = this.#endingBytes();
    if (ended > 0) {
      if (this.#isTooLong) this.#giveUp(heard);
      else this.#finish(ended, heard);
      this.#isTooLong = false;
    } else if (this.#held.length >= SCAN_MAX_BYTES) {
      this.#isTooLong = true;
      this.#giveUp(heard);
    } else if (this.#isTooLong && this.#ending !== "cr-lf") {
      this.#giveUp(heard);
    }
  }

  /** How many bytes at the end of what is held end a code; 0 when it has not ended. */
  #endingBytes(): number {
    const last = this.#held.at(-1);
    switch (this.#ending) {
      case "line":
        return last === CR || last === LF ? 1 : 0;
      case "cr":
        return last === CR ? 1 : 0;
      case "lf":
        return last === LF ? 1 : 0;
      case "cr-lf":
        return last === LF && this.#held.at(-2) === CR ? 2 : 0;
      case "stx-etx":
        return last === ETX ? 1 : 0;
      case "none":
        return 0;
    }
  }

  /** What is held is a code but for its last bytes; an empty one is none. */
  #finish(endingBytes: number, heard: Heard<Uint8Array>[]): void {
    const bytes = Uint8Array.from(this.#held);
    const begins = this.#ending === "stx-etx" ? 1 : 0;
    const code = bytes.subarray(begins, bytes.length - endingBytes);
    const isWhole = code.length > 0 && (this.#ending !== "stx-etx" || bytes[0] === STX);
    if (!isWhole) {
      this.#giveUp(heard);
      return;
    }
    this.#held = [];
    heard.push({ kind: "frame", frame: code, bytes });
  }

  #giveUp(heard: Heard<Uint8Array>[]): void {
    for (const byte of this.#held) heard.push({ kind: "noise", byte });
    this.#held = [];
  }
}
