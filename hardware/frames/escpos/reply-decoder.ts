import { XOFF, XON } from "./commands.ts";

/** What a printer was heard to say. Every byte belongs to exactly one of these. */
export type Heard =
  /** Answer to DLE EOT; which of the four was asked, only the asker knows. */
  | { readonly kind: "status"; readonly byte: number }
  /** Four bytes the printer pushes by itself (ASB). */
  | { readonly kind: "pushed"; readonly bytes: readonly [number, number, number, number] }
  /** One byte in answer to GS r or to a one-byte GS I. */
  | { readonly kind: "in-turn"; readonly byte: number }
  /** A block from its leading byte to 00, the latter left out. */
  | { readonly kind: "block"; readonly lead: number; readonly body: Uint8Array }
  /** XON or XOFF; may interrupt anything, so it is reported at once and ahead of what it interrupted. */
  | { readonly kind: "flow"; readonly go: boolean }
  | { readonly kind: "noise"; readonly byte: number };

/** Leading bytes of the blocks of GS I, GS ( H, GS ( E and their like. */
const BLOCK_LEADS: ReadonlySet<number> = new Set([0x35, 0x37, 0x3b, 0x3d, 0x5f]);

/** Longest block kept; the longest known is an 80-letter name. */
const BLOCK_MAX = 96;

/** Separator inside a block; anything lower but the final 00 shows that it was none. */
const BLOCK_LOWEST = 0x1f;

const isStatus = (byte: number): boolean => (byte & 0x93) === 0x12;
const isPushedFirst = (byte: number): boolean => (byte & 0x93) === 0x10;
const isInTurn = (byte: number): boolean => (byte & 0x90) === 0;

/**
 * Tells a printer's answers apart by the fixed bits of each kind. Holds at most one unfinished block. When what is
 * held can be nothing, its first byte is given up as noise and the rest is looked at again, because a real answer may
 * begin inside a broken one.
 */
export class ReplyDecoder {
  #held: number[] = [];

  hear(chunk: Uint8Array): Heard[] {
    const heard: Heard[] = [];
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
  silence(): Heard[] {
    const heard: Heard[] = [];
    for (let first = this.#held[0]; first !== undefined; first = this.#held[0]) {
      this.#giveUp(first, heard);
      this.#settle(heard);
    }
    return heard;
  }

  /** Bytes waiting for the rest of their answer. */
  get heldBytes(): number {
    return this.#held.length;
  }

  #settle(heard: Heard[]): void {
    for (let first = this.#held[0]; first !== undefined; first = this.#held[0]) {
      const before = this.#held.length;
      if (isStatus(first)) this.#take(1, heard, { kind: "status", byte: first });
      else if (isInTurn(first)) this.#take(1, heard, { kind: "in-turn", byte: first });
      else if (isPushedFirst(first)) this.#settlePushed(first, heard);
      else if (BLOCK_LEADS.has(first)) this.#settleBlock(first, heard);
      else this.#giveUp(first, heard);
      if (this.#held.length === before) return;
    }
  }

  #settlePushed(first: number, heard: Heard[]): void {
    const [, two, three, four] = this.#held;
    if (!this.#held.slice(1, 4).every(isInTurn)) this.#giveUp(first, heard);
    else if (two !== undefined && three !== undefined && four !== undefined) {
      this.#take(4, heard, { kind: "pushed", bytes: [first, two, three, four] });
    }
  }

  #settleBlock(lead: number, heard: Heard[]): void {
    const end = this.#held.findIndex((byte, at) => at > 0 && byte < BLOCK_LOWEST);
    if (end === -1) {
      if (this.#held.length >= BLOCK_MAX) this.#giveUp(lead, heard);
    } else if (this.#held[end] !== 0) {
      this.#giveUp(lead, heard);
    } else {
      this.#take(end + 1, heard, { kind: "block", lead, body: Uint8Array.from(this.#held.slice(1, end)) });
    }
  }

  #take(length: number, heard: Heard[], frame: Heard): void {
    this.#held = this.#held.slice(length);
    heard.push(frame);
  }

  #giveUp(first: number, heard: Heard[]): void {
    this.#take(1, heard, { kind: "noise", byte: first });
  }
}

/** The bytes an item was made of. */
export function bytesOf(heard: Heard): number[] {
  switch (heard.kind) {
    case "status":
    case "in-turn":
    case "noise":
      return [heard.byte];
    case "pushed":
      return [...heard.bytes];
    case "block":
      return [heard.lead, ...heard.body, 0x00];
    case "flow":
      return [heard.go ? XON : XOFF];
  }
}
