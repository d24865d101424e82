import type { Deed } from "../../electron/core/sale.ts";
import type { View } from "../../electron/core/view.ts";
import type { Row } from "../../electron/journal/chain.ts";
import type { Payment } from "../../simulator/vipps/state.ts";
import type { World } from "../../simulator/vipps/world.ts";
import { type History, saleOf } from "./history.ts";
import type { Call } from "./network.ts";
import { entryOf } from "./sim-journal.ts";

/** One vend as the world saw it. */
export interface TrueVend {
  readonly saleId: string;
  readonly item: number;
  readonly slot: string;
  pulses: number;
  drops: number;
}

/** What the terminal has stored about one sale, as far as the oracle needs it while things happen. */
interface StoredSale {
  readonly total: number;
  readonly prices: readonly number[];
  /** `create <key>`, `cancel <key>` … of every deed with a stored intent. */
  readonly intents: Set<string>;
  readonly vends: Deed[];
}

export interface OracleEars {
  cancelStored(reference: string): void;
  /** A sale that is no return has been stored. */
  begun(saleId: string): void;
}

/**
 * Keeps what the bank, the shelf and the paper say apart from what the terminal believes, and judges every act at the
 * moment it happens. What can be judged only at the end is in `final-check.ts`.
 */
export class Oracle {
  readonly vends: TrueVend[] = [];
  readonly papers: { readonly text: string; readonly whole: boolean }[] = [];
  /** Sales whose customer, or cashier, was shown that the goods are theirs. */
  readonly promised = new Set<string>();
  readonly hashes: string[] = [];
  readonly #history: History;
  readonly #world: World;
  readonly #open = new Map<string, StoredSale>();
  readonly #payments = new Map<string, Payment[]>();
  readonly #owed = new Set<string>();
  #frontSale: string | undefined;
  readonly #ears: OracleEars;
  #sales = 0;

  constructor(history: History, world: World, ears: OracleEars) {
    this.#ears = ears;
    this.#history = history;
    this.#world = world;
  }

  newLife(): void {
    this.#frontSale = undefined;
  }

  /** Sales with a stored beginning and no stored end. */
  get openSales(): number {
    return this.#open.size;
  }

  /** Receipts that are owed to the app and neither filed nor given up. */
  get owedReceipts(): number {
    return this.#owed.size;
  }

  get sales(): number {
    return this.#sales;
  }

  // ------------------------------------------------------------ disk

  stored(rows: readonly Row[], step: number): void {
    this.#history.tell(`disk step ${step}`);
    for (const row of rows) {
      this.hashes.push(row.hash);
      this.#history.tell(`disk ${row.seq} ${row.kind} ${row.saleId ?? ""}`);
      if (row.saleId === null) continue;
      if (row.kind === "filing/owed") this.#owed.add(row.saleId);
      if (row.kind === "filing/done" || row.kind === "filing/given-up") this.#owed.delete(row.saleId);
      if (!row.kind.startsWith("sale/")) continue;
      const body = entryOf(row).body as {
        readonly sale?: {
          readonly total: number;
          readonly items: readonly { readonly price: number }[];
          readonly returnOf?: object;
        };
        readonly deeds?: readonly Deed[];
        readonly changed?: { readonly handedOver?: boolean };
      };
      if (body.sale !== undefined) this.#begun(row.saleId, body.sale);
      const sale = this.#open.get(row.saleId);
      if (row.kind === "sale/closed") this.#open.delete(row.saleId);
      if (sale === undefined) continue;
      for (const deed of body.deeds ?? []) {
        if (deed.do === "vend") sale.vends.push(deed);
        if ("key" in deed) sale.intents.add(`${deed.do} ${deed.key}`);
        if (deed.do === "cancel") {
          sale.intents.add(`cancel ${deed.reference}`);
          this.#ears.cancelStored(deed.reference);
        }
        if (deed.do === "create") sale.intents.add(`create ${deed.reference}`);
      }
      if (body.changed?.handedOver === true) this.mustCover(row.saleId, sale.total, "handed over");
    }
  }

  #begun(
    saleId: string,
    sale: {
      readonly total: number;
      readonly items: readonly { readonly price: number }[];
      readonly returnOf?: object;
    },
  ): void {
    if (sale.returnOf === undefined) {
      this.#frontSale = saleId;
      this.#sales += 1;
      this.#ears.begun(saleId);
    }
    this.#open.set(saleId, {
      total: sale.total,
      prices: sale.items.map((item) => item.price),
      intents: new Set(),
      vends: [],
    });
  }

  // ------------------------------------------------------------ bank

  /** Before a byte leaves, the intent with its key is on the disk. */
  sent(call: Call): void {
    if (call.what === "read" || call.what === "token" || call.what === "code" || call.what === "other") return;
    const keyless = call.what === "create" || call.key === undefined;
    const mark = `${call.what} ${keyless ? call.reference : call.key}`;
    const known = [...this.#open.values()].some((sale) => sale.intents.has(mark));
    if (!known) this.#history.broken("stored-before-done", `${mark} left without a stored intent`);
  }

  /** Never two payments of one sale that could both take money, as the bank sees it. */
  bankMoved(reference: string): void {
    const saleId = saleOf(reference);
    const live = this.paymentsOf(saleId).filter(canTakeMoney);
    if (live.length > 1)
      this.#history.broken("one-live-payment", live.map((payment) => payment.reference).join(" and "));
  }

  paymentsOf(saleId: string): Payment[] {
    return this.#payments.get(saleId) ?? [];
  }

  /** A create reached the bank: what it made belongs to a sale from here on. */
  created(reference: string): void {
    const payment = this.#world.find(reference);
    const known = this.#payments.get(saleOf(reference)) ?? [];
    if (payment === undefined || known.includes(payment)) return;
    this.#payments.set(saleOf(reference), [...known, payment]);
  }

  /** The wallet shows what was bought: sent with the create, or filed afterwards. */
  appHasReceipt(saleId: string): boolean {
    return this.paymentsOf(saleId).some(
      ({ reference }) => this.#world.state.receipts[`ECOM ${reference}`] !== undefined,
    );
  }

  get keptAnything(): boolean {
    return [...this.#payments.keys()].some((saleId) => this.bankKept(saleId) > 0);
  }

  bankKept(saleId: string): number {
    return this.paymentsOf(saleId).reduce((sum, each) => sum + each.capturedMinor - each.refundedMinor, 0);
  }

  /** What the bank holds for the sale is worth as much at this moment. */
  mustCover(saleId: string, worth: number, what: string): void {
    const cover = this.paymentsOf(saleId).reduce(
      (sum, each) =>
        sum + each.authorizedMinor - each.cancelledMinor * (each.authorizedMinor > 0 ? 1 : 0) - each.refundedMinor,
      0,
    );
    if (cover < worth)
      this.#history.broken("no-goods-without-money", `${saleId}: ${what} for ${worth}, the bank holds ${cover}`);
  }

  // ------------------------------------------------------------ shelf and paper

  vendAsked(slot: string): void {
    for (const [saleId, sale] of this.#open) {
      const next = sale.vends.at(-1);
      if (next?.do !== "vend" || next.slot !== slot || this.#wasAsked(saleId, next.item)) continue;
      this.vends.push({ saleId, item: next.item, slot, pulses: 0, drops: 0 });
      this.#history.tell(`shelf asked ${slot} for ${saleId} item ${next.item}`);
      const out = this.vends
        .filter((vend) => vend.saleId === saleId && (vend.drops > 0 || vend.item === next.item))
        .reduce((sum, vend) => sum + (sale.prices[vend.item] ?? 0), 0);
      this.mustCover(saleId, out, `slot ${slot} was asked for`);
      return;
    }
    const last = this.vends.findLast((vend) => vend.slot === slot);
    if (last === undefined)
      this.#history.broken("stored-before-done", `slot ${slot} was asked without a stored vend`);
    else this.#history.broken("at-most-once", `slot ${slot} was asked again for ${last.saleId} item ${last.item}`);
  }

  #wasAsked(saleId: string, item: number): boolean {
    return this.vends.some((vend) => vend.saleId === saleId && vend.item === item);
  }

  pulsed(slot: string): void {
    this.#history.tell(`shelf pulse ${slot}`);
    const vend = this.vends.findLast((each) => each.slot === slot);
    if (vend === undefined) {
      this.#history.broken("at-most-once", `slot ${slot} was pulsed for nobody`);
      return;
    }
    vend.pulses += 1;
    if (vend.pulses > 1)
      this.#history.broken("at-most-once", `slot ${slot} got ${vend.pulses} pulses for one item of ${vend.saleId}`);
  }

  dropped(slot: string): void {
    this.#history.tell(`shelf drop ${slot}`);
    const vend = this.vends.findLast((each) => each.slot === slot);
    if (vend !== undefined) vend.drops += 1;
  }

  paper(slip: { readonly text: string; readonly whole: boolean }): void {
    this.papers.push(slip);
    this.#history.tell(`paper ${slip.whole ? "whole" : "part"}`);
  }

  // ------------------------------------------------------------ screen

  /** Words on the screen claim nothing the bank does not know. */
  shown(view: View): void {
    const { screen } = view;
    const saleId = this.#frontSale;
    if (saleId === undefined || (screen.at !== "done" && screen.at !== "ended")) return;
    const payments = this.paymentsOf(saleId);
    if (screen.at === "done") this.promised.add(saleId);
    if (screen.at === "done" && screen.money === "paid" && this.bankKept(saleId) < screen.amount)
      this.#history.broken(
        "words-follow-proof",
        `${saleId}: paid ${screen.amount} is shown, ${this.bankKept(saleId)} is taken`,
      );
    if (screen.at === "done" && screen.receipt === "in-app" && !this.appHasReceipt(saleId))
      this.#history.broken("words-follow-proof", `${saleId}: the app is said to have a receipt it has not`);
    if (screen.at !== "ended" || (screen.money !== "nothing-reserved" && screen.money !== "given-back")) return;
    const live = payments.filter(canTakeMoney);
    if (live.length > 0)
      this.#history.broken(
        "words-follow-proof",
        `${saleId}: ${screen.money} is shown while ${live[0]?.reference} lives`,
      );
  }
}

/** Waiting for its customer, or holding money, or having taken some that was not given back. */
export function canTakeMoney(payment: Payment): boolean {
  if (payment.state === "CREATED") return true;
  return payment.authorizedMinor - payment.cancelledMinor - payment.refundedMinor > 0;
}
