import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { DeviceSpec } from "../../hardware/contract.ts";
import type { LineFigures } from "../../hardware/service/line-meter.ts";
import { serviceNotes } from "../../hardware/service/service-notes.ts";
import {
  DAYS_KEPT,
  HOURS_KEPT,
  NEW_RECORD,
  type ServiceRecord,
  withLine,
  withReceipt,
  withSwitched,
} from "../../hardware/service/service-record.ts";
import type { DeviceService } from "../core/staff-view.ts";
import type { Devices } from "./devices.ts";

/** Written at most so often; a power cut costs at most so much of what was counted. */
const WRITE_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
const DEVICES_MAX = 64;

const count = z.int().nonnegative();
const record = z.strictObject({
  switched: z.record(z.string().regex(/^\d{1,3}$/), count),
  receipts: count,
  cuts: count,
  usualReplyMs: count.exactOptional(),
  replyMs: count.exactOptional(),
  hours: z
    .array(z.strictObject({ hour: count, misheard: count }))
    .max(HOURS_KEPT)
    .exactOptional(),
  days: z.array(z.strictObject({ day: count, losses: count, asked: count, unanswered: count })).max(DAYS_KEPT + 1),
});
const book = z.strictObject({ version: z.literal(1), devices: z.record(z.string(), record) });

export interface ServiceBookOptions {
  readonly file: string;
  readonly specs: readonly DeviceSpec[];
  /** Wall time: days and hours are counted by it. */
  readonly nowMs: () => number;
  readonly after: (ms: number, call: () => void) => () => void;
  readonly note: (what: string) => void;
}

/**
 * How worn each device is and how its line does, counted over restarts in a file of its own: it is advice, not money, so it
 * stays out of the journal, and without it everything works on.
 */
export class ServiceBook {
  readonly #options: ServiceBookOptions;
  readonly #records: Map<string, ServiceRecord>;
  readonly #lines = new Map<string, LineFigures>();
  #cancelWrite: (() => void) | undefined;

  constructor(options: ServiceBookOptions) {
    this.#options = options;
    this.#records = readBook(options);
  }

  /** From the device's process, counted from that process's start. */
  hearLine(id: string, now: LineFigures): void {
    const before = this.#lines.get(id);
    this.#lines.set(id, now);
    this.#change(id, (record) => withLine(record, this.#hour, { now, before }));
  }

  /** The same devices, with every order to switch and every receipt counted. */
  counting(devices: Devices): Devices {
    const { printer, dispenser } = devices;
    return {
      ...devices,
      printer: printer && {
        ...printer,
        print: async (slip) => {
          const outcome = await printer.print(slip);
          const cuts = slip.parts.filter(({ part }) => part === "cut").length;
          if (outcome.is !== "failed") this.#change(printer.id, (record) => withReceipt(record, cuts));
          return outcome;
        },
      },
      dispenser: dispenser && {
        ...dispenser,
        vend: async (slot) => {
          const channel = this.#channelOf(dispenser.id, slot);
          if (channel !== undefined) this.#change(dispenser.id, (record) => withSwitched(record, channel));
          return dispenser.vend(slot);
        },
      },
      service: () => this.service(),
    };
  }

  service(): readonly DeviceService[] {
    return this.#options.specs.flatMap((spec) => {
      const notes = serviceNotes(spec, this.#records.get(spec.id) ?? NEW_RECORD, this.#hour);
      return notes.length === 0 ? [] : [{ id: spec.id, notes }];
    });
  }

  /** Writes what has not been written. */
  stop(): void {
    if (this.#cancelWrite === undefined) return;
    this.#cancelWrite();
    this.#write();
  }

  get #hour(): number {
    return Math.floor(this.#options.nowMs() / HOUR_MS);
  }

  #channelOf(id: string, slot: string): number | undefined {
    const spec = this.#options.specs.find((each) => each.id === id);
    return spec?.kind === "dispenser" ? spec.slots.find((each) => each.slot === slot)?.channel : undefined;
  }

  #change(id: string, change: (record: ServiceRecord) => ServiceRecord): void {
    if (!this.#options.specs.some((spec) => spec.id === id)) return;
    this.#records.set(id, change(this.#records.get(id) ?? NEW_RECORD));
    this.#cancelWrite ??= this.#options.after(WRITE_EVERY_MS, () => this.#write());
  }

  #write(): void {
    this.#cancelWrite = undefined;
    const { file, note } = this.#options;
    const text = JSON.stringify({ version: 1, devices: Object.fromEntries(this.#records) }, undefined, 2);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, text, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch (error) {
      note(`The service figures could not be written to ${file}: ${String(error)}.`);
    }
  }
}

/** A file that cannot be read is put aside, and counting begins anew. */
function readBook({ file, note }: ServiceBookOptions): Map<string, ServiceRecord> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      note(`The service figures in ${file} cannot be read: ${error}.`);
    return new Map();
  }
  const read = parsed(text);
  if (read !== undefined) return new Map(Object.entries(read).slice(0, DEVICES_MAX));
  note(`The service figures in ${file} are damaged and begin anew; the old file is kept as ${file}.damaged.`);
  try {
    renameSync(file, `${file}.damaged`);
  } catch (error) {
    note(`${file} could not be put aside: ${String(error)}.`);
  }
  return new Map();
}

function parsed(text: string): Readonly<Record<string, ServiceRecord>> | undefined {
  try {
    const read = book.safeParse(JSON.parse(text));
    return read.success ? read.data.devices : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
