import type { Good } from "../../electron/core/good.ts";
import type { Mode } from "../../electron/core/mode.ts";
import { minor } from "../../electron/core/money.ts";
import type {
  CashDrawer,
  DeviceState,
  Dispenser,
  Nearness,
  PrintOutcome,
  ProviderName,
  ReceiptPrinter,
  VendOutcome,
} from "../../electron/core/ports.ts";
import type { DeviceFinder } from "../../electron/core/set-up.ts";
import type { TerminalSettings } from "../../electron/core/settings.ts";
import type { Slip } from "../../electron/core/slip.ts";
import { vatRate } from "../../electron/core/vat.ts";
import type { Screen, View } from "../../electron/core/view.ts";
import { Terminal } from "../../electron/engine/terminal.ts";
import { createGateway } from "../../electron/gateway/gateway.ts";
import { MemoryDisk, MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { drawQr } from "../../electron/main/draw-qr.ts";
import { phoneNumbers } from "../../electron/main/phone-numbers.ts";
import { ManualTime } from "./manual-time.ts";
import { seededRandom } from "./seeded-random.ts";
import { WALLET_URL, WalletInMemory } from "./wallet-in-memory.ts";

export const CUSTOMER = "4791234567";
export const CUSTOMER_TYPED = "912 34 567";

export interface RigOptions {
  readonly mode?: Mode;
  readonly provider?: ProviderName;
  readonly captureAt?: "on-order" | "on-handover";
  readonly canPush?: boolean;
  readonly staffPin?: string;
  /** None, or one of the test's own, made anew at each start. */
  readonly printer?: false | ((time: ManualTime) => ReceiptPrinter);
  /** Vending: one of the test's own instead of the shelf, made anew at each start. */
  readonly dispenser?: (time: ManualTime) => Dispenser;
  readonly drawer?: (time: ManualTime) => CashDrawer;
  /** Looks who is on the machine's ports. */
  readonly finder?: DeviceFinder;
  readonly seed?: number;
  readonly goods?: readonly Good[];
  /** The presence sensor also sees people who stand still. */
  readonly seesStillness?: boolean;
  /** What differs from the usual settings. */
  readonly settings?: Partial<TerminalSettings>;
}

/**
 * A whole terminal in memory: real engine, real client, real wallet simulator, one clock. Printer and shelf are told by the
 * test what becomes of a deed; drivers have tests of their own.
 */
export class TerminalRig {
  readonly time = new ManualTime();
  readonly wallet: WalletInMemory;
  readonly disk = new MemoryDisk();
  readonly slips: Slip[] = [];
  readonly vends: string[] = [];
  /** Asked before each act of the shelf, with the truth still to come. */
  onVend: (slot: string) => void = () => undefined;
  readonly notes: string[] = [];
  readonly fatal: unknown[] = [];
  printOutcome: PrintOutcome = { is: "printed" };
  vendOutcome: (slot: string) => VendOutcome = () => ({ is: "dropped", evidence: "the beam saw it" });
  boardState: DeviceState["state"] = "ready";
  /** What the presence sensor says; undefined where none is fitted. The terminal hears of it by `devicesChanged`. */
  nearness: Nearness | undefined;
  lockedByBoard: readonly string[] = [];
  /** The slots the board raises an alarm about, or none of the shelf's; undefined: it raises none. Each is ended by its unlocking. */
  alarms: readonly string[] | undefined;
  /** Whether the board does what it is told when staff release a slot. */
  boardUnlocks = true;
  readonly unlocked: string[] = [];
  terminal: Terminal;
  view: View | undefined;
  readonly #options: RigOptions;
  readonly #random: () => number;

  constructor(options: RigOptions = {}) {
    this.#options = options;
    this.#random = seededRandom(options.seed ?? 7);
    this.wallet = new WalletInMemory(this.time, this.#random);
    this.terminal = this.#start();
  }

  /** Power off and on: everything but disk, wallet and shelf is new. */
  async restart(): Promise<void> {
    this.terminal.stop();
    this.terminal = this.#start();
    await this.open();
  }

  /** As `restart`, for a terminal whose own start may be cut short by the next power cut. */
  powerCycle(): void {
    this.terminal.stop();
    this.terminal = this.#start();
    this.terminal.start();
  }

  /** Starts the terminal and waits for the wallet's first answer. */
  async open(): Promise<void> {
    this.terminal.start();
    await this.time.pass(100);
  }

  get screen(): Screen {
    if (this.view === undefined) throw new Error("nothing was shown yet");
    return this.view.screen;
  }

  /** The screen, which must be this one. */
  at<At extends Screen["at"]>(at: At): Extract<Screen, { at: At }> {
    const screen = this.screen;
    if (screen.at !== at) throw new Error(`the screen is ${JSON.stringify(screen)}, not ${at}`);
    return screen as Extract<Screen, { at: At }>;
  }

  /** From a fresh terminal to the waiting screen, by typed number. */
  async payByNumber(sku = "coffee"): Promise<string> {
    this.#basket(sku);
    this.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
    await this.time.pass(200);
    return this.lastReference();
  }

  async payByCode(sku = "coffee"): Promise<string> {
    this.#basket(sku);
    this.terminal.checkout.byCode();
    await this.time.pass(200);
    return this.lastReference();
  }

  #basket(sku: string): void {
    this.terminal.begin();
    if (!this.terminal.basket.add(sku)) throw new Error(`${sku} cannot be bought now`);
    this.terminal.checkout.open();
  }

  lastReference(): string {
    const reference = this.wallet.ledger().at(-1)?.reference;
    if (reference === undefined) throw new Error("the wallet knows no payment");
    return reference;
  }

  kinds(): string[] {
    return [...new MemoryJournal(this.disk).all()].map((entry) => entry.kind);
  }

  #start(): Terminal {
    const { mode = "kiosk", provider = "epayment", canPush = true, staffPin } = this.#options;
    const gateway = createGateway({
      wire: this.wallet.wire,
      clock: this.time,
      keys: this.wallet.world.keys,
      baseUrl: WALLET_URL,
      system: { name: "myntfri", version: "0" },
      canPush,
      ...(provider === "epayment"
        ? { provider }
        : { provider, urls: { callbackPrefix: "https://shop.example/c", fallBack: "https://shop.example/f" } }),
    });
    return new Terminal({
      settings: { ...settingsFor(mode, this.#options.captureAt ?? "on-order"), ...this.#options.settings },
      goods: this.#options.goods ?? GOODS,
      clock: this.time,
      entropy: { letters: (count) => letters(this.#random, count) },
      journal: new MemoryJournal(this.disk),
      gateway,
      ...(this.#options.printer === false
        ? {}
        : { printer: this.#options.printer?.(this.time) ?? this.#printer() }),
      ...(mode === "vending" ? { dispenser: this.#options.dispenser?.(this.time) ?? this.#dispenser() } : {}),
      ...(this.#options.finder === undefined ? {} : { finder: this.#options.finder }),
      ...(this.#options.drawer === undefined ? {} : { drawer: this.#options.drawer(this.time) }),
      devices: () => [],
      nearness: () => this.nearness,
      seesStillness: this.#options.seesStillness ?? false,
      hasVoice: () => (this.#options.settings?.speech?.output ?? "none") !== "none",
      ...(staffPin === undefined ? {} : { isStaffPin: (pin) => pin === staffPin }),
      phoneNumbers,
      drawQr,
      onView: (view) => {
        this.view = view;
      },
      onFatal: (error) => this.fatal.push(error),
      onNote: (what) => this.notes.push(what),
    });
  }

  #printer(): ReceiptPrinter {
    return {
      id: "printer",
      state: () => ({ id: "printer", kind: "printer", state: "ready", what: "ready", sinceMs: 0 }),
      print: async (slip) => {
        await new Promise<void>((resolve) => this.time.after(800, resolve));
        this.slips.push(slip);
        return this.printOutcome;
      },
    };
  }

  #boardSays(): Pick<DeviceState, "state" | "what" | "trouble" | "slots"> {
    const { alarms, boardState } = this;
    if (alarms === undefined) return { state: boardState, what: "" };
    return { state: "degraded", what: "An output was on.", trouble: "alarm", slots: alarms };
  }

  #dispenser(): Dispenser {
    return {
      id: "board",
      state: () => ({ id: "board", kind: "dispenser", sinceMs: 0, ...this.#boardSays() }),
      sellable: () => this.boardState === "ready",
      lockedSlots: () => this.lockedByBoard,
      unlock: async (slot) => {
        this.unlocked.push(slot);
        return this.boardUnlocks;
      },
      vend: async (slot) => {
        this.vends.push(slot);
        this.onVend(slot);
        await new Promise<void>((resolve) => this.time.after(2_500, resolve));
        return this.vendOutcome(slot);
      },
    };
  }
}

const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

function letters(random: () => number, count: number): string {
  return Array.from({ length: count }, () => SIGNS[Math.floor(random() * SIGNS.length)]).join("");
}

export const GOODS: readonly Good[] = [
  {
    sku: "coffee",
    name: "Kaffe",
    category: "Drikke",
    price: minor(4_500),
    vat: vatRate(1_500),
    slot: "A1",
    stock: 2,
  },
  { sku: "bun", name: "Bolle", category: "Mat", price: minor(3_900), vat: vatRate(1_500), slot: "A2" },
];

export function settingsFor(mode: Mode, captureAt: "on-order" | "on-handover"): TerminalSettings {
  return {
    mode,
    market: "NO",
    terminalId: "k1",
    shop: {
      name: "Kaffebaren",
      organisationNumber: "974760673",
      vatRegistered: true,
      inBusinessRegister: true,
      address: ["Oslo"],
    },
    language: "nb",
    theme: "light",
    captureAt,
    clocks: {
      browsingMs: 60_000,
      numberMs: 45_000,
      waitingMs: 75_000,
      resultMs: 20_000,
      warningMs: 20_000,
      extensionsMax: 10,
    },
    practice: true,
    languages: ["nb", "nn", "en", "da", "sv", "fi"],
    speech: { output: "none", startsOn: false },
    keys: "four-arrows",
    payFirst: "number",
  };
}
