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
  /** Scripted: so much of each paid sale is given back, once. */
  readonly refundMinor: number | undefined;
}

const ROUND_MS = [3_000, 20_000] as const;
const REFUND_EVERY_ROUND = 0.02;
/** Every so many orders cannot be made after all. */
const CALLED_OFF_EVERY = 5;

/** Behind the counter: orders are marked as handed over, and now and then money is given back. */
export class Staff {
  readonly #parts: StaffParts;
  readonly #refunded = new Map<string, number>();
  #read = 0;
  readonly #orders: number[] = [];
  readonly #asked = new Map<string, string>();
  readonly #paid: string[] = [];

  constructor(parts: StaffParts) {
    this.#parts = parts;
  }

  /** There is money to give back that was not given back yet. */
  get owes(): boolean {
    return this.#parts.refundMinor !== undefined && this.#refunded.size === 0;
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
      if (order % CALLED_OFF_EVERY === 0) {
        if (terminal.staff.acts.callOff(order)) this.#parts.tell(`staff call off ${order}`);
      } else if (terminal.staff.acts.handOver(order)) this.#parts.tell(`staff hand over ${order}`);
    }
    this.#refund(terminal);
  }

  #refund(terminal: Terminal): void {
    const { dice, tell, refundMinor } = this.#parts;
    const chance = refundMinor === undefined ? REFUND_EVERY_ROUND : 1;
    if (this.#paid.length === 0 || !dice.chance(chance)) return;
    const reference = dice.pick(this.#paid);
    const times = this.#refunded.get(reference) ?? 0;
    if (times > (refundMinor === undefined ? 1 : 0)) return;
    const amount = refundMinor ?? dice.pick([100, 2_950, 4_500]);
    const begun = terminal.staff.acts.refund(reference, minor(amount));
    if (begun === undefined) return;
    this.#refunded.set(reference, times + 1);
    tell(`staff give back ${amount} of ${reference}`);
  }

  #readDisk(): void {
    const { rows } = this.#parts.disk;
    for (; this.#read < rows.length; this.#read += 1) {
      const row = rows[this.#read];
      if (row === undefined) return;
      if (row.kind === "number/order") this.#orders.push((JSON.parse(row.body) as { number: number }).number);
      if (row.kind === "sale/pay" || row.kind === "sale/switch") {
        const { what } = JSON.parse(row.body) as { what: { reference: string } };
        this.#asked.set(row.saleId ?? "", what.reference);
      }
      const asked = this.#asked.get(row.saleId ?? "");
      if (row.kind === "sale/closed" && asked !== undefined && row.body.includes('"why":"paid"'))
        this.#paid.push(asked);
    }
  }
}
