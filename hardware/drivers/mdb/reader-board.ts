import type { SlotWiring, VendingBoard, VendOutcome, VendRequest } from "../../contract.ts";
import { degradedBy, lockedNote } from "../../dispensing/condition-notes.ts";
import { SlotLocks } from "../../dispensing/slot-locks.ts";
import type { BoardParts } from "../../dispensing/vending-board.ts";
import { amountText } from "../../frames/qibixx/qibixx.ts";
import { MachineReader } from "./cashless-reader.ts";
import { qibixxTongue } from "./qibixx-tongue.ts";
import type { Tongue } from "./tongue.ts";
import { waferTongue } from "./wafer-tongue.ts";

const FAILURES_TO_LOCK = 2;
/** Item numbers have two bytes; 65535 means that the machine does not say. */
const ITEMS_MOST = 0xfffe;

/** Driver "mdb-qibixx": cashless reader of a vending machine behind a Qibixx MDB-USB or Pi Hat. */
export function createMdbQibixxBoard(parts: BoardParts): VendingBoard {
  return new ReaderBoard(parts, qibixxTongue);
}

/** Driver "mdb-waferstar": the same behind a WaferStar MDB-USB or RS232-MDB. */
export function createMdbWaferstarBoard(parts: BoardParts): VendingBoard {
  return new ReaderBoard(parts, waferTongue);
}

/**
 * A vending machine that chooses for itself, as a board: a slot's channel is the machine's item number, and a slot can be
 * sold only while the machine asks for that item at that price. `vend` approves and answers what the machine reports
 * within the longest drop window of the slots.
 */
class ReaderBoard implements VendingBoard {
  readonly #parts: BoardParts;
  readonly #reader: MachineReader;
  readonly #locks: SlotLocks;
  readonly #fault: string | undefined;
  #isVending = false;
  /** The last question that fitted no slot: what is wrong with it, until the same item is asked for as configured. */
  #misfit: { readonly item: number; readonly what: string } | undefined;
  #told = "";

  constructor(parts: BoardParts, tongue: () => Tongue) {
    this.#parts = parts;
    this.#fault = wiringFault(parts.spec.slots);
    this.#locks = new SlotLocks(parts.spec.failuresToLock ?? FAILURES_TO_LOCK);
    this.#reader = new MachineReader({
      opener: parts.opener,
      ticker: parts.ticker,
      tongue,
      resultMs: Math.max(...parts.spec.slots.map(({ dropWindowMs }) => dropWindowMs)),
      accepts: (request) => this.#accepts(request),
      onChange: () => this.#tellChange(),
    });
  }

  condition() {
    if (this.#fault !== undefined) return { state: "fault", what: this.#fault, trouble: "misconfigured" } as const;
    const condition = this.#reader.condition();
    const isThere = condition.state === "ready" || condition.state === "degraded";
    if (isThere && this.#misfit !== undefined)
      return { state: "degraded", what: this.#misfit.what, trouble: "machine-asks-otherwise" } as const;
    if (condition.state !== "ready") return condition;
    return degradedBy([lockedNote(this.#locks.locked())]) ?? condition;
  }

  sellable(slot: string): boolean {
    return this.choice() === slot;
  }

  choice(): string | undefined {
    const request = this.#reader.pending();
    return this.#isVending || request === undefined ? undefined : this.#slotFor(request)?.slot;
  }

  async refuse(slot: string): Promise<boolean> {
    return this.choice() === slot && this.#reader.deny();
  }

  async vend(slot: string): Promise<VendOutcome> {
    const request = this.#reader.pending();
    if (request === undefined || this.choice() !== slot) {
      return { is: "not-dropped", evidence: "Nothing was approved. The machine does not ask for this item now." };
    }
    this.#isVending = true;
    try {
      const outcome = await this.#reader.approve(request.priceMinor);
      if (outcome.is === "dropped") this.#locks.cleared(slot);
      else this.#locks.failed(slot);
      return outcome;
    } finally {
      this.#isVending = false;
      this.#tellChange();
    }
  }

  /** The motors are the machine's: it is told that nothing is paid. True when nothing approved is still open. */
  allOff(): Promise<boolean> {
    return this.#reader.quiet();
  }

  lockedSlots(): readonly string[] {
    return this.#locks.locked();
  }

  unlock(slot: string): void {
    this.#locks.cleared(slot);
    this.#tellChange();
  }

  misheard(): number {
    return this.#reader.misheard();
  }

  stop(): Promise<void> {
    return this.#reader.stop();
  }

  #accepts(request: VendRequest): boolean {
    const { slots } = this.#parts.spec;
    const isFit = this.#slotFor(request) !== undefined;
    const what = misfitOf(request, slots);
    if (what !== undefined) this.#misfit = { item: request.item, what };
    else if (this.#misfit?.item === request.item) this.#misfit = undefined;
    return isFit;
  }

  /** Another price than the configured one would charge the customer something else than the machine sells for. */
  #slotFor(request: VendRequest): SlotWiring | undefined {
    if (this.#fault !== undefined) return undefined;
    const found = this.#parts.spec.slots.find(({ channel }) => channel === request.item);
    const isForSale = found?.priceMinor === request.priceMinor && !this.#locks.isLocked(found.slot);
    return isForSale ? found : undefined;
  }

  #tellChange(): void {
    // The reader tells of its line before this board is whole.
    if (this.#reader === undefined) return;
    const { state, what } = this.condition();
    const sellable = this.#parts.spec.slots.filter(({ slot }) => this.sellable(slot)).map(({ slot }) => slot);
    const now = [state, what, ...sellable].join("\n");
    if (now === this.#told) return;
    this.#told = now;
    this.#parts.onChange?.();
  }
}

/** Why no slot answers to this question; undefined where one does. */
function misfitOf({ item, priceMinor }: VendRequest, slots: readonly SlotWiring[]): string | undefined {
  const slot = slots.find(({ channel }) => channel === item);
  if (slot === undefined)
    return `The machine asked for item ${item}, which no slot has as its channel, and was told no.`;
  if (slot.priceMinor === priceMinor) return undefined;
  const here = amountText(slot.priceMinor ?? 0);
  return `Slot ${slot.slot}: the machine asked ${amountText(priceMinor)} for item ${item}, which costs ${here} here, and was told no. Make both prices the same.`;
}

function wiringFault(slots: readonly SlotWiring[]): string | undefined {
  const seen = new Set<number>();
  for (const { slot, channel, priceMinor } of slots) {
    if (channel < 1 || channel > ITEMS_MOST) return `Slot ${slot}: the machine has no item ${channel}.`;
    if (seen.has(channel)) return `Slot ${slot}: another slot has item ${channel} already.`;
    if (priceMinor === undefined)
      return `Slot ${slot}: say in priceMinor what the machine asks for item ${channel}.`;
    seen.add(channel);
  }
  return undefined;
}
