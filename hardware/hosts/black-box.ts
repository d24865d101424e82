import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LineOpener, Ticker } from "../contract.ts";
import { Trace } from "../transport/trace.ts";

/** A line that comes and goes all night must not fill the disk or wear it out. */
const FILES_MAX = 40;
const REST_MS = 60_000;
const FILE_NAME = /^\d{4}-.*\.jsonl$/;

export interface BlackBoxOptions {
  /** Where files are written; nothing is recorded without one. */
  readonly folder: string | undefined;
  /** Told apart from the other processes' files by this word. */
  readonly host: string;
  readonly ticker: Ticker;
  readonly onNote: (what: string) => void;
}

/**
 * What went over a host's lines, written to a file when something went wrong. A file holds the latest bytes of one device,
 * its last line the reason; at most one a minute and device, at most 40 in the folder, readable by its owner alone,
 * since receipts are in it.
 */
export class BlackBox {
  readonly #options: BlackBoxOptions;
  /** One for each device: a sensor that never stops talking does not push a printer's last words out. */
  readonly #traces = new Map<string, Trace>();
  readonly #resting = new Map<string, { why: string | undefined }>();
  #writing: Promise<void> = Promise.resolve();

  constructor(options: BlackBoxOptions) {
    this.#options = options;
  }

  tap(opener: LineOpener, device: string): LineOpener {
    return this.#options.folder === undefined ? opener : this.#traceOf(device).tap(opener, device);
  }

  /** Writes what is known of the device now; within a minute of the last time, at the end of that minute. */
  keep(device: string, why: string): void {
    const { folder, ticker } = this.#options;
    if (folder === undefined) return;
    const resting = this.#resting.get(device);
    if (resting !== undefined) {
      resting.why = why;
      return;
    }
    const rest: { why: string | undefined } = { why: undefined };
    this.#resting.set(device, rest);
    ticker.after(REST_MS, () => {
      this.#resting.delete(device);
      if (rest.why !== undefined) this.keep(device, rest.why);
    });
    const at = new Date().toISOString();
    const trace = this.#traceOf(device);
    trace.note(device, `kept at ${at}: ${why}`);
    const path = join(folder, `${at.replaceAll(":", "")}-${device}-${this.#options.host}.jsonl`);
    const text = trace.text(device);
    this.#writing = this.#writing.then(() => this.#write(folder, path, text));
  }

  /** Ends when every file is written. */
  settled(): Promise<void> {
    return this.#writing;
  }

  #traceOf(device: string): Trace {
    const known = this.#traces.get(device) ?? new Trace(this.#options.ticker);
    this.#traces.set(device, known);
    return known;
  }

  async #write(folder: string, path: string, text: string): Promise<void> {
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(path, text, { mode: 0o600 });
      // Names begin with their moment, so the oldest are the first.
      const files = (await readdir(folder)).filter((name) => FILE_NAME.test(name)).sort();
      for (const name of files.slice(0, -FILES_MAX)) await rm(join(folder, name), { force: true });
    } catch (error) {
      this.#options.onNote(`The trace ${path} could not be written: ${String(error)}.`);
    }
  }
}
