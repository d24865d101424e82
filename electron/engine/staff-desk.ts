import type { Good } from "../core/good.ts";
import { MARKETS } from "../core/market.ts";
import type { Minor } from "../core/money.ts";
import type { DeviceState, Dispenser, Entry } from "../core/ports.ts";
import type { Sale } from "../core/sale.ts";
import type { Slip } from "../core/slip.ts";
import type { DrawerReason, FoundSales, LockedSlot, StaffView, UnlockReason } from "../core/staff-view.ts";
import { CopyDesk } from "./copy-desk.ts";
import type { DrawerDesk } from "./drawer-desk.ts";
import { isWatchersOnly, type Sales, waitsForStaff } from "./sales.ts";
import { SetUpDesk } from "./set-up-desk.ts";
import { SoldBook } from "./sold-book.ts";
import { StaffDoor } from "./staff-door.ts";
import type { SteadyClock } from "./steady-clock.ts";
import type { TerminalPorts } from "./terminal-ports.ts";

export interface StaffDeskParts {
  readonly ports: TerminalPorts;
  readonly drawer: DrawerDesk | undefined;
  readonly clock: SteadyClock;
  readonly sales: () => Sales;
  /** Stores an entry and lets everybody hear it. */
  readonly note: (kind: string, body: unknown) => void;
  /** Nobody is paying: the sheet may lie over the screen. */
  readonly isFree: () => boolean;
  readonly onChange: () => void;
}

/**
 * What staff do at this terminal: hand orders over, give money back, sell from a locked slot again. `acts` are those deeds
 * without a door, for callers that are trusted; a page goes through `open` first, and every call then says whether it may.
 */
export class StaffDesk {
  /** Finding the devices that hang on this machine. */
  readonly setUp: SetUpDesk;
  readonly #parts: StaffDeskParts;
  readonly #door: StaffDoor;
  readonly #book = new SoldBook();
  readonly #copies: CopyDesk;

  constructor(parts: StaffDeskParts) {
    const { ports, clock, note, onChange } = parts;
    this.#parts = parts;
    this.#copies = new CopyDesk({ ports, book: this.#book, note });
    this.#door = new StaffDoor({
      clock,
      isPin: ports.isStaffPin,
      attended: ports.settings.mode === "counter",
      onEvent: (kind) => note(kind, {}),
      onChange,
    });
    this.setUp = new SetUpDesk({
      finder: ports.finder,
      clock,
      devices: ports.devices,
      door: { isOpen: () => this.at() === "inside", use: () => this.#door.use() },
      isQuiet: () => parts.isFree() && parts.sales().open().every(standsStill),
      note,
      onChange,
    });
  }

  remember(entry: Entry): void {
    this.#book.remember(entry);
  }

  /** Where somebody of the staff stands; undefined while none does. */
  at(): "door" | "inside" | undefined {
    const state = this.#door.state();
    return state === "closed" ? undefined : state;
  }

  knock(): boolean {
    return this.#parts.isFree() && this.#door.knock();
  }

  stop(): void {
    this.#door.stop();
    this.setUp.close();
  }

  open(pin: string): boolean {
    return this.#door.open(pin);
  }

  /** Whether this is the staff's PIN, for one act outside the sheet. */
  admits(pin: string): boolean {
    return this.#door.admits(pin);
  }

  close(): boolean {
    this.#door.close();
    return true;
  }

  /** Undefined while the door is closed. */
  view(): StaffView | undefined {
    if (!this.#door.use()) return undefined;
    const { ports, sales, drawer } = this.#parts;
    return {
      currency: MARKETS[ports.settings.market].currency,
      orders: sales()
        .open()
        .filter(waitsForStaff)
        .map((sale) => ({
          orderNumber: sale.orderNumber ?? 0,
          startedAtMs: sale.startedAtMs,
          total: sale.total,
          lines: sale.lines.map(({ name, quantity }) => ({ name, quantity })),
        })),
      sales: this.#book.sales(),
      lockedSlots: this.#lockedSlots(),
      devices: ports.devices(),
      service: ports.service?.() ?? [],
      owedReceipts: sales().owed.list(),
      ...(ports.finder === undefined ? {} : { setsUp: true as const }),
      ...(drawer === undefined ? {} : { drawer: drawer.view() }),
    };
  }

  handOver(orderNumber: number): boolean {
    return this.#door.use() && this.acts.handOver(orderNumber);
  }

  callOff(orderNumber: number): boolean {
    return this.#door.use() && this.acts.callOff(orderNumber);
  }

  refund(reference: string, amount: Minor): boolean {
    return this.#door.use() && this.acts.refund(reference, amount) !== undefined;
  }

  /** Undefined while the door is closed. */
  find(typed: string): FoundSales | undefined {
    return this.#door.use() ? this.#book.find(typed, this.#parts.ports.settings.market) : undefined;
  }

  /** The receipt as a copy would be. Undefined: none, or the door is closed. */
  receipt(reference: string): Slip | undefined {
    return this.#door.use() ? this.#copies.slip(reference) : undefined;
  }

  printCopy(reference: string): boolean {
    return this.#door.use() && this.#copies.print(reference);
  }

  printOwed(): boolean {
    const { note, sales } = this.#parts;
    if (!this.#door.use() || !sales().owed.printNow()) return false;
    note("receipt/asked", { by: "staff" });
    return true;
  }

  openDrawer(why: DrawerReason): boolean {
    return this.#door.use() && this.#parts.drawer?.open(why) === true;
  }

  unlockSlot(slot: string, why: UnlockReason): boolean {
    return this.#door.use() && this.acts.unlockSlot(slot, why);
  }

  readonly acts = {
    /** The order was handed over; its money is taken from here on. `false`: no such order waits. */
    handOver: (orderNumber: number): boolean => this.#parts.sales().handOver(orderNumber),
    /** The order cannot be made: nothing is taken for it. `false`: no such order waits. */
    callOff: (orderNumber: number): boolean => this.#parts.sales().callOff(orderNumber),
    /** Names the return begun; `undefined` when that payment did not take so much, or is being changed right now. */
    refund: (reference: string, amount: Minor): string | undefined =>
      this.#parts.sales().beginReturn(reference, amount, this.#parts.ports.entropy.letters(10)),
    /** The slot was looked at: it is sold from again, and the journal says why. `false`: it was not locked. */
    unlockSlot: (slot: string, why: UnlockReason): boolean => this.#unlock(slot, why),
  };

  /** Stored first: a board that cannot be told now is told by the operator's next try, or by its own next start. */
  #unlock(slot: string, why: UnlockReason): boolean {
    const { note, ports } = this.#parts;
    if (!this.#lockedSlots().some((locked) => locked.slot === slot)) return false;
    note("slot/unlocked", { slot, why, by: "staff" });
    const told = ports.dispenser?.unlock?.(slot);
    const untold = (reason: unknown): void => ports.onNote(`the board did not release slot ${slot}: ${reason}`);
    told?.then((released) => {
      if (!released) untold("it knows no such slot, or is not there");
    }, untold);
    return true;
  }

  /** Locked by an entry of this terminal, or by the board on its own account; then what the board raises an alarm about. */
  #lockedSlots(): readonly LockedSlot[] {
    const { dispenser, goods } = this.#parts.ports;
    const ours = this.#book.lockedSlots();
    const theirs = (dispenser?.lockedSlots?.() ?? []).filter((slot) => !ours.some((each) => each.slot === slot));
    const locked = [...ours, ...theirs.map((slot) => lockedByBoard(slot, dispenser))];
    const alarms = alarmsOf(dispenser, goods).filter(({ slot }) => !locked.some((each) => each.slot === slot));
    return [...locked, ...alarms];
  }
}

/** No device of this terminal is at work for it. */
function standsStill(sale: Sale): boolean {
  return waitsForStaff(sale) || isWatchersOnly(sale);
}

/** An alarm about no slot of the shelf is ended by any: the first one stands for it. */
function alarmsOf(dispenser: Dispenser | undefined, goods: readonly Good[]): readonly LockedSlot[] {
  const state = dispenser?.state();
  if (state?.trouble !== "alarm") return [];
  const { slots = [], what, sinceMs } = state;
  const about = slots.length > 0 ? slots : goods.flatMap(({ slot }) => slot ?? []).slice(0, 1);
  return about.map((slot) => ({ slot, why: what, sinceMs, isAlarm: true }));
}

function lockedByBoard(slot: string, dispenser: Dispenser | undefined): LockedSlot {
  const state: DeviceState | undefined = dispenser?.state();
  return { slot, why: "the board has locked it", sinceMs: state?.sinceMs ?? 0 };
}
