/** Requests a printer obeys the moment they arrive, wherever they stand in the stream. */
export type RealTimeRequest =
  | { readonly is: "status"; readonly n: number }
  | { readonly is: "recover"; readonly dropping: boolean }
  | { readonly is: "drawer"; readonly pin: 2 | 5; readonly onMs: number }
  | { readonly is: "drop-buffers" }
  /** Star's, for the whole of it. */
  | { readonly is: "star-status" };

const LONGEST = 10;
const DROP_BUFFERS = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08];

/** Listens to every byte of the line for DLE EOT, DLE ENQ and DLE DC4, or for ESC ACK SOH. */
export class RealTimeEar {
  readonly #isStar: boolean;
  #last: number[] = [];

  constructor(language: "escpos" | "star-line") {
    this.#isStar = language === "star-line";
  }

  /** The request this byte completes, if any. */
  hear(byte: number): RealTimeRequest | null {
    this.#last.push(byte);
    if (this.#last.length > LONGEST) this.#last.shift();
    const [a, b, c] = this.#last.slice(-3);
    if (this.#isStar) return a === 0x1b && b === 0x06 && c === 0x01 ? { is: "star-status" } : null;
    if (a === 0x10 && b === 0x04 && c !== undefined && c >= 1 && c <= 4) return { is: "status", n: c };
    if (a === 0x10 && b === 0x05 && (c === 1 || c === 2)) return { is: "recover", dropping: c === 2 };
    const [dle, dc4, fn, pin, time = 0] = this.#last.slice(-5);
    if (dle === 0x10 && dc4 === 0x14 && fn === 1 && time >= 1 && time <= 8 && (pin === 0 || pin === 1)) {
      return { is: "drawer", pin: pin === 0 ? 2 : 5, onMs: time * 100 };
    }
    return DROP_BUFFERS.every((one, at) => this.#last[at] === one) ? { is: "drop-buffers" } : null;
  }
}
