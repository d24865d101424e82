import type { CashDrawer, DrawerNews, Entry, KickOutcome } from "../core/ports.ts";
import type { SaleEnd } from "../core/sale.ts";
import type { DrawerReason, DrawerView } from "../core/staff-view.ts";
import type { SteadyClock } from "./steady-clock.ts";

export interface DrawerDeskParts {
  readonly drawer: CashDrawer;
  readonly clock: SteadyClock;
  /** Stores an entry and lets everybody hear it. */
  readonly note: (kind: string, body: unknown) => void;
  /** The sale stands on the screen: whoever pays is here, and so is the cashier. */
  readonly isShown: (saleId: string) => boolean;
  readonly onBug: (what: string, error: unknown) => void;
}

/**
 * The cash drawer: opened by staff or, where the configuration says so, after a sale; and every opening is in the journal,
 * those nobody asked for too. The wish is stored before the pulse, and no pulse is repeated by a restart.
 */
export class DrawerDesk {
  readonly #parts: DrawerDeskParts;
  #news: DrawerNews = "unseen";
  #sinceMs: number;
  #openedAloneAtMs: number | undefined;
  #last: DrawerView["last"];
  #isFiring = false;

  constructor(parts: DrawerDeskParts) {
    this.#parts = parts;
    this.#sinceMs = parts.clock.wallMs();
    parts.drawer.onNews((news) => this.#hearNews(news));
  }

  view(): DrawerView {
    return {
      is: this.#news === "unseen" ? "unseen" : this.#news === "closed" ? "closed" : "open",
      sinceMs: this.#sinceMs,
      ...(this.#news === "left-open" ? { leftOpen: true as const } : {}),
      ...(this.#openedAloneAtMs === undefined ? {} : { openedAloneAtMs: this.#openedAloneAtMs }),
      ...(this.#last === undefined ? {} : { last: this.#last }),
    };
  }

  /** `false`: it is being opened already. */
  open(why: DrawerReason | "sale"): boolean {
    if (this.#isFiring) return false;
    const { drawer, note, onBug } = this.#parts;
    this.#isFiring = true;
    note("drawer/asked", { why });
    drawer.open().then(
      (outcome) => this.#settle(why, outcome),
      (error: unknown) => {
        onBug("the drawer threw instead of answering", error);
        this.#settle(why, "unknown");
      },
    );
    return true;
  }

  /** Every entry as it is stored; nothing of earlier runs. */
  hear(entry: Entry): void {
    const { drawer, isShown } = this.#parts;
    if (entry.kind !== "sale/closed" || entry.saleId === undefined || !drawer.opensAfterSale) return;
    const { end } = entry.body as { readonly end?: SaleEnd };
    if (end === undefined || end.why === "returned" || end.taken <= 0 || !isShown(entry.saleId)) return;
    this.open("sale");
  }

  #settle(why: DrawerReason | "sale", outcome: KickOutcome): void {
    const { clock, note } = this.#parts;
    this.#isFiring = false;
    this.#last = { why, outcome, atMs: clock.wallMs() };
    note("drawer/answered", { why, outcome });
    if (outcome === "stuck" || outcome === "unknown")
      note("operator/alert", { code: `drawer/${outcome}`, what: ALERTS[outcome] });
  }

  #hearNews(news: DrawerNews): void {
    const { clock, note } = this.#parts;
    const { is } = this.view();
    this.#news = news;
    if (this.view().is !== is) this.#sinceMs = clock.wallMs();
    if (news === "opened-alone") this.#openedAloneAtMs = clock.wallMs();
    note(`drawer/${news}`, {});
    if (news === "opened-alone" || news === "left-open")
      note("operator/alert", { code: `drawer/${news}`, what: ALERTS[news] });
  }
}

const ALERTS = {
  stuck: "the drawer was fired and did not open: it is locked, jammed or not connected",
  unknown: "the drawer may have been fired, and nothing tells whether it opened",
  "opened-alone": "the drawer was opened with a key or by force",
  "left-open": "the drawer was left open",
} as const;
