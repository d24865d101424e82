import type { ProviderName } from "../../electron/core/ports.ts";
import type { History } from "./history.ts";
import type { Call } from "./network.ts";

const MINUTE_MS = 60_000;
const WRITES_A_MINUTE = 5;
const INITIATES_A_MINUTE = 2;
/** A code on the screen is looked at every second; answers take time, so that no minute sees more. */
const READS_A_MINUTE = 66;

/** Receipts are filed at an interface of their own, with pauses of its own. */
type Kind = "write" | "read" | "filing";

interface Counted {
  writes: number[];
  creates: number[];
  reads: number[];
  /** Per kind: no call of it before this, because the bank said so. */
  readonly notBeforeMs: Map<Kind, number>;
  createHeardAtMs: number | undefined;
  changedSinceCreate: boolean;
}

/** Counts what leaves the terminal: writes and reads per payment and minute, and pauses the bank asked for. */
export class Bounds {
  readonly #history: History;
  readonly #provider: ProviderName;
  readonly #counted = new Map<string, Counted>();
  readonly #flowOf: (reference: string) => "push" | "qr" | undefined;
  #life = 0;

  constructor(history: History, provider: ProviderName, flowOf: (reference: string) => "push" | "qr" | undefined) {
    this.#history = history;
    this.#provider = provider;
    this.#flowOf = flowOf;
  }

  /** Pauses asked for are known to one run of the program only; the budget of writes outlives it, where clocks are right. */
  newLife(number: number, clockMoved: boolean): void {
    this.#life = number;
    for (const [reference, counted] of this.#counted) {
      counted.notBeforeMs.clear();
      counted.changedSinceCreate = true;
      if (clockMoved) this.#counted.delete(reference);
    }
  }

  cancelStored(reference: string): void {
    const counted = this.#of(reference);
    counted.changedSinceCreate = true;
  }

  sent(call: Call): void {
    if (call.life !== this.#life || call.reference === "") return;
    const counted = this.#of(call.reference);
    const kind = kindOf(call);
    const notBeforeMs = counted.notBeforeMs.get(kind) ?? 0;
    if (call.sentAtMs < notBeforeMs - 1)
      this.#broken(call, `sent ${Math.round(notBeforeMs - call.sentAtMs)} ms before Retry-After allows`);
    if (kind === "read") this.#read(call, counted);
    if (kind === "write") this.#write(call, counted);
  }

  heard(call: Call, status: number, retryAfterMs: number | undefined, nowMs: number): void {
    if (call.life !== this.#life || call.reference === "") return;
    const counted = this.#of(call.reference);
    if (status === 401) {
      // Turned away at the door: nobody has counted it.
      counted.writes = counted.writes.filter((atMs) => atMs !== call.sentAtMs);
      counted.creates = counted.creates.filter((atMs) => atMs !== call.sentAtMs);
    }
    if (call.what === "create" && status >= 200 && status < 300) counted.createHeardAtMs ??= nowMs;
    if (retryAfterMs === undefined || status < 400) return;
    counted.notBeforeMs.set(kindOf(call), nowMs + retryAfterMs);
  }

  #read(call: Call, counted: Counted): void {
    counted.reads = recent(counted.reads, call.sentAtMs);
    counted.reads.push(call.sentAtMs);
    if (counted.reads.length > READS_A_MINUTE) this.#broken(call, `${counted.reads.length} reads in a minute`);
    const { createHeardAtMs } = counted;
    if (createHeardAtMs === undefined || counted.changedSinceCreate || this.#flowOf(call.reference) !== "push")
      return;
    counted.changedSinceCreate = true;
    if (call.sentAtMs - createHeardAtMs < 4_999 && this.#provider === "epayment")
      this.#broken(call, `a push was looked at ${Math.round(call.sentAtMs - createHeardAtMs)} ms after its create`);
  }

  #write(call: Call, counted: Counted): void {
    counted.writes = recent(counted.writes, call.sentAtMs);
    counted.writes.push(call.sentAtMs);
    if (call.what !== "create") counted.changedSinceCreate = true;
    if (counted.writes.length > WRITES_A_MINUTE) this.#broken(call, `${counted.writes.length} writes in a minute`);
    if (call.what !== "create") return;
    counted.creates = recent(counted.creates, call.sentAtMs);
    counted.creates.push(call.sentAtMs);
    if (counted.creates.length > INITIATES_A_MINUTE && this.#provider === "ecom")
      this.#broken(call, `${counted.creates.length} initiates in a minute`);
  }

  #of(reference: string): Counted {
    const counted = this.#counted.get(reference) ?? {
      writes: [],
      creates: [],
      reads: [],
      notBeforeMs: new Map<Kind, number>(),
      createHeardAtMs: undefined,
      changedSinceCreate: false,
    };
    this.#counted.set(reference, counted);
    return counted;
  }

  #broken(call: Call, what: string): void {
    this.#history.broken("bounded", `${call.what} ${call.reference}: ${what}`);
  }
}

function kindOf(call: Call): Kind {
  if (call.what === "read") return "read";
  return call.what === "other" ? "filing" : "write";
}

function recent(times: readonly number[], nowMs: number): number[] {
  return times.filter((atMs) => atMs > nowMs - MINUTE_MS);
}
