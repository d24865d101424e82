import { randomUUID } from "node:crypto";
import type {
  CustomerDisplay,
  DeviceCondition,
  DeviceSpec,
  DrawerNews,
  KickOutcome,
  Nearness,
  Printer,
  PrintOutcome,
  Ticker,
  VendingBoard,
  VendOutcome,
} from "../contract.ts";
import type { LineFigures } from "../service/line-meter.ts";
import { Calls } from "./calls.ts";
import { HostKeeper } from "./host-keeper.ts";
import { lifelineName } from "./lifeline.ts";
import type { FromHost, HostKind, HostLauncher } from "./protocol.ts";

export interface FleetOptions {
  readonly specs: readonly DeviceSpec[];
  readonly launcher: HostLauncher;
  readonly ticker: Ticker;
  /** Where hosts write what went over a line when something went wrong on it; nowhere by default. */
  readonly traceFolder?: string;
  readonly onNote?: (what: string) => void;
}

/** The last word on an act in another process; drivers have shorter deadlines of their own. */
const PRINT_MS = 110_000;
const VEND_MS = 55_000;
const SHORT_MS = 5_000;
const GUARD_MS = 4_000;

const UNGUARDED: DeviceCondition = {
  state: "connecting",
  what: "Waiting for the process that guards its outputs: nothing is sold without it.",
  trouble: "unguarded",
};
const STARTING: DeviceCondition = { state: "connecting", what: "Its process is starting.", trouble: "starting" };

type Answered =
  | { readonly say: "printed"; readonly outcome: PrintOutcome }
  | { readonly say: "kicked"; readonly outcome: KickOutcome }
  | { readonly say: "vended"; readonly outcome: VendOutcome }
  | { readonly say: "off"; readonly proven: boolean }
  | { readonly say: "unlocked"; readonly found: boolean }
  | { readonly say: "refused"; readonly done: boolean }
  | { readonly say: "gone" };

const GONE: Answered = { say: "gone" };
const HOST_OF: Readonly<Record<DeviceSpec["kind"], HostKind>> = {
  printer: "counter",
  dispenser: "dispense",
  scanner: "counter",
  display: "counter",
  presence: "counter",
};

/** A board in another process: unlocking ends with whether it was done. */
export interface FleetBoard extends Omit<VendingBoard, "unlock"> {
  /** False when there is no such slot, or no process to do it. */
  unlock(slot: string): Promise<boolean>;
}

interface Told {
  readonly condition: DeviceCondition;
  readonly sellable: ReadonlySet<string>;
  readonly locked: readonly string[];
  readonly choice: string | undefined;
}

/**
 * Main's side of the device hosts. Conditions are the last ones told, so asking them never waits. An act whose host died is
 * answered with what that means: a slip is unconfirmed, an item's fate unknown.
 */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #conditions = new Map<string, Told>();
  /** Of each kind its own: what one host owes, the death of another does not settle. */
  readonly #calls = new Map<HostKind, Calls<Answered>>();
  readonly #keepers = new Map<HostKind, HostKeeper>();
  readonly #listeners: (() => void)[] = [];
  readonly #scanListeners: ((text: string) => void)[] = [];
  /** What stands on each customer display; told again to a process that knows nothing of it. */
  readonly #lines = new Map<string, readonly [upper: string, lower: string]>();
  readonly #nearness = new Map<string, Nearness>();
  readonly #serviceListeners: ((id: string, figures: LineFigures) => void)[] = [];
  /** False until the guard is armed, and while it is on its way back: nothing may move then, so nothing is offered. */
  #isGuarded = false;
  readonly #drawerListeners: ((id: string, news: DrawerNews) => void)[] = [];
  #guarded: (() => void) | undefined;
  readonly #lifeline = lifelineName(randomUUID());

  constructor(options: FleetOptions) {
    this.#options = options;
    const onCounter = options.specs.filter((spec) => HOST_OF[spec.kind] === "counter");
    const boards = options.specs.filter((spec) => HOST_OF[spec.kind] === "dispense");
    if (onCounter.length > 0) this.#keep("counter", onCounter);
    if (boards.length > 0) {
      this.#keep("guard", boards);
      this.#keep("dispense", boards);
    }
  }

  printer(id: string): Printer | undefined {
    if (!this.#has(id, "printer")) return undefined;
    return {
      condition: () => this.#condition(id),
      print: async (slip) => {
        const answer = await this.#ask("counter", (call) => ({ to: "print", call, id, slip }), PRINT_MS);
        if (answer === undefined)
          return { is: "failed", nothingPrinted: true, what: "The printer's process is not running." };
        return answer.say === "printed"
          ? answer.outcome
          : { is: "unconfirmed", what: "The printer's process ended while it printed." };
      },
      kickDrawer: async () => {
        const answer = await this.#ask("counter", (call) => ({ to: "kick", call, id }), SHORT_MS);
        if (answer === undefined) return "refused";
        return answer.say === "kicked" ? answer.outcome : "unknown";
      },
      stop: () => this.stop(),
    };
  }

  board(id: string): FleetBoard | undefined {
    if (!this.#has(id, "dispenser")) return undefined;
    return {
      condition: () => this.#condition(id),
      sellable: (slot) => this.#isGuarded && (this.#conditions.get(id)?.sellable.has(slot) ?? false),
      vend: async (slot) => {
        const answer = await this.#ask("dispense", (call) => ({ to: "vend", call, id, slot }), VEND_MS);
        if (answer === undefined) return { is: "not-dropped", evidence: "The board's process is not running." };
        return answer.say === "vended"
          ? answer.outcome
          : { is: "unknown", evidence: "The board's process ended during the act." };
      },
      allOff: async () => {
        const answer = await this.#ask("dispense", (call) => ({ to: "all-off", call, id }), SHORT_MS);
        return answer?.say === "off" && answer.proven;
      },
      lockedSlots: () => this.#conditions.get(id)?.locked ?? [],
      unlock: async (slot) => {
        const answer = await this.#ask("dispense", (call) => ({ to: "unlock", call, id, slot }), SHORT_MS);
        return answer?.say === "unlocked" && answer.found;
      },
      choice: () => this.#conditions.get(id)?.choice,
      refuse: async (slot) => {
        const answer = await this.#ask("dispense", (call) => ({ to: "refuse", call, id, slot }), SHORT_MS);
        return answer?.say === "refused" && answer.done;
      },
      stop: () => this.stop(),
    };
  }

  display(id: string): Pick<CustomerDisplay, "condition" | "show"> | undefined {
    if (!this.#has(id, "display")) return undefined;
    return {
      condition: () => this.#condition(id),
      show: (lines) => {
        this.#lines.set(id, lines);
        this.#keepers.get("counter")?.send({ to: "show", id, lines });
      },
    };
  }

  /** Undefined where there is no such sensor; "unknown" while its process is not running. */
  nearness(id: string): Nearness | undefined {
    return this.#has(id, "presence") ? (this.#nearness.get(id) ?? "unknown") : undefined;
  }

  /** Calls with every code a scanner of this terminal reads. It may be a customer's own: it is written nowhere. */
  onScan(scanned: (text: string) => void): void {
    this.#scanListeners.push(scanned);
  }

  /** Calls with whatever a printer says of its drawer; "unseen" also when its process ends. */
  onDrawer(heard: (id: string, news: DrawerNews) => void): void {
    this.#drawerListeners.push(heard);
  }

  /** Calls now and then with how a device's line does; figures begin anew with its process. */
  onService(heard: (id: string, figures: LineFigures) => void): void {
    this.#serviceListeners.push(heard);
  }

  /** The state of any device; undefined when there is none of that name. */
  condition(id: string): DeviceCondition | undefined {
    return this.#options.specs.some((spec) => spec.id === id) ? this.#condition(id) : undefined;
  }

  onChange(changed: () => void): void {
    this.#listeners.push(changed);
  }

  /** Outputs off and lines closed, then the processes end. */
  async stop(): Promise<void> {
    await this.#keepers.get("dispense")?.stop();
    await Promise.all([this.#keepers.get("counter")?.stop(), this.#keepers.get("guard")?.stop()]);
    for (const kind of this.#keepers.keys()) {
      this.#calls.get(kind)?.abandon(GONE);
      this.#lose(kind, "Switched off.");
    }
  }

  #keep(kind: HostKind, specs: readonly DeviceSpec[]): void {
    for (const spec of specs) this.#conditions.set(spec.id, told(STARTING));
    this.#calls.set(kind, new Calls(this.#options.ticker));
    const { launcher, ticker, traceFolder } = this.#options;
    this.#keepers.set(
      kind,
      new HostKeeper({
        kind,
        specs,
        launcher,
        ticker,
        ...(traceFolder === undefined ? {} : { traceFolder }),
        ...(kind === "counter" ? {} : { lifeline: this.#lifeline }),
        onMessage: (message) => this.#hear(kind, message),
        onGone: (why) => this.#gone(kind, why),
      }),
    );
  }

  #hear(kind: HostKind, message: FromHost): void {
    switch (message.say) {
      case "alive":
        if (kind === "dispense") this.#keepers.get("guard")?.send({ to: "beat" });
        if (kind === "guard") this.#setGuarded(true);
        return;
      case "condition":
        this.#conditions.set(message.id, told(message.condition, message.sellable, message.locked, message.choice));
        this.#showAgain(message.id);
        this.#changed();
        return;
      case "scanned":
        if (this.#has(message.id, "scanner")) for (const heard of this.#scanListeners) heard(message.text);
        return;
      case "nearness":
        this.#nearness.set(message.id, message.nearness);
        this.#changed();
        return;
      case "drawer":
        this.#hearDrawer(message.id, message.news);
        return;
      case "guarded":
        this.#note(
          `The guard switched off ${message.proven.join(", ") || "nothing"}; unproven: ${message.unproven.join(", ") || "none"}.`,
        );
        this.#guarded?.();
        return;
      case "service":
        for (const heard of this.#serviceListeners) heard(message.id, message.figures);
        return;
      case "note":
        this.#note(message.what);
        return;
      case "printed":
      case "kicked":
      case "vended":
      case "off":
      case "unlocked":
      case "refused":
        this.#calls.get(kind)?.answered(message.call, message);
        return;
      case "found":
      case "away":
      case "stopped":
        return;
    }
  }

  /** A dead dispense host is started again only after the guard has had its turn at the outputs. */
  async #gone(kind: HostKind, why: string): Promise<void> {
    this.#note(`The ${kind} process ended (${why}) and is started again.`);
    if (kind === "guard") {
      this.#setGuarded(false);
      this.#guarded?.();
      return;
    }
    this.#lose(kind, `Its process ended (${why}) and is started again.`);
    const guarded = kind === "dispense" ? this.#guardFires() : undefined;
    this.#calls.get(kind)?.abandon(GONE);
    this.#changed();
    await guarded;
  }

  #setGuarded(isGuarded: boolean): void {
    if (this.#isGuarded === isGuarded) return;
    this.#isGuarded = isGuarded;
    this.#changed();
  }

  #lose(kind: HostKind, what: string): void {
    for (const spec of this.#options.specs) {
      if (HOST_OF[spec.kind] !== kind) continue;
      this.#conditions.set(spec.id, told({ state: "absent", what, trouble: "not-running" }));
      this.#nearness.delete(spec.id);
      this.#hearDrawer(spec.id, "unseen");
    }
  }

  /** A display that tells its condition may be in a process that has just begun. The same lines twice do no harm. */
  #showAgain(id: string): void {
    const lines = this.#lines.get(id);
    if (lines !== undefined) this.#keepers.get("counter")?.send({ to: "show", id, lines });
  }

  #hearDrawer(id: string, news: DrawerNews): void {
    const spec = this.#options.specs.find((each) => each.id === id);
    if (spec?.kind !== "printer" || spec.drawer === undefined) return;
    for (const heard of this.#drawerListeners) heard(id, news);
  }

  #guardFires(): Promise<void> {
    return new Promise((resolve) => {
      const disarm = this.#options.ticker.after(GUARD_MS, resolve);
      this.#guarded = () => {
        disarm();
        resolve();
      };
      if (this.#keepers.get("guard")?.send({ to: "fire" }) !== true) this.#guarded();
    });
  }

  async #ask(
    kind: HostKind,
    message: (call: number) => Parameters<HostKeeper["send"]>[0],
    deadlineMs: number,
  ): Promise<Answered | undefined> {
    const calls = this.#calls.get(kind);
    let sent = false;
    const answer = await calls?.ask(
      (call) => {
        sent = this.#keepers.get(kind)?.send(message(call)) ?? false;
        if (!sent) calls.answered(call, GONE);
      },
      deadlineMs,
      GONE,
    );
    return sent ? answer : undefined;
  }

  #condition(id: string): DeviceCondition {
    const condition = this.#conditions.get(id)?.condition ?? STARTING;
    const isSelling = condition.state === "ready" || condition.state === "degraded";
    return isSelling && !this.#isGuarded && this.#has(id, "dispenser") ? UNGUARDED : condition;
  }

  #has(id: string, kind: DeviceSpec["kind"]): boolean {
    return this.#options.specs.some((spec) => spec.id === id && spec.kind === kind);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #note(what: string): void {
    this.#options.onNote?.(what);
  }
}

function told(
  condition: DeviceCondition,
  sellable: readonly string[] = [],
  locked: readonly string[] = [],
  choice?: string,
): Told {
  return { condition, sellable: new Set(sellable), locked, choice };
}

export function startFleet(options: FleetOptions): Fleet {
  return new Fleet(options);
}
