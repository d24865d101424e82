import type { DeviceSpec, Ticker } from "../contract.ts";
import {
  type FromHost,
  type HostKind,
  type HostLauncher,
  type HostProcess,
  SILENT_AFTER_MS,
  type ToHost,
} from "./protocol.ts";

/** Waits before a host that ended is started again: it never gives up. */
const BACK_OFF_MS = [250, 500, 1_000, 2_000, 5_000] as const;
/** A host that lived so long was a good one; the next start is a first one again. */
const GOOD_LIFE_MS = 60_000;
const STOP_DEADLINE_MS = 3_000;
const LISTEN_EVERY_MS = SILENT_AFTER_MS / 4;
/** A fresh process loads its drivers before it says anything. */
const FIRST_WORD_MS = 15_000;

export interface KeptHost {
  readonly kind: HostKind;
  readonly specs: readonly DeviceSpec[];
  readonly traceFolder?: string;
  readonly lifeline?: string;
  readonly launcher: HostLauncher;
  readonly ticker: Ticker;
  readonly onMessage: (message: FromHost) => void;
  /** It ended or fell silent. Resolves when it may be started again. */
  readonly onGone: (why: string) => Promise<void>;
}

/** Keeps one host process running: started, listened to, killed when it falls silent, started again. */
export class HostKeeper {
  readonly #kept: KeptHost;
  #process: HostProcess | undefined;
  #startedMs = 0;
  #heardMs = 0;
  #failures = 0;
  #isStopping = false;
  #stopped: () => void = () => undefined;
  #cancelWatch: () => void = () => undefined;

  constructor(kept: KeptHost) {
    this.#kept = kept;
    this.#start();
    this.#watch();
  }

  /** False when there is no process to hear it. */
  send(message: ToHost): boolean {
    this.#process?.send(message);
    return this.#process !== undefined;
  }

  /** Orderly: outputs off, lines closed. A host that does not answer is killed. Ends when the process has. */
  stop(): Promise<void> {
    const isFirst = !this.#isStopping;
    this.#isStopping = true;
    this.#cancelWatch();
    if (!isFirst || this.#process === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const disarm = this.#kept.ticker.after(STOP_DEADLINE_MS, () => this.#process?.kill());
      this.#stopped = () => {
        disarm();
        resolve();
      };
      this.send({ to: "stop" });
    });
  }

  #start(): void {
    const { kind, launcher, specs, ticker, traceFolder, lifeline } = this.#kept;
    const started = launcher.launch(kind);
    this.#process = started;
    this.#startedMs = ticker.nowMs();
    this.#heardMs = this.#startedMs + FIRST_WORD_MS - SILENT_AFTER_MS;
    started.onMessage((message) => {
      if (this.#process !== started) return;
      this.#heardMs = Math.max(this.#heardMs, ticker.nowMs());
      if (message.say === "alive") this.#heardMs = ticker.nowMs();
      this.#kept.onMessage(message);
    });
    started.onExit((why) => {
      if (this.#process === started) this.#gone(why);
    });
    started.send({
      to: "run",
      specs,
      ...(traceFolder === undefined ? {} : { traceFolder }),
      ...(lifeline === undefined ? {} : { lifeline }),
    });
  }

  #gone(why: string): void {
    this.#process = undefined;
    if (this.#isStopping) {
      this.#stopped();
      return;
    }
    const { ticker } = this.#kept;
    if (ticker.nowMs() - this.#startedMs > GOOD_LIFE_MS) this.#failures = 0;
    const waitMs = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? 5_000;
    this.#failures += 1;
    void this.#kept.onGone(why).then(() =>
      ticker.after(waitMs, () => {
        if (!this.#isStopping) this.#start();
      }),
    );
  }

  /** A process that the system cannot end, stuck in a driver, must not keep its successor from starting. */
  #watch(): void {
    const { ticker } = this.#kept;
    const dueMs = ticker.nowMs() + LISTEN_EVERY_MS;
    this.#cancelWatch = ticker.after(LISTEN_EVERY_MS, () => {
      // While we were held up ourselves, nothing could be heard.
      this.#heardMs += ticker.nowMs() - dueMs;
      if (this.#process !== undefined && ticker.nowMs() - this.#heardMs > SILENT_AFTER_MS) {
        this.#process.kill();
        this.#gone("it fell silent");
      }
      this.#watch();
    });
  }
}
