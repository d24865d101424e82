import type {
  DeviceCondition,
  DeviceSpec,
  DrawerNews,
  KickOutcome,
  LineOpener,
  Printer,
  PrintOutcome,
  Slip,
  Ticker,
} from "../../contract.ts";
import type { Replacement } from "../../frames/escpos/code-page.ts";
import { pushStatus, recoverAndDrop } from "../../frames/escpos/commands.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import { encodeSlip } from "../../frames/escpos/slip-encoder.ts";
import { languageOf } from "../../frames/printer-languages.ts";
import { type SupervisedLine, superviseLine, type WriteLine } from "../../supervised-line.ts";
import { CANNOT_TELL, conditionOf, DISTURBED, SILENT, WAITING, waitsForRecovery } from "./condition-words.ts";
import { surelyHigh } from "./drawer-level.ts";
import { DrawerWatch, OPENS_WITHIN_MS } from "./drawer-watch.ts";
import { EndOfRoll } from "./end-of-roll.ts";
import { LogoKeeper } from "./logo-keeper.ts";
import { type PrintJob, PrintJobs } from "./print-job.ts";
import { PrinterSession } from "./printer-session.ts";
import { printerProfile } from "./profiles.ts";
import { qrModules } from "./qr-modules.ts";

export interface EscposPrinterOptions {
  readonly spec: Extract<DeviceSpec, { kind: "printer" }>;
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  /** Letters of a slip that its printer lacks and what was printed instead. */
  readonly onReplaced?: (slipId: string, replaced: readonly Replacement[]) => void;
  /** Everything the drawer's switch says, where there is a drawer. */
  readonly onDrawer?: (news: DrawerNews) => void;
  /** After anything that may have changed `condition()`. */
  readonly onChange?: () => void;
}

/** Slips that may wait behind the one being printed. */
const WAITING_MAX = 8;
/** About a minute of text at 9600 baud, or several metres of paper. */
const SLIP_MAX_BYTES = 65_536;
const ROUND_EVERY_MS = 2_000;
const WRITE_MS = 1_000;
/** Between questions whether the drawer has moved. */
const LOOK_AT_DRAWER_MS = 60;
/** Something seen just in time may be made sure of for so long. */
const DRAWER_DOUBT_MS = 1_000;
/** Questions asked in a row about a change; the next round asks again. */
const DRAWER_LOOKS_MAX = 6;
/** After this many unanswered rounds the line is opened anew, if the printer ever answered on it. */
const MISSES_TO_REOPEN = 2;

/** A receipt printer that speaks ESC/POS, on a serial line or on TCP. Throws when the profile is not known. */
export function createEscposPrinter(options: EscposPrinterOptions): Printer {
  const profile = printerProfile(options.spec.profile);
  if (profile === undefined) throw new Error(`no printer profile is called ${options.spec.profile}`);
  return new EscposPrinter(options, profile);
}

class EscposPrinter implements Printer {
  readonly #options: EscposPrinterOptions;
  readonly #profile: PrinterProfile;
  readonly #jobs: PrintJobs;
  readonly #roll = new EndOfRoll();
  readonly #logo: LogoKeeper;
  readonly #line: SupervisedLine;
  readonly #drawer: DrawerWatch | undefined;
  #isLookingAtDrawer = false;
  #session: PrinterSession | undefined;
  /** Of the connections before this one. */
  #misheardBefore = 0;
  #misses = 0;
  /** Ends when nothing is being printed or asked: each task is hung on the one before. */
  #tasks: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #stopped = false;
  #cancelRound: (() => void) | undefined;

  constructor(options: EscposPrinterOptions, profile: PrinterProfile) {
    this.#options = options;
    this.#profile = profile;
    this.#jobs = new PrintJobs(profile, options.spec.line, options.ticker.nowMs());
    this.#logo = new LogoKeeper(options.spec.logo, profile, this.#jobs);
    const { drawer } = options.spec;
    this.#drawer = drawer && new DrawerWatch(drawer, options.ticker, (news) => this.#options.onDrawer?.(news));
    this.#line = superviseLine({
      opener: options.opener,
      ticker: options.ticker,
      onUp: (write) => this.#up(write),
      onBytes: (chunk) => this.#session?.hear(chunk),
      onDown: () => this.#down(),
      onChange: () => options.onChange?.(),
    });
  }

  condition(): DeviceCondition {
    const session = this.#session;
    if (this.#stopped || session === undefined) return this.#line.condition();
    if (this.#profile.statusLevel === 0) return CANNOT_TELL;
    if (this.#misses >= MISSES_TO_REOPEN) return { state: "fault", what: SILENT, trouble: "no-answer" };
    if (session.status === undefined) return WAITING;
    const said = this.#roll.seenIn(conditionOf(session.status), session.status);
    if (!session.isDisturbed) return said;
    return { state: said.state === "fault" ? "fault" : "degraded", what: DISTURBED, trouble: "line-fault" };
  }

  async print(slip: Slip): Promise<PrintOutcome> {
    if (this.#stopped) return refused("The printer is switched off in this program.");
    if (this.#waiting > WAITING_MAX) return refused("Too many receipts are waiting for the printer.");
    const encoded = encodeSlip(slip, this.#profile, qrModules, this.#logo.forSlip);
    if (encoded.byteLength > SLIP_MAX_BYTES) return refused("The receipt is too long to print.");
    const { paperMm } = encoded;
    if (encoded.replaced.length > 0) this.#options.onReplaced?.(slip.id, encoded.replaced);
    const outcome = await this.#enqueue({ ...encoded, mayFollowFragment: slip.mayFollowFragment === true });
    if (outcome.is === "printed") this.#roll.used(paperMm, this.#session?.status);
    return outcome;
  }

  async kickDrawer(): Promise<KickOutcome> {
    const drawer = this.#drawer;
    if (drawer === undefined || this.#stopped || this.#waiting > WAITING_MAX) return "refused";
    this.#waiting++;
    return this.#inTurn(async () => {
      const outcome = await this.#kick(drawer);
      this.#waiting--;
      return outcome;
    });
  }

  misheard(): number {
    return this.#misheardBefore + (this.#session?.misheard ?? 0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRound?.();
    this.#drawer?.stop();
    await this.#line.stop();
    await this.#tasks;
  }

  #enqueue(job: PrintJob): Promise<PrintOutcome> {
    this.#waiting++;
    return this.#inTurn(async () => {
      const outcome = await this.#run(job);
      this.#waiting--;
      return outcome;
    });
  }

  /** In turn, so that nobody's pulse is decided on a state that another one has changed since. */
  async #kick(drawer: DrawerWatch): Promise<KickOutcome> {
    if (drawer.isOpen === true) {
      // It may have been shut while nothing was heard of it.
      const high = this.#session && (await surelyHigh(this.#session, DRAWER_LOOKS_MAX));
      if (high === undefined) return "refused";
      if (drawer.means(high)) return "was-open";
    }
    if (!drawer.mayFire) return "refused";
    const { drawerPin } = this.#profile;
    const bytes = Uint8Array.from(languageOf(this.#profile).kickDrawer(drawerPin, drawer.pulseMs));
    drawer.fires();
    const outcome = await this.#run({ commands: [{ bytes, paperMm: 0 }], paperMm: 0 });
    if (outcome.is === "failed" && outcome.nothingPrinted) {
      drawer.didNotFire();
      return "refused";
    }
    drawer.fired();
    const untilMs = this.#options.ticker.nowMs() + OPENS_WITHIN_MS;
    const session = this.#session;
    while (drawer.isOpen !== undefined && !drawer.openedByPulse && session !== undefined && !session.ended) {
      const overMs = this.#options.ticker.nowMs() - untilMs;
      if (overMs >= (drawer.wantsAnotherLook ? DRAWER_DOUBT_MS : 0)) break;
      if (!(await session.ask(1))) break;
      if (!drawer.openedByPulse) await session.pause(LOOK_AT_DRAWER_MS);
    }
    return drawer.outcome(outcome.is === "printed" ? "proved" : "unproved");
  }

  async #run(job: PrintJob): Promise<PrintOutcome> {
    const session = this.#session;
    if (this.#stopped || session === undefined || session.ended) {
      return refused(`The printer is not connected. ${this.#line.condition().what}`);
    }
    const outcome = await this.#jobs.run(session, job);
    if (session.stuck)
      this.#line.restart("The printer did not take what was sent to it; the connection is renewed.");
    return outcome;
  }

  /** One conversation at a time on the line: receipts, drawer and status rounds never mix. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#tasks.then(task);
    this.#tasks = done;
    return done;
  }

  #up(write: WriteLine): void {
    const session = new PrinterSession(this.#options.ticker, write, this.#profile.language, () => {
      this.#hearDrawer(session);
      this.#options.onChange?.();
    });
    this.#session = session;
    this.#misses = 0;
    this.#jobs.connected(false);
    if (this.#profile.statusLevel === 0) this.#line.answered();
    else void this.#inTurn(() => this.#greet(session));
  }

  #down(): void {
    this.#cancelRound?.();
    this.#session?.end();
    this.#misheardBefore += this.#session?.misheard ?? 0;
    this.#session = undefined;
    this.#drawer?.lose();
  }

  #hearDrawer(session: PrinterSession): void {
    const level = session.drawerLevel;
    if (this.#drawer === undefined || level === undefined || session.ended || this.#stopped) return;
    this.#drawer.hear(level);
    if (!this.#drawer.wantsAnotherLook || this.#isLookingAtDrawer) return;
    this.#isLookingAtDrawer = true;
    void this.#inTurn(async () => {
      await surelyHigh(session, DRAWER_LOOKS_MAX);
      this.#isLookingAtDrawer = false;
    });
  }

  /** First words on a new line: is anybody there, and does it work off its buffer? */
  async #greet(session: PrinterSession): Promise<void> {
    await this.#ask(session);
    if (session.status !== undefined) await this.#jobs.dropLeftovers(session);
    if (this.#profile.statusLevel === 2 && session.status !== undefined) {
      const { offline } = session.status;
      await session.send(pushStatus(), WRITE_MS);
      await session.until(() => (session.pushes ? true : undefined), WRITE_MS);
      if (!session.pushes && !session.ended && !offline) this.#jobs.connected(true);
    }
    if (session.status !== undefined) await this.#logo.settle(session);
    this.#nextRound(session);
  }

  #nextRound(session: PrinterSession): void {
    if (session.ended || this.#stopped) return;
    this.#cancelRound = this.#options.ticker.after(ROUND_EVERY_MS, () => {
      void this.#inTurn(() => this.#round(session));
    });
  }

  /** Between receipts: is it still there, and what does it say? */
  async #round(session: PrinterSession): Promise<void> {
    const answered = session.status !== undefined;
    await this.#ask(session);
    if (session.ended) return;
    if (this.#misses >= MISSES_TO_REOPEN && answered) {
      this.#line.restart(SILENT);
      return;
    }
    const { status } = session;
    const needsTelling = this.#profile.language === "escpos";
    if (
      needsTelling &&
      status !== undefined &&
      session.coverWasOpen &&
      !status.coverOpen &&
      waitsForRecovery(status)
    ) {
      // Whoever opened the cover has had a hand near the knife; only now that it is closed may the knife move.
      await session.send(recoverAndDrop(), WRITE_MS);
    }
    session.forgetCover();
    if (!answered && status !== undefined) await this.#greet(session);
    else this.#nextRound(session);
  }

  async #ask(session: PrinterSession): Promise<void> {
    if (await session.askAll()) {
      this.#misses = 0;
      this.#line.answered();
    } else if (!session.ended) {
      this.#misses++;
      if (this.#misses >= MISSES_TO_REOPEN) this.#line.late(SILENT);
    }
    this.#options.onChange?.();
  }
}

const refused = (what: string): PrintOutcome => ({ is: "failed", nothingPrinted: true, what });
