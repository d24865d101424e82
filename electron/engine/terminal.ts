import type { Idle } from "../core/idle.ts";
import { type Language, walletName } from "../core/market.ts";
import type { Entry } from "../core/ports.ts";
import type { Sale } from "../core/sale.ts";
import type { CatalogueView, View } from "../core/view.ts";
import { createBackground, rememberAll } from "./background.ts";
import { BasketDesk } from "./basket-desk.ts";
import { Checkout } from "./checkout.ts";
import { CountDesk } from "./count-desk.ts";
import { counterView } from "./counter-facts.ts";
import { DiscountDesk } from "./discount-desk.ts";
import { DrawerDesk } from "./drawer-desk.ts";
import type { Filings } from "./filings.ts";
import { Floor } from "./floor.ts";
import { backToGoods, type Front, idleAt } from "./front.ts";
import { HoldDesk } from "./hold-desk.ts";
import { MachineDesk } from "./machine-desk.ts";
import { PresenceWatch } from "./presence.ts";
import { ProviderHealth } from "./provider-health.ts";
import { isWatchersOnly, type Sales } from "./sales.ts";
import { ScanDesk } from "./scans.ts";
import { Shown } from "./shown.ts";
import { StaffDesk } from "./staff-desk.ts";
import { Stage } from "./stage.ts";
import { SteadyClock } from "./steady-clock.ts";
import type { TerminalPorts } from "./terminal-ports.ts";
import { catalogueView, type Unavailable, viewOf } from "./view-of.ts";

/**
 * The terminal as one object: takes what people do at the screen, keeps the sales going, and says what to show. Every
 * method returns at once; what follows is seen in the next view. `false` means "not now" and changes nothing.
 */
export class Terminal {
  /** The goods chosen so far. */
  readonly basket: BasketDesk;
  readonly scans: ScanDesk;
  readonly counts: CountDesk;
  readonly discounts: DiscountDesk;
  /** Baskets put aside. */
  readonly holds: HoldDesk;
  /** From "pay" to the result screen. */
  readonly checkout: Checkout;
  readonly staff: StaffDesk;
  readonly #ports: TerminalPorts;
  readonly #clock: SteadyClock;
  readonly #sales: Sales;
  readonly #filings: Filings;
  readonly #floor: Floor;
  readonly #health: ProviderHealth;
  readonly #drawer: DrawerDesk | undefined;
  /** Sales an earlier run left behind; the terminal sells nothing before they are proven closed. */
  #recovering: ReadonlySet<string> = new Set();
  readonly #stage: Stage;
  readonly #presence: PresenceWatch;
  readonly #machine: MachineDesk;
  readonly #screen: Shown;

  constructor(ports: TerminalPorts) {
    this.#ports = ports;
    this.#clock = new SteadyClock(ports.clock);
    this.#stage = new Stage(ports.settings, this.#clock, () => this.#show());
    this.#floor = new Floor(ports);
    const goodsParts = {
      stage: this.#stage,
      goods: ports.goods,
      floor: this.#floor,
      open: () => this.#sales.open(),
      isAvailable: () => this.#unavailable() === undefined,
      note: (kind: string, body: unknown) => this.#noteAndShow(kind, body),
    };
    this.basket = new BasketDesk(goodsParts);
    this.holds = new HoldDesk(goodsParts);
    const isAvailable = () => this.#unavailable() === undefined;
    this.counts = new CountDesk(this.#stage);
    this.scans = new ScanDesk({
      stage: this.#stage,
      goods: ports.goods,
      basket: this.basket,
      isAvailable,
      mayBegin: () => !this.#choosesOnMachine() && this.staff.at() === undefined,
      payByOwnCode: (text) => this.staff.at() === undefined && this.checkout.byOwnCode(text),
    });
    this.discounts = new DiscountDesk({
      stage: this.#stage,
      admits: (pin) => this.staff.admits(pin),
      asksPin: ports.isStaffPin !== undefined,
    });
    this.#presence = new PresenceWatch({
      stage: this.#stage,
      nearness: () => ports.nearness?.(),
      seesStillness: ports.seesStillness ?? false,
      onDue: () => this.#show(),
      idle: () => this.#idle(),
      isAvailable,
    });
    this.checkout = new Checkout({ ports, stage: this.#stage, basket: this.basket, sales: () => this.#sales });
    this.#machine = new MachineDesk({
      stage: this.#stage,
      goods: ports.goods,
      floor: this.#floor,
      dispenser: ports.dispenser,
      checkout: this.checkout,
      sales: () => this.#sales,
      isAvailable: () => isAvailable() && this.staff.at() === undefined,
      onNote: ports.onNote,
    });
    this.#screen = new Shown({
      clock: this.#clock,
      view: () => this.view(),
      idle: () => this.#idle(),
      isTiming: () => this.#stage.present()?.phase === "paying" || this.staff.setUp.isTiming(),
      onExpired: () => {
        this.checkout.abandon();
        this.#machine.look();
      },
      onView: ports.onView,
      onLook: () => {
        this.#presence.look();
        this.#machine.look();
        this.staff.setUp.watch();
      },
    });
    this.#health = new ProviderHealth(ports.gateway, this.#clock, () => this.#show());
    const { sales, filings } = createBackground(
      ports,
      this.#clock,
      { addresseeFor: (reference) => this.checkout.addresseeFor(reference), wallet: () => this.#wallet() },
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
    this.#drawer =
      ports.drawer &&
      new DrawerDesk({
        drawer: ports.drawer,
        clock: this.#clock,
        note: (kind, body) => this.#noteAndShow(kind, body),
        isShown: (saleId) => this.#stage.present()?.id === saleId,
        onBug: (what, error) => ports.onNote(`${what}: ${String(error)}`),
      });
    this.staff = new StaffDesk({
      ports,
      drawer: this.#drawer,
      clock: this.#clock,
      sales: () => sales,
      note: (kind, body) => this.#noteAndShow(kind, body),
      isFree: () => this.#stage.front.at === "attract" || this.#stage.front.at === "goods",
      onChange: () => this.#show(),
    });
  }

  /** Takes up what was left behind, then opens. */
  start(): void {
    if (this.#floor.countedAnew !== undefined) this.#note("stock/counted", { mark: this.#floor.countedAnew });
    this.#note("terminal/started", {
      mode: this.#ports.settings.mode,
      terminalId: this.#ports.settings.terminalId,
    });
    rememberAll(this.#ports.journal, [this.#filings, this.staff, this.holds]);
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
    this.#presence.stop();
    this.checkout.forgetAddressees();
    this.scans.forget();
    this.counts.stop();
  }

  // -------------------------------------------------------------- what people do

  catalogue(): CatalogueView {
    return catalogueView(this.#ports.goods);
  }

  touch(): boolean {
    return this.#stage.touch();
  }

  moreTime(): boolean {
    const { extensions } = this.#stage.front;
    if (extensions >= this.#ports.settings.clocks.extensionsMax) return false;
    return this.#stage.touch({ extensions: extensions + 1 });
  }

  setLanguage(language: Language): boolean {
    return this.#ports.settings.languages.includes(language) && this.#stage.touch({ language });
  }

  setAppearance(
    change: Partial<Pick<Front, "theme" | "largeText" | "lowReach" | "speaks" | "pace" | "volume">>,
  ): boolean {
    return this.#stage.touch(change);
  }

  begin(): boolean {
    if (this.#choosesOnMachine()) return false;
    return this.#stage.front.at === "attract" && this.#unavailable() === undefined && this.#stage.go("goods");
  }

  back(): boolean {
    switch (this.#stage.front.at) {
      case "attract":
        return false;
      case "goods":
        return this.basket.clear();
      case "number":
        this.#stage.front = backToGoods(this.#stage.front, this.#clock.nowMs());
        return this.#stage.done();
      case "sale":
        return this.checkout.cancel();
    }
  }

  devicesChanged(): void {
    this.#show();
  }

  view(): View {
    return viewOf({
      settings: this.#ports.settings,
      front: this.#stage.front,
      idle: this.#idle(),
      nowMs: this.#clock.nowMs(),
      wallet: this.#wallet(),
      provider: this.#ports.gateway.provider,
      canPush: this.checkout.canPush,
      unavailable: this.#unavailable(),
      soldOut: this.#floor.soldOut(this.#sales.open()),
      devices: this.#ports.devices(),
      choosesOnMachine: this.#choosesOnMachine(),
      hasVoice: this.#ports.hasVoice?.() ?? false,
      drawQr: this.#ports.drawQr,
      staffAt: this.staff.at(),
      setUp: this.staff.setUp.view(),
      filingOf: (saleId) => this.#filings.stateOf(saleId),
      counter: counterView(this.#ports, this.#stage.front, this.holds),
    });
  }

  // -------------------------------------------------------------- inside

  /** Its goods cannot be sold by a touch here: the machine asks for the money. */
  #choosesOnMachine(): boolean {
    return this.#ports.dispenser?.choice !== undefined;
  }

  #unavailable(): Unavailable | undefined {
    if (this.#recovering.size > 0) return "checking";
    if (!this.#health.reachable()) return "offline";
    return this.#floor.outOfService() ? "out-of-service" : undefined;
  }

  #onEntry(entry: Entry): void {
    this.#floor.takeEntry(entry);
    this.staff.remember(entry);
    this.holds.remember(entry);
    this.#drawer?.hear(entry);
    if (entry.kind === "operator/alert") this.#ports.onNote(`alert ${JSON.stringify(entry.body)}`);
  }

  #onSale(sale: Sale): void {
    this.checkout.follow(sale);
    if (sale.phase === "closed") this.#floor.settle(sale);
    if (isWatchersOnly(sale)) this.#recovering = new Set([...this.#recovering].filter((id) => id !== sale.id));
    this.#show();
  }

  #onReceipt(saleId: string, receipt: Sale["receipt"]): void {
    const { sale } = this.#stage.front;
    if (sale?.id === saleId) this.#stage.front = { ...this.#stage.front, sale: { ...sale, receipt } };
    this.#show();
  }

  #idle(): Idle {
    return idleAt(this.#stage.front, this.#ports.settings, this.#clock.nowMs());
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
    return walletName(this.#ports.settings.market, this.#clock.wallMs());
  }
}
