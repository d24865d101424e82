import type { Random } from "./ports.ts";

const hexDigits = "0123456789abcdef";
const tokenLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Draws every identifier the wallet hands out, so that one seed gives one history. */
export class Ids {
  readonly #random: Random;
  constructor(random: Random) {
    this.#random = random;
  }

  letters(alphabet: string, length: number): string {
    let text = "";
    for (let i = 0; i < length; i += 1) {
      text += alphabet[Math.floor(this.#random() * alphabet.length)] ?? alphabet[0];
    }
    return text;
  }

  hex(length: number): string {
    return this.letters(hexDigits, length);
  }

  token(length: number): string {
    return this.letters(tokenLetters, length);
  }

  /** A decimal number without a leading zero. */
  digits(length: number): string {
    return this.letters("123456789", 1) + this.letters("0123456789", length - 1);
  }

  uuid(): string {
    const variant = this.letters("89ab", 1);
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`;
  }
}
