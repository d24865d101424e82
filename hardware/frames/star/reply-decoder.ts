import { XOFF, XON } from "../escpos/commands.ts";

/** What a Star printer said, item by item. */
export type StarHeard =
  /** A whole status. */
  | { readonly kind: "star-status"; readonly bytes: Uint8Array }
  /** XON or XOFF; may interrupt anything. */
  | { readonly kind: "flow"; readonly go: boolean }
  | { readonly kind: "noise"; readonly byte: number };

/** Shortest and longest status known; a header that says otherwise is none. */
const SHORTEST = 7;
const LONGEST = 15;

const isHeader = (byte: number): boolean => (byte & 0x91) === 0x01;
const isStatus = (byte: number): boolean => (byte & 0x91) === 0;

/** Length told by the first header byte, itself included. */
const lengthOf = (header: number): number => ((header >> 1) & 0x07) | ((header >> 2) & 0x18);

/**
 * Tells a Star printer's statuses apart by the fixed bits of their first and other bytes. Holds at most one unfinished
 * status; when what is held can be none, its first byte is given up as noise and the rest is looked at again.
 */
export class StarReplyDecoder {
  #held: number[] = [];

  hear(chunk: Uint8Array): StarHeard[] {
    const heard: StarHeard[] = [];
    for (const byte of chunk) {
      if (byte === XON || byte === XOFF) {
        heard.push({ kind: "flow", go: byte === XON });
        continue;
      }
      this.#held.push(byte);
      this.#settle(heard);
    }
    return heard;
  }

  /** The line fell silent: what is half said will not be finished. */
  silence(): StarHeard[] {
    const heard: StarHeard[] = [];
    while (this.#held.length > 0) {
      this.#giveUp(heard);
      this.#settle(heard);
    }
    return heard;
  }

  /** Bytes waiting for the rest of their status. */
  get heldBytes(): number {
    return this.#held.length;
  }

  #settle(heard: StarHeard[]): void {
    for (let first = this.#held[0]; first !== undefined; first = this.#held[0]) {
      const length = lengthOf(first);
      const canBeStatus =
        isHeader(first) && length >= SHORTEST && length <= LONGEST && this.#held.slice(1).every(isStatus);
      if (!canBeStatus) {
        this.#giveUp(heard);
        continue;
      }
      if (this.#held.length < length) return;
      heard.push({ kind: "star-status", bytes: Uint8Array.from(this.#held) });
      this.#held = [];
    }
  }

  #giveUp(heard: StarHeard[]): void {
    const [first = 0, ...rest] = this.#held;
    this.#held = rest;
    heard.push({ kind: "noise", byte: first });
  }
}

/** The bytes an item was made of. */
export function starBytesOf(heard: StarHeard): number[] {
  if (heard.kind === "star-status") return [...heard.bytes];
  return heard.kind === "noise" ? [heard.byte] : [heard.go ? XON : XOFF];
}
