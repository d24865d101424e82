import { basketTotal, removeGood } from "../core/basket.ts";
import type { Idle } from "../core/idle.ts";
import { type Language, MARKETS, type PhoneCountry, walletName } from "../core/market.ts";
import type { Entry, Flow } from "../core/ports.ts";
import type { Sale } from "../core/sale.ts";
import type { TerminalSettings } from "../core/settings.ts";
import type { CatalogueView, View } from "../core/view.ts";
import { createBackground, rememberAll } from "./background.ts";
import type { Filings } from "./filings.ts";
import { Floor } from "./floor.ts";
import { afterSale, backToGoods, codeBeside, type Front, freshFront, goTo, idleAt, patienceOf } from "./front.ts";
import { orderedBy, referenceFor } from "./new-sale.ts";
import { ProviderHealth } from "./provider-health.ts";
import { isAllFree, oneMore } from "./ring-up.ts";
import { isWatchersOnly, type Sales } from "./sales.ts";
import { Shown } from "./shown.ts";
import { StaffDesk } from "./staff-desk.ts";
import { SteadyClock } from "./steady-clock.ts";
import type { TerminalPorts } from "./terminal-ports.ts";
import { catalogueView, type Unavailable, viewOf } from "./view-of.ts";

/**
 * The terminal as one object: takes what people do at the screen, keeps the sales going, and says what to show. Every
 * method returns at once; what follows is seen in the next view. `false` means "not now" and changes nothing.
 */
export class Terminal {
  readonly staff: StaffDesk;
  readonly #ports: TerminalPorts;
  readonly #settings: TerminalSettings;
  readonly #clock: SteadyClock;
  readonly #sales: Sales;
  readonly #filings: Filings;
  readonly #floor: Floor;
  readonly #health: ProviderHealth;
  /** Numbers typed for payments that may still need them; memory only. */
  readonly #numbers = new Map<string, string>();
  /** Sales an earlier run left behind; the terminal sells nothing before they are proven closed. */
  #recovering: ReadonlySet<string> = new Set();
  #front: Front;
  #canPush: boolean;
  readonly #screen: Shown;

  constructor(ports: TerminalPorts) {
    this.#ports = ports;
    this.#settings = ports.settings;
    this.#clock = new SteadyClock(ports.clock);
    this.#canPush = ports.gateway.canPush;
    this.#front = freshFront(ports.settings, this.#clock.nowMs());
    this.#floor = new Floor(ports);
    this.#screen = new Shown({
      clock: this.#clock,
      view: () => this.view(),
      idle: () => this.#idle(),
      isTiming: () => this.#front.at === "sale" && this.#front.sale?.phase === "paying",
      onExpired: () => this.#abandon(),
      onView: ports.onView,
    });
    this.#health = new ProviderHealth(ports.gateway, this.#clock, () => this.#show());
    const { sales, filings } = createBackground(
      ports,
      this.#clock,
      { numberFor: (reference) => this.#numbers.get(reference), wallet: () => this.#wallet() },
      {
        onSale: (sale) => this.#onSale(sale),
        onHeard: (what) => this.#health.hear(what),
        onEntry: (entry) => this.#onEntry(entry),
        onFiling: () => this.#show(),
        onReceipt: (saleId, receipt) => this.#onReceipt(saleId, receipt),
      },
    );
    this.#sales = sales;
    this.#filings = filings;
    this.staff = new StaffDesk({
      ports,
      clock: this.#clock,
      sales: () => sales,
      note: (kind, body) => this.#noteAndShow(kind, body),
      isFree: () => this.#front.at === "attract" || this.#front.at === "goods",
      onChange: () => this.#show(),
    });
  }

  /** Takes up what was left behind, then opens. */
  start(): void {
    if (this.#floor.countedAnew !== undefined) this.#note("stock/counted", { mark: this.#floor.countedAnew });
    this.#note("terminal/started", { mode: this.#settings.mode, terminalId: this.#settings.terminalId });
    rememberAll(this.#ports.journal, [this.#filings, this.staff]);
    this.#recovering = new Set(this.#sales.recover().map((sale) => sale.id));
    this.#filings.start();
    this.#health.start();
    this.#show();
  }

  /** Orderly end: nothing new is begun. Open payments are taken up by the next start. */
  stop(): void {
    this.#sales.stop();
    this.#filings.stop();
    this.#health.stop();
    this.#screen.stop();
    this.staff.stop();
    this.#numbers.clear();
  }

  // -------------------------------------------------------------- what people do

  catalogue(): CatalogueView {
    return catalogueView(this.#ports.goods);
  }

  touch(): boolean {
    this.#front = { ...this.#front, touchedAtMs: this.#clock.nowMs() };
    return this.#done();
  }

  moreTime(): boolean {
    if (this.#front.extensions >= this.#settings.clocks.extensionsMax) return false;
    this.#front = { ...this.#front, extensions: this.#front.extensions + 1 };
    return this.touch();
  }

  setLanguage(language: Language): boolean {
    if (!this.#settings.languages.includes(language)) return false;
    this.#front = { ...this.#front, language };
    return this.touch();
  }

  setAppearance(change: Partial<Pick<Front, "theme" | "largeText" | "lowReach" | "speaks" | "pace">>): boolean {
    this.#front = { ...this.#front, ...change };
    return this.touch();
  }

  begin(): boolean {
    if (this.#front.at !== "attract" || this.#unavailable() !== undefined) return false;
    this.#front = goTo(this.#front, "goods", this.#clock.nowMs());
    return this.#done();
  }

  /** `chosen` are ids of the good's options. */
  addGood(sku: string, chosen: readonly string[] = []): boolean {
    if (this.#front.at !== "goods" || this.#unavailable() !== undefined) return false;
    const free = this.#floor.freeBeside(this.#sales.open());
    const basket = oneMore(this.#front.basket, this.#ports.goods, { sku, chosen }, free);
    if (basket === undefined) return false;
    this.#front = { ...this.#front, basket };
    return this.touch();
  }

  removeGood(sku: string, chosen: readonly string[] = []): boolean {
    if (this.#front.at !== "goods") return false;
    this.#front = { ...this.#front, basket: removeGood(this.#front.basket, [sku, ...chosen].join(".")) };
    return this.touch();
  }

  /** The screen of the next customer. Not while money is on its way. */
  clear(): boolean {
    if (this.#front.at === "sale") return false;
    this.#wipe();
    return this.#done();
  }

  openPay(): boolean {
    if (this.#front.at !== "goods" || !this.#mayPay()) return false;
    this.#front = goTo(this.#front, "number", this.#clock.nowMs());
    return this.#canPush && this.#settings.payFirst === "number" ? this.#done() : this.payByCode();
  }

  /**
   * A malformed number is said on the screen and nothing is sent. Beside a code the number waits until the code's payment
   * is proven dead.
   */
  payByNumber(country: PhoneCountry, typed: string): boolean {
    const beside = codeBeside(this.#present(), this.#settings);
    if ((this.#front.at !== "number" && beside === undefined) || !this.#canPush) return false;
    if (beside === undefined && !this.#mayPay()) return false;
    const number = this.#ports.phoneNumbers.parse(country, typed);
    if (number === undefined) return this.#complain("malformed");
    // eCom knows Norwegian numbers only.
    if (this.#ports.gateway.provider === "ecom" && number.country !== "NO") return this.#complain("wrong-country");
    if (beside !== undefined) {
      const { complaint: _complaint, ...front } = this.#front;
      this.#front = { ...front, afterwards: "number", next: { msisdn: number.msisdn, masked: number.masked } };
      return this.#leaveSale(beside);
    }
    this.#front = { ...this.#front, maskedNumber: number.masked };
    return this.#beginSale("push", number.msisdn);
  }

  payByCode(): boolean {
    if (this.#front.at !== "number" || !this.#mayPay()) return false;
    return this.#beginSale("qr");
  }

  /** Either way the present payment is proven dead before the next one can be asked for. */
  switchFlow(): boolean {
    const sale = this.#present();
    const payment = sale?.payments.at(-1);
    if (sale === undefined || sale.phase !== "paying" || sale.wish !== "buy" || payment?.state !== "waiting")
      return false;
    if (payment.flow === "qr") {
      if (!this.#canPush) return false;
      this.#front = { ...this.#front, afterwards: "number" };
      return this.#leaveSale(sale);
    }
    const reference = referenceFor(this.#settings.terminalId, sale.id, sale.payments.length + 1);
    this.#sales.happen(sale.id, { is: "switch", flow: "qr", reference });
    return this.touch();
  }

  cancel(): boolean {
    const sale = this.#present();
    return sale !== undefined && sale.phase === "paying" && sale.wish === "buy" && this.#leaveSale(sale);
  }

  answerLate(choice: "take" | "give-back"): boolean {
    const sale = this.#present();
    if (sale?.lateUntilMs === undefined) return false;
    this.#sales.happen(sale.id, { is: "late-choice", choice });
    return this.touch();
  }

  back(): boolean {
    switch (this.#front.at) {
      case "attract":
        return false;
      case "goods":
        return this.clear();
      case "number":
        this.#front = backToGoods(this.#front, this.#clock.nowMs());
        return this.#done();
      case "sale":
        return this.cancel();
    }
  }

  /** Leaves a result screen. A sale that came to nothing keeps its basket for another try. */
  finish(): boolean {
    const sale = this.#present();
    if (sale === undefined || patienceOf(this.#front, this.#settings) !== "result") return false;
    const again = sale.phase === "closed" && (sale.end?.delivered ?? 0) === 0 && this.#settings.mode !== "vending";
    if (again) this.#front = backToGoods(this.#front, this.#clock.nowMs());
    else this.#wipe();
    return this.#done();
  }

  devicesChanged(): void {
    this.#show();
  }

  view(): View {
    return viewOf({
      settings: this.#settings,
      front: this.#front,
      idle: this.#idle(),
      nowMs: this.#clock.nowMs(),
      wallet: this.#wallet(),
      provider: this.#ports.gateway.provider,
      canPush: this.#canPush,
      unavailable: this.#unavailable(),
      soldOut: this.#floor.soldOut(this.#sales.open()),
      devices: this.#ports.devices(),
      hasVoice: this.#ports.hasVoice?.() ?? false,
      drawQr: this.#ports.drawQr,
      staffAt: this.staff.at(),
      filingOf: (saleId) => this.#filings.stateOf(saleId),
    });
  }

  // -------------------------------------------------------------- inside

  #unavailable(): Unavailable | undefined {
    if (this.#recovering.size > 0) return "checking";
    if (!this.#health.reachable()) return "offline";
    return this.#floor.outOfService() ? "out-of-service" : undefined;
  }

  #mayPay(): boolean {
    const { smallest } = MARKETS[this.#settings.market];
    const { basket } = this.#front;
    if (this.#unavailable() !== undefined || basketTotal(basket) < smallest) return false;
    // Asked again before money, not only when it was tapped.
    return isAllFree(basket, this.#floor.freeBeside(this.#sales.open()));
  }

  #beginSale(flow: Flow, msisdn?: string): boolean {
    const nowMs = this.#clock.nowMs();
    const id = this.#ports.entropy.letters(10);
    const reference = referenceFor(this.#settings.terminalId, id, 1);
    if (msisdn !== undefined) this.#numbers.set(reference, msisdn);
    this.#front = goTo(this.#front, "sale", nowMs);
    this.#sales.begin(
      {
        id,
        startedAtMs: this.#clock.wallMs(),
        ...orderedBy(this.#front.basket, this.#settings, this.#ports),
      },
      { is: "pay", flow, reference },
    );
    return this.#done();
  }

  #leaveSale(sale: Sale): boolean {
    this.#sales.happen(sale.id, { is: "leave", customer: "here" });
    return this.touch();
  }

  #onEntry(entry: Entry): void {
    this.#floor.takeEntry(entry);
    this.staff.remember(entry);
    if (entry.kind === "operator/alert") this.#ports.onNote(`alert ${JSON.stringify(entry.body)}`);
  }

  #onSale(sale: Sale): void {
    if (this.#front.at === "sale" && (this.#front.sale === undefined || this.#front.sale.id === sale.id))
      this.#follow(sale);
    for (const payment of sale.payments)
      if (payment.seen || payment.state === "closed") this.#numbers.delete(payment.reference);
    if (sale.phase === "closed") this.#floor.settle(sale);
    if (isWatchersOnly(sale)) this.#recovering = new Set([...this.#recovering].filter((id) => id !== sale.id));
    this.#show();
  }

  #onReceipt(saleId: string, receipt: Sale["receipt"]): void {
    const sale = this.#front.sale;
    if (sale?.id === saleId) this.#front = { ...this.#front, sale: { ...sale, receipt } };
    this.#show();
  }

  /** The sale on the screen moved on. Another phase is another screen, and patience begins anew. */
  #follow(sale: Sale): void {
    const before = this.#front.sale;
    const another = before === undefined || before.phase !== sale.phase || before.wish !== sale.wish;
    const nowMs = this.#clock.nowMs();
    const front = another ? goTo(this.#front, "sale", nowMs) : this.#front;
    this.#front = { ...front, sale };
    if (sale.phase !== "closed") return;
    if (sale.payments.at(-1)?.refusal === "gateway/push-not-allowed") this.#canPush = false;
    const { next, ...rest } = this.#front;
    this.#front = afterSale(rest, sale, nowMs);
    // What was typed beside the code is sent now that the code can no longer be paid.
    if (next === undefined || this.#front.at !== "number" || sale.end?.why !== "cancelled" || !this.#mayPay())
      return;
    this.#front = { ...this.#front, maskedNumber: next.masked };
    this.#beginSale("push", next.msisdn);
  }

  #complain(complaint: NonNullable<Front["complaint"]>): boolean {
    this.#front = { ...this.#front, complaint };
    return this.touch();
  }

  #present(): Sale | undefined {
    return this.#front.at === "sale" ? this.#front.sale : undefined;
  }

  #idle(): Idle {
    return idleAt(this.#front, this.#settings, this.#clock.nowMs());
  }

  /** Nobody is here any more: end what can be ended, and make room. The watcher proves the rest. */
  #abandon(): void {
    const sale = this.#present();
    this.#wipe();
    if (sale !== undefined && sale.phase !== "closed")
      this.#sales.happen(sale.id, { is: "leave", customer: "gone" });
  }

  #wipe(): void {
    this.#front = freshFront(this.#settings, this.#clock.nowMs());
  }

  #done(): true {
    this.#show();
    return true;
  }

  #show(): void {
    this.#screen.show();
  }

  #note(kind: string, body: unknown): Entry {
    const entry: Entry = { kind, atMs: this.#clock.wallMs(), body };
    this.#ports.journal.append([entry]);
    return entry;
  }

  /** As `#note`, for what changes what is shown. A journal that refuses ends the program. */
  #noteAndShow(kind: string, body: unknown): void {
    try {
      this.#onEntry(this.#note(kind, body));
      this.#show();
    } catch (error) {
      this.#ports.onFatal(error);
    }
  }

  #wallet(): string {
    return walletName(this.#settings.market, this.#clock.wallMs());
  }
}
