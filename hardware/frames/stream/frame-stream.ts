/**
 * Cuts a stream of bytes into frames. Every byte is accounted for: it leaves either inside a frame or as noise, in the
 * order in which it came, and never twice. What is heard does not depend on where the line cuts the stream.
 */
export type Heard<F> =
  | { readonly kind: "frame"; readonly frame: F; readonly bytes: Uint8Array }
  | { readonly kind: "noise"; readonly byte: number };

/** What the first bytes held may be. `length` of a whole frame is at least 1 and at most the bytes looked at. */
export type Recognised<F> =
  | { readonly is: "whole"; readonly frame: F; readonly length: number }
  | { readonly is: "begun" }
  | { readonly is: "noise" };

export const NOISE = { is: "noise" } as const;
export const BEGUN = { is: "begun" } as const;

/** A decoder of one protocol: feed it chunks, tell it when the line falls silent. */
export interface Decoder<F> {
  hear(chunk: Uint8Array): Heard<F>[];
  /** Whatever is half said will not be finished: each byte is given up in turn and the rest looked at again. */
  silence(): Heard<F>[];
}

/**
 * The decoder all framings here share; `recognise` alone knows the protocol. It must judge by the bytes given and by
 * nothing else. At most `longest` bytes are ever held; a frame that claims to be longer is noise.
 */
export class FrameStream<F> implements Decoder<F> {
  readonly #recognise: (held: Uint8Array) => Recognised<F>;
  readonly #longest: number;
  #held: Uint8Array = new Uint8Array(0);

  constructor(longest: number, recognise: (held: Uint8Array) => Recognised<F>) {
    this.#longest = longest;
    this.#recognise = recognise;
  }

  hear(chunk: Uint8Array): Heard<F>[] {
    const heard: Heard<F>[] = [];
    for (const byte of chunk) {
      const held = new Uint8Array(this.#held.length + 1);
      held.set(this.#held);
      held[this.#held.length] = byte;
      this.#held = held;
      this.#settle(heard);
    }
    return heard;
  }

  silence(): Heard<F>[] {
    const heard: Heard<F>[] = [];
    while (this.#held.length > 0) {
      this.#giveUpFirstByte(heard);
      this.#settle(heard);
    }
    return heard;
  }

  #settle(heard: Heard<F>[]): void {
    while (this.#held.length > 0) {
      const found = this.#recognise(this.#held);
      if (found.is === "whole") {
        heard.push({ kind: "frame", frame: found.frame, bytes: this.#held.slice(0, found.length) });
        this.#held = this.#held.slice(found.length);
      } else if (found.is === "noise" || this.#held.length >= this.#longest) {
        this.#giveUpFirstByte(heard); // a real frame may begin inside the broken one
      } else {
        return;
      }
    }
  }

  #giveUpFirstByte(heard: Heard<F>[]): void {
    for (const byte of this.#held.subarray(0, 1)) heard.push({ kind: "noise", byte });
    this.#held = this.#held.slice(1);
  }
}
