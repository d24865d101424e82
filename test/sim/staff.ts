import { minor } from "../../electron/core/money.ts";
import type { Terminal } from "../../electron/engine/terminal.ts";
import type { MemoryDisk } from "../../electron/journal/memory-journal.ts";
import type { Dice } from "./dice.ts";
import type { SimTime } from "./sim-time.ts";

export interface StaffParts {
  readonly time: SimTime;
  readonly dice: Dice;
  readonly disk: MemoryDisk;
  readonly terminal: () => Terminal | undefined;
  readonly tell: (what: string) => void;
}

const ROUND_MS = [3_000, 20_000] as const;
const REFUND_EVERY_ROUND = 0.02;

/** Behind the counter: orders are marked as handed over, and now and then money is given back. */
export class Staff {
  readonly #parts: StaffParts;
  readonly #refunded = new Set<string>();
  #read = 0;
  readonly #orders: number[] = [];
  readonly #paid: { readonly reference: string; readonly taken: number }[] = [];

  constructor(parts: StaffParts) {
    this.#parts = parts;
  }

  start(): void {
    const { time, dice } = this.#parts;
    time.after(dice.between(...ROUND_MS), () => {
      this.#look();
      this.start();
    });
  }

  #look(): void {
    const terminal = this.#parts.terminal();
    this.#readDisk();
    if (terminal === undefined) return;
    for (const order of this.#orders.filter(() => this.#parts.dice.chance(0.5))) {
      const done = terminal.handOver(order);
      if (done) this.#parts.tell(`staff hand over ${order}`);
    }
    this.#refund(terminal);
  }

  #refund(terminal: Terminal): void {
    const { dice, tell } = this.#parts;
    if (this.#paid.length === 0 || !dice.chance(REFUND_EVERY_ROUND)) return;
    const { reference, taken } = dice.pick(this.#paid);
    if (this.#refunded.has(reference) || taken < 200) return;
    const amount = dice.chance(0.5) ? taken : 100;
    const begun = terminal.refund(reference, minor(amount));
    if (begun === undefined) return;
    this.#refunded.add(reference);
    tell(`staff give back ${amount} of ${reference}`);
  }

  #readDisk(): void {
    const { rows } = this.#parts.disk;
    for (; this.#read < rows.length; this.#read += 1) {
      const row = rows[this.#read];
      if (row === undefined) return;
      if (row.kind === "number/order") this.#orders.push((JSON.parse(row.body) as { number: number }).number);
      if (row.kind === "sale/capture-answered") {
        const what = JSON.parse(row.body) as { what: { reference: string } };
        this.#paid.push({ reference: what.what.reference, taken: 4_500 });
      }
    }
  }
}
