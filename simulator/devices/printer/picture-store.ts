import type { StoreOrder } from "./orders.ts";

export interface KeptPicture {
  readonly widthDots: number;
  readonly rows: number;
  readonly image: Uint8Array;
}

export interface StoreEars {
  say(bytes: readonly number[]): void;
  violate(what: string): void;
}

/** What the memory for pictures holds, and how many keys one block of the list names. */
const ROOM_BYTES = 262_144;
const KEYS_A_BLOCK = 40;

/** Pictures kept under two characters, over power cuts. */
export class PictureStore {
  readonly #kept = new Map<string, KeptPicture>();
  readonly #ears: StoreEars;
  #writes = 0;

  constructor(ears: StoreEars) {
    this.#ears = ears;
  }

  /** How often the memory was written; it stands about ten times a day. */
  get writes(): number {
    return this.#writes;
  }

  get keys(): readonly string[] {
    return [...this.#kept.keys()];
  }

  at(key: string): KeptPicture | undefined {
    return this.#kept.get(key);
  }

  obey(order: StoreOrder): void {
    switch (order.is) {
      case "store-picture":
        this.#store(order);
        return;
      case "forget-stored":
        this.#kept.delete(order.key);
        return;
      case "list-stored": {
        const characters = this.keys.slice(0, KEYS_A_BLOCK).join("");
        this.#ears.say([0x37, 0x72, 0x40, ...Array.from(characters, (one) => one.charCodeAt(0)), 0x00]);
        return;
      }
      case "room-for-stored":
        this.#ears.say([0x37, 0x31, ...Array.from(String(this.#room), (digit) => digit.charCodeAt(0)), 0x00]);
    }
  }

  get #room(): number {
    return [...this.#kept.values()].reduce((left, { image }) => left - image.length, ROOM_BYTES);
  }

  #store({ key, widthDots, rows, image }: Extract<StoreOrder, { is: "store-picture" }>): void {
    this.#writes++;
    if (image.length !== Math.ceil(widthDots / 8) * rows)
      this.#ears.violate("a picture whose size is not that of its dots");
    else if (image.length <= this.#room) this.#kept.set(key, { widthDots, rows, image });
  }
}
