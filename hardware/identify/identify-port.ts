import type { LineAddress, LineLoss, LineOpener, Ticker } from "../contract.ts";
import { openerFor } from "../transport/opener.ts";
import type { KnownAdapter } from "./adapters.ts";
import { type Ask, ModbusDetail } from "./modbus-detail.ts";
import { portHolders } from "./port-holders.ts";
import { PROBES, type Probe, type Recognition } from "./probes.ts";

/** What came of asking a port. Nothing was switched and nothing printed, whatever it is. */
export type Identification =
  | (Recognition & {
      readonly is: "found";
      readonly baudRate: number;
      readonly outputs?: number;
      readonly inputs?: number;
    })
  /** Something speaks, and not in a language known here. */
  | { readonly is: "unknown"; readonly what: string; readonly heard: string }
  /** Nobody answered: a device that cannot be asked without harm, or none. */
  | { readonly is: "silent"; readonly what: string }
  /** Not a byte was sent. */
  | { readonly is: "refused"; readonly what: string };

export interface IdentifyOptions {
  readonly path: string;
  readonly ticker: Ticker;
  /** What the port's USB identity tells, if it has one. */
  readonly adapter?: KnownAdapter | undefined;
  /** The operator's word that no printer hangs on this port: questions that hold letters are asked as well. */
  readonly hasNoPrinter?: boolean;
  /** The operator's word that it is a Numato module. */
  readonly isNumato?: boolean;
  /** For the whole port; 15 s by default. */
  readonly deadlineMs?: number;
  /** Aborted when nobody wants to know any more: nothing is sent from then on, and the port is let go. */
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly openerOf?: (address: LineAddress) => LineOpener;
}

const DEADLINE_MS = 15_000;
const OPEN_MS = 1_500;
const WRITE_MS = 500;
/** Silence before a question, so that what a board is still saying is not taken for its answer. */
const QUIET_MS = 60;
const HEARD_MOST = 512;
const SHOWN_BYTES = 16;

export const PICK_BY_HAND =
  "Nobody answered. LCUS, KMTronic and E-3 boards cannot be asked without switching something, and a VMC96 or an MDB adapter is only listened to: pick these by hand.";

/** The probes that may be sent to such a port, in their order. */
export function probesFor(
  options: Pick<IdentifyOptions, "adapter" | "hasNoPrinter" | "isNumato">,
): readonly Probe[] {
  const { adapter, hasNoPrinter = false, isNumato = false } = options;
  if (adapter?.make === "vmc96") return PROBES.filter((probe) => probe.name === "listen");
  // A board known by its make gets no byte of another's language.
  if (isNumato || adapter?.make === "numato") return PROBES.filter((probe) => probe.name === "numato-version");
  if (adapter?.make === "devantech") return PROBES.filter((probe) => probe.name === "devantech-who");
  return PROBES.filter((probe) => probe.reach === "anybody" || (hasNoPrinter && probe.reach === "no-printer"));
}

/** Asks one port who is there. Ends within its deadline and lets the port go. */
export async function identifyPort(options: IdentifyOptions): Promise<Identification> {
  const [holder] = await portHolders(options.path);
  if (holder !== undefined) {
    const who = holder.program === "" ? "another program" : holder.program;
    return {
      is: "refused",
      what: `${options.path} is in use by ${who} (process ${holder.pid}); end it first. Nothing was sent.`,
    };
  }
  return new PortAsker(options).run();
}

class PortAsker {
  readonly #options: IdentifyOptions;
  readonly #endsMs: number;
  #stranger: Uint8Array = new Uint8Array(0);

  constructor(options: IdentifyOptions) {
    this.#options = options;
    this.#endsMs = options.ticker.nowMs() + (options.deadlineMs ?? DEADLINE_MS);
  }

  async run(): Promise<Identification> {
    const probes = probesFor(this.#options);
    for (const baudRate of new Set(probes.map((probe) => probe.baudRate))) {
      const found = await this.#askAt(
        baudRate,
        probes.filter((probe) => probe.baudRate === baudRate),
      );
      if (found !== undefined) return found;
      if (this.#isHalted()) return { is: "silent", what: "Stopped before all questions were asked." };
      if (this.#leftMs() <= 0) return { is: "silent", what: `The time for this port is over. ${PICK_BY_HAND}` };
    }
    if (this.#stranger.length === 0) return { is: "silent", what: PICK_BY_HAND };
    const heard = Buffer.from(this.#stranger.subarray(0, SHOWN_BYTES)).toString("hex");
    return { is: "unknown", what: "Something speaks on this port, in no language known here.", heard };
  }

  async #askAt(baudRate: number, probes: readonly Probe[]): Promise<Identification | undefined> {
    const { path, ticker } = this.#options;
    const address: LineAddress = { kind: "serial", path, baudRate };
    const opener = this.#options.openerOf?.(address) ?? openerFor(address, ticker);
    const ear = new Ear();
    const opened = await opener.open(ear, Math.max(1, Math.min(OPEN_MS, this.#leftMs())));
    if ("loss" in opened) return { is: "refused", what: `${opened.loss.what} Nothing was sent.` };
    const ask: Ask = async (bytes, waitMs, isWhole) => {
      await this.#wait(QUIET_MS);
      if (this.#isHalted()) return new Uint8Array(0);
      ear.heard = new Uint8Array(0);
      if (bytes.length > 0) await opened.line.write(bytes, WRITE_MS);
      await this.#hear(ear, waitMs, isWhole);
      return ear.heard;
    };
    try {
      for (const probe of probes) {
        const found = await this.#try(probe, ask, ear);
        if (found !== undefined || this.#isHalted() || this.#leftMs() <= 0) return found;
      }
      return undefined;
    } finally {
      await opened.line.close();
    }
  }

  async #try(probe: Probe, ask: Ask, ear: Ear): Promise<Identification | undefined> {
    const heard = await ask(probe.bytes, probe.waitMs, (all) => probe.recognise(all) !== undefined);
    const loss = ear.loss;
    if (loss !== undefined) return { is: "refused", what: loss.what };
    const found = probe.recognise(heard);
    if (found === undefined) {
      if (heard.length > 0 && this.#stranger.length === 0) this.#stranger = heard;
      return undefined;
    }
    // One answer may be chance where answers are short: the second must say the same.
    const again =
      probe.bytes.length === 0
        ? found
        : probe.recognise(await ask(probe.bytes, probe.waitMs, (all) => probe.recognise(all) !== undefined));
    if (again === undefined) return undefined;
    const { baudRate } = probe;
    if (found.address === undefined || probe.name === "modbus-ascii-coils")
      return { is: "found", ...found, baudRate };
    return { is: "found", ...found, baudRate, ...(await new ModbusDetail(found.address, ask).look()) };
  }

  #hear(ear: Ear, waitMs: number, isWhole: (heard: Uint8Array) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#options;
      const end = (): void => {
        cancel();
        ear.changed = () => undefined;
        signal?.removeEventListener("abort", end);
        resolve();
      };
      const cancel = this.#options.ticker.after(Math.max(0, Math.min(waitMs, this.#leftMs())), end);
      ear.changed = () => {
        if (ear.loss !== undefined || this.#isHalted() || isWhole(ear.heard)) end();
      };
      signal?.addEventListener("abort", end);
      ear.changed();
    });
  }

  #isHalted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  #leftMs(): number {
    return this.#endsMs - this.#options.ticker.nowMs();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.ticker.after(ms, resolve);
    });
  }
}

class Ear {
  heard: Uint8Array = new Uint8Array(0);
  loss: LineLoss | undefined;
  changed: () => void = () => undefined;

  bytes(chunk: Uint8Array): void {
    if (this.heard.length < HEARD_MOST) this.heard = Uint8Array.of(...this.heard, ...chunk);
    this.changed();
  }

  lost(loss: LineLoss): void {
    if (loss.cause !== "closed-by-us") this.loss = loss;
    this.changed();
  }
}
