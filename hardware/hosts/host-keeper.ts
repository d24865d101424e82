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
const STOP_DEADLINE_MS = 3_000;
/** A fresh process loads its drivers before it says anything. */
const FIRST_WORD_MS = 15_000;

export interface KeptHost {
  readonly kind: HostKind;
  readonly specs: readonly DeviceSpec[];
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
  #heardMs: number;
  #starts = 0;
  #stopping: (() => void) | undefined;

  constructor(kept: KeptHost) {
    this.#kept = kept;
    this.#heardMs = kept.ticker.nowMs();
    this.#start();
    this.#watch();
  }

  /** False when there is no process to hear it. */
  send(message: ToHost): boolean {
    this.#process?.send(message);
    return this.#process !== undefined;
  }

  /** Orderly: outputs off, lines closed. A host that does not answer is killed. */
  stop(): Promise<void> {
    if (this.#process === undefined) {
      this.#stopping = () => undefined;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const disarm = this.#kept.ticker.after(STOP_DEADLINE_MS, () => this.#process?.kill());
      this.#stopping = () => {
        disarm();
        resolve();
      };
      this.send({ to: "stop" });
    });
  }

  #start(): void {
    const { kind, launcher, specs, ticker } = this.#kept;
    this.#starts += 1;
    const started = launcher.launch(kind);
    this.#process = started;
    this.#heardMs = ticker.nowMs() + FIRST_WORD_MS - SILENT_AFTER_MS;
    started.onMessage((message) => {
      if (this.#process !== started) return;
      this.#heardMs = Math.max(this.#heardMs, ticker.nowMs());
      if (message.say === "alive") this.#heardMs = ticker.nowMs();
      this.#kept.onMessage(message);
    });
    started.onExit((why) => {
      if (this.#process === started) this.#gone(why);
    });
    started.send({ to: "run", specs });
  }

  #gone(why: string): void {
    this.#process = undefined;
    if (this.#stopping !== undefined) {
      this.#stopping();
      return;
    }
    const waitMs = BACK_OFF_MS[Math.min(this.#starts - 1, BACK_OFF_MS.length - 1)] ?? 5_000;
    void this.#kept.onGone(why).then(() =>
      this.#kept.ticker.after(waitMs, () => {
        if (this.#stopping === undefined) this.#start();
      }),
    );
  }

  #watch(): void {
    this.#kept.ticker.after(SILENT_AFTER_MS / 4, () => {
      if (this.#process !== undefined && this.#kept.ticker.nowMs() - this.#heardMs > SILENT_AFTER_MS)
        this.#process.kill();
      this.#watch();
    });
  }
}
