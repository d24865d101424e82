import type { View } from "../../electron/core/view.ts";
import type { Terminal } from "../../electron/engine/terminal.ts";
import { World } from "../../simulator/vipps/world.ts";
import { Bounds } from "./bounds.ts";
import { type Character, characterOf } from "./character.ts";
import { Dice } from "./dice.ts";
import { finalCheck } from "./final-check.ts";
import { History, type Violation } from "./history.ts";
import { Life, PowerCut } from "./life.ts";
import type { ConnectedMachinery, Machinery } from "./machinery.ts";
import { makeMachinery } from "./make-machinery.ts";
import { Network } from "./network.ts";
import { canTakeMoney, Oracle } from "./oracle.ts";
import { ownCodeOf, personalOf } from "./own-codes.ts";
import { People } from "./people.ts";
import { Phones } from "./phones.ts";
import type { Script } from "./script.ts";
import { CUT_STAGES, type CutStage, SimDisk } from "./sim-disk.ts";
import { simTerminal, WALLET_URL } from "./sim-terminal.ts";
import { SimTime } from "./sim-time.ts";
import { Staff } from "./staff.ts";
import { Weather } from "./weather.ts";

const START_MS = 1_800_000_000_000;
/** However little is sold, a seed's day is over then. */
const DAY_MS = 3 * 3_600_000;
/** With the network back, everything is closed within this: a lost create is looked for during ten minutes, 3-D Secure lasts ten. */
const QUIET_WITHIN_MS = 45 * 60_000;
/** A lost line is tried every five seconds at the latest, and proven off at once. */
const OUTPUTS_OFF_WITHIN_MS = 60_000;

export interface SimulationOptions {
  readonly sales?: number;
  readonly character?: Partial<Character>;
  readonly script?: Script;
}

export interface SeedReport {
  readonly seed: number;
  readonly hash: string;
  readonly sales: number;
  readonly powerCuts: number;
  readonly violations: readonly Violation[];
  readonly lines: readonly string[];
}

let running: Simulation | undefined;

/** A promise of the program failed and nobody took it: in life the process ends. */
export function unhandled(error: unknown): void {
  running?.bug(error);
}

/** Runs one seed to its quiet end and judges it. */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<SeedReport> {
  running = new Simulation({ ...characterOf(seed), ...options.character }, options.sales ?? 20, options.script);
  return running.run();
}

/** One terminal, its bank, its network, its devices and its people, in one thread of time. */
export class Simulation {
  readonly time = new SimTime(START_MS);
  readonly history = new History(() => this.time.nowMs());
  readonly world: World;
  readonly oracle: Oracle;
  readonly disk: SimDisk;
  readonly network: Network;
  readonly notes: string[] = [];
  readonly character: Character;
  readonly machinery: Machinery;
  terminal: Terminal | undefined;
  view: View | undefined;
  powerCuts = 0;
  readonly #bounds: Bounds;
  readonly #dice: Dice;
  readonly #phones: Phones;
  readonly #people: People;
  readonly #staff: Staff;
  readonly #weather: Weather;
  readonly #sales: number;
  #life: Life;
  #connected: ConnectedMachinery | undefined;
  #wallShiftMs = 0;
  #clockMoved = false;
  #cutNow = false;
  #ending = false;
  #lastCreated = "";
  readonly #script: Script | undefined;
  #cuts: { readonly atStep: number; readonly stage: CutStage }[];

  constructor(character: Character, sales: number, script?: Script) {
    this.#script = script;
    this.#cuts = [...(script?.cuts ?? [])];
    const { seed } = character;
    this.character = character;
    this.#sales = sales;
    this.#dice = new Dice(seed, "fate");
    const { time, history } = this;
    this.world = new World({
      clock: { nowMs: () => time.trueMs() },
      random: new Dice(seed, "bank").random,
      baseUrl: WALLET_URL,
    });
    this.world.state.salesUnit.pushAllowed = character.pushAllowed;
    this.world.state.salesUnit.directCapture = character.directCapture;
    this.oracle = new Oracle(history, this.world, {
      cancelStored: (reference) => this.#bounds.cancelStored(reference),
      begun: (saleId) => this.machinery.judge?.saleBegun(saleId),
    });
    this.#bounds = new Bounds(history, character.provider, (reference) => {
      const payment = this.world.find(reference);
      return payment === undefined ? undefined : payment.pushed ? "push" : "qr";
    });
    this.disk = new SimDisk({
      stored: (rows, step) => this.oracle.stored(rows, step),
      cutAfterThis: () => {
        this.#cutNow = true;
      },
    });
    this.network = new Network(
      time,
      this.world,
      new Dice(seed, "network"),
      {
        sent: (call) => {
          this.oracle.sent(call);
          this.#bounds.sent(call);
          if (call.what === "cancel") this.#phones.cancelled(call.reference);
        },
        arrived: (call, status) => {
          if (call.what !== "read" && call.what !== "token")
            history.tell(`bank ${call.what} ${call.reference} ${status}`);
          if (call.what === "create" && status < 300) {
            this.#lastCreated = call.reference;
            this.oracle.created(call.reference);
            this.#phones.created(call.reference);
          }
          this.oracle.bankMoved(call.reference);
        },
        heard: (call, status, retryAfterMs) => {
          if (status >= 400 && call.what !== "read")
            history.tell(`heard ${call.what} ${call.reference} ${status} ${retryAfterMs ?? ""}`);
          this.#bounds.heard(call, status, retryAfterMs, time.nowMs());
        },
      },
      script?.line,
    );
    this.#phones = new Phones({
      time,
      script,
      dice: new Dice(seed, "phones"),
      world: this.world,
      isShown: (payment) =>
        payment.reference === this.#lastCreated &&
        this.view?.screen.at === "paying" &&
        this.view.screen.qr !== undefined,
      acted: (reference, what, done) => {
        history.tell(`phone ${what} ${reference} ${done ? "done" : "refused"}`);
        this.oracle.bankMoved(reference);
      },
    });
    this.machinery = makeMachinery(character, time, script, history, this.oracle);
    this.#people = new People({
      time,
      dice: new Dice(seed, "people"),
      skus: character.goods.map((good) => good.sku),
      attended: character.mode === "counter",
      terminal: () => this.terminal,
      view: () => this.view,
      tell: (what) => history.tell(what),
      ownCode: (typed) => ownCodeOf(this.world, this.#dice, typed),
      nature: script?.nature,
      keys: this.machinery.keys,
    });
    this.#staff = new Staff({
      time,
      dice: new Dice(seed, "staff"),
      disk: this.disk,
      terminal: () => this.terminal,
      tell: (what) => history.tell(what),
      refundMinor: script?.refundMinor,
    });
    this.#weather = new Weather({
      network: this.network,
      time,
      dice: new Dice(seed, "weather"),
      climate: character.climate,
      tell: (regime) => history.tell(`weather ${regime}`),
    });
    this.#life = new Life(0, time, () => this.#wallShiftMs);
  }

  async run(): Promise<SeedReport> {
    const { seed, mode, provider, captureAt, climate, devices } = this.character;
    this.history.tell(`seed ${seed} ${mode} ${provider} ${captureAt} ${climate} ${devices}`);
    this.#powerOn();
    this.#weather.start();
    this.#people.start();
    this.#staff.start();
    this.#fate();
    await this.#run(DAY_MS, () => this.#isOpen() && this.history.violations.length === 0);
    // What is broken already is said at once; the rest of such a day proves nothing.
    if (this.history.violations.length === 0) await this.#judge();
    this.#life.dead = true;
    return {
      seed,
      hash: this.history.hash(),
      sales: this.oracle.sales,
      powerCuts: this.powerCuts,
      violations: this.history.violations,
      lines: this.history.lines,
    };
  }

  async #judge(): Promise<void> {
    await this.#quieten();
    finalCheck({
      history: this.history,
      oracle: this.oracle,
      world: this.world,
      disk: this.disk,
      notes: this.notes,
      personal: personalOf(this.world),
      judge: this.machinery.judge,
    });
  }

  /** Something threw that may not. The program is over, as it would be in life. */
  bug(error: unknown): void {
    this.history.broken("no-bug", error instanceof Error ? (error.stack ?? error.message) : String(error));
    this.#cutNow = true;
  }

  /** The last customer is served before the day ends, or gives up. */
  #isOpen(): boolean {
    if (this.oracle.sales < this.#sales) return true;
    this.#people.close();
    return this.#people.busy;
  }

  async #run(untilMs: number, goesOn: () => boolean): Promise<void> {
    const between = (): boolean => {
      if (this.#cutNow) this.#powerOff(this.#dice.chance(0.5));
      return goesOn();
    };
    for (;;) {
      try {
        await this.time.run(untilMs, between);
        return;
      } catch (error) {
        this.bug(error);
      }
    }
  }

  /** Good weather, good devices, power, and time until nothing is open any more. */
  async #quieten(): Promise<void> {
    this.history.tell("from here on everything works");
    this.#ending = true;
    if (this.#script === undefined) this.disk.cut = undefined;
    this.#people.stop();
    this.#weather.clear();
    this.machinery.heal();
    const untilMs = this.time.nowMs() + QUIET_WITHIN_MS;
    // Who has not approved by now still may, for as long as a phone keeps a request.
    this.time.after(60_000, () => this.#phones.sleep());
    await this.#run(untilMs, () => !this.#isQuiet() && this.time.nowMs() < untilMs);
    if (!this.#isQuiet()) this.history.broken("no-orphan", `not quiet within ${QUIET_WITHIN_MS / 60_000} minutes`);
    await this.#restAtLast();
  }

  /** A board that can be reached again has every output off, soon. */
  async #restAtLast(): Promise<void> {
    if (this.machinery.outputsOn() === 0) return;
    const untilMs = this.time.nowMs() + OUTPUTS_OFF_WITHIN_MS;
    await this.#run(untilMs, () => this.machinery.outputsOn() > 0 && this.time.nowMs() < untilMs);
    const on = this.machinery.outputsOn();
    if (on > 0) this.history.broken("relay-off", `${on} outputs are still on`);
  }

  #isQuiet(): boolean {
    if (this.terminal === undefined || this.oracle.openSales + this.oracle.owedReceipts > 0) return false;
    this.world.advance();
    if (this.#staff.owes && this.oracle.keptAnything) return false;
    return Object.values(this.world.state.payments).every(
      (payment) => !canTakeMoney(payment) || payment.capturedMinor - payment.refundedMinor > 0,
    );
  }

  // ------------------------------------------------------------ power

  #powerOn(): void {
    const number = this.#life.number + 1;
    this.#life = new Life(number, this.time, () => this.#wallShiftMs);
    this.#cutNow = false;
    this.history.tell(`power on, life ${number}`);
    this.oracle.newLife();
    this.#bounds.newLife(number, this.#clockMoved);
    this.#clockMoved = false;
    const planned = this.#cuts.shift();
    if (planned !== undefined) this.disk.cut = { ...planned, atStep: this.disk.steps + planned.atStep };
    if (this.#script === undefined && number > 1 && !this.#ending && this.#dice.chance(0.4))
      this.#planCut(this.#dice.between(1, 8));
    try {
      this.terminal = this.#assemble(this.#life);
      this.terminal.start();
    } catch (error) {
      if (!(error instanceof PowerCut)) this.history.broken("no-bug", String(error));
      this.#powerOff(true);
    }
  }

  #powerOff(wholeMachine: boolean): void {
    const life = this.#life;
    if (life.dead) return;
    life.dead = true;
    this.powerCuts += 1;
    this.#cutNow = false;
    this.history.tell(`power off${wholeMachine ? "" : " of the program alone"}`);
    this.disk.cut = undefined;
    this.terminal = undefined;
    this.view = undefined;
    this.#connected?.disconnect();
    if (wholeMachine) this.machinery.loseCurrent();
    const offMs = this.#dice.chance(0.9) ? this.#dice.between(500, 20_000) : this.#dice.between(60_000, 900_000);
    this.time.after(offMs, () => this.#powerOn());
  }

  #planCut(inSteps: number): void {
    this.disk.cut = { atStep: this.disk.steps + inSteps, stage: this.#dice.pick(CUT_STAGES) };
  }

  /** Cuts, clocks that are set, and devices that break, now and then. */
  #fate(): void {
    const { cuts, clockJumps, deviceTrouble } = this.character;
    this.time.after(this.#dice.between(5_000, 60_000), () => {
      if (this.#ending) return;
      if (this.#dice.chance(cuts / 120)) {
        if (this.#dice.chance(0.6)) this.#planCut(this.#dice.between(1, 12));
        else this.#powerOff(this.#dice.chance(0.5));
      }
      if (clockJumps && this.#dice.chance(0.2)) this.#setClock();
      if (deviceTrouble > 0 && this.#dice.chance(0.04 * deviceTrouble)) this.machinery.disturb();
      this.#fate();
    });
  }

  #setClock(): void {
    const byMs = this.#dice.pick([-3_600_000, -90_000, -5_000, 5_000, 90_000, 3_600_000, 40 * 86_400_000]);
    this.#wallShiftMs += byMs;
    this.#clockMoved = true;
    this.history.tell(`wall clock set by ${byMs} ms`);
  }

  // ------------------------------------------------------------ the terminal

  #assemble(life: Life): Terminal {
    const connected = this.machinery.connect(life, () => {
      if (!life.dead) this.terminal?.devicesChanged();
    });
    this.#connected = connected;
    return simTerminal({
      character: this.character,
      life,
      wire: this.network.wireFor(life),
      keys: this.world.keys,
      disk: this.disk,
      connected,
      onView: (view) => {
        if (!life.dead) this.#shown(view);
      },
      onFatal: (error) => this.#fatal(life, error),
      onNote: (what) => this.#noted(what),
    });
  }

  #shown(view: View): void {
    const before = this.view?.screen;
    this.view = view;
    if (before?.at !== view.screen.at) this.history.tell(`screen ${view.screen.at}`);
    this.oracle.shown(view);
    if (before?.at !== view.screen.at || view.frame.leaving !== undefined) this.#people.sees();
  }

  #fatal(life: Life, error: unknown): void {
    if (life.dead) return;
    if (error instanceof PowerCut) this.#cutNow = true;
    else this.bug(error);
  }

  #noted(what: string): void {
    this.notes.push(what);
    if (what.startsWith("a port threw") && !what.includes("the driver has a bug"))
      this.history.broken("no-bug", what);
  }
}
