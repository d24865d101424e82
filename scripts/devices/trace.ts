import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import type { ConfiguredDevice } from "../../electron/config/device-schema.ts";
import { parseTrace, type TraceEntry } from "../../hardware/transport/trace.ts";
import { configuredDevices } from "./configured.ts";
import { replay } from "./replay.ts";
import { type Language, languageOf, TRACE_DRIVERS } from "./trace-words.ts";
import { Wrong } from "./wrong.ts";

export const USAGE = `npm run devices -- trace FILE [--driver NAME | --configuration FILE] [--port ID] [--json] [--replay]
  shows a file of the black box with its microseconds, its bytes and what they mean.
  --replay runs the bytes against the driver; --configuration FILE names the device as it was wired.
  drivers: ${TRACE_DRIVERS.join(", ")}`;

/** The black box keeps a megabyte; as hexadecimal digits with their times that is a few. */
const BYTES_MOST = 64 * 1024 * 1024;

/** One entry of a trace with its meaning. */
export interface ReadEntry extends TraceEntry {
  /** Microseconds since the first entry. */
  readonly afterUs: number;
  readonly words: string;
  readonly startsOutput?: number;
}

export async function trace(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      driver: { type: "string" },
      configuration: { type: "string" },
      port: { type: "string" },
      json: { type: "boolean", default: false },
      replay: { type: "boolean", default: false },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Wrong("One file of the black box, please.");
  const all = readEntries(file);
  const port = values.port ?? all[0]?.port ?? "";
  const entries = all.filter((entry) => entry.port === port);
  if (entries.length === 0) {
    const there = [...new Set(all.map((entry) => `"${entry.port}"`))].join(", ");
    throw new Wrong(`${file} holds nothing of a device "${port}"; it holds ${there}.`);
  }
  const devices = values.configuration === undefined ? [] : configuredDevices(values.configuration);
  const device = devices.find(({ id }) => id === port);
  const driver = values.driver ?? device?.driver ?? guessedDriver(entries);
  const language = languageOf(driver);
  if (language === undefined)
    throw new Wrong(`No driver is called "${driver}"; known are ${TRACE_DRIVERS.join(", ")}.`);
  const read = inWords(entries, language);
  if (values.replay) return replayed(device, port, read);
  if (!values.json) process.stdout.write(`${port}, read as ${driver}\n`);
  for (const entry of read) process.stdout.write(`${values.json ? JSON.stringify(entry) : lineOf(entry)}\n`);
  return 0;
}

function readEntries(file: string): readonly TraceEntry[] {
  try {
    const seen = statSync(file);
    if (seen.isDirectory()) throw new Wrong(`${file} is a folder; name a file in it.`);
    if (seen.size > BYTES_MOST) throw new Wrong(`${file} is too large for a trace.`);
    return entriesOf(file, readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Wrong) throw error;
    throw new Wrong(`${file} could not be read; name a file of the trace folder.`);
  }
}

/** What is no entry is left out, and said: a file may end in mid line, but one without any entry is something else. */
function entriesOf(file: string, text: string): readonly TraceEntry[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "").length;
  if (lines === 0) throw new Wrong(`${file} is empty: nothing was recorded in it.`);
  const entries = parseTrace(text);
  const strange = lines - entries.length;
  if (entries.length === 0) {
    throw new Wrong(`${file} is no file of the black box: not one of its ${lines} lines is an entry.`);
  }
  if (strange > 0) {
    process.stderr.write(`${file} is damaged: ${strange} of its ${lines} lines are no entries and are left out.\n`);
  }
  return entries;
}

async function replayed(
  device: ConfiguredDevice | undefined,
  port: string,
  entries: readonly ReadEntry[],
): Promise<number> {
  if (device === undefined) {
    throw new Wrong(`Replaying needs the device's wiring: --configuration FILE with a device "${port}" in it.`);
  }
  const end = await replay(device, entries);
  for (const line of end.lines) process.stdout.write(`${line}\n`);
  return end.isSame ? 0 : 1;
}

/** Every entry with its meaning; a frame cut by the line is told where it ends. */
export function inWords(entries: readonly TraceEntry[], language: Language): readonly ReadEntry[] {
  const firstUs = entries[0]?.t_us ?? 0;
  return entries.map((entry) => {
    const afterUs = entry.t_us - firstUs;
    if (entry.dir === "note") return { ...entry, afterUs, words: entry.note ?? "" };
    const words = language[entry.dir](Uint8Array.from(Buffer.from(entry.hex, "hex")));
    const started = words.find(({ startsOutput }) => startsOutput !== undefined)?.startsOutput;
    const text = words.map(({ text }) => text).join("; ");
    return { ...entry, afterUs, words: text, ...(started === undefined ? {} : { startsOutput: started }) };
  });
}

const MARKS = { in: "<", out: ">", note: "#" } as const;

function lineOf({ afterUs, dir, hex, words }: ReadEntry): string {
  const bytes = hex.replaceAll(/(..)(?=.)/g, "$1 ");
  return [`${String(afterUs).padStart(12)} µs`, MARKS[dir], bytes, words === "" ? "" : `  ${words}`]
    .filter((part) => part !== "")
    .join(" ");
}

/** The language in which most of what was said has a meaning. */
export function guessedDriver(entries: readonly TraceEntry[]): string {
  const [first] = entries.filter(({ dir }) => dir === "out");
  const bytes = Uint8Array.from(Buffer.from(first?.hex ?? "", "hex"));
  const [lead, second] = bytes;
  if (lead === 0xfa) return "vmc";
  if (lead === 0x35 && second === 0x30) return "vmc96";
  if (lead === 0x7e) return "framed";
  if (lead === 0x3a) return "modbus-ascii";
  if (lead === 0x5a && bytes.length === 1) return "devantech";
  if (lead === 0xa0 || (lead === 0xff && bytes.length === 1)) return "lcus";
  if (lead === 0xff && bytes.length === 3) return "kmtronic";
  if (lead === 0x10 || lead === 0x1b || lead === 0x1d || lead === 0x00) return "escpos";
  if (second !== undefined && second <= 0x10 && bytes.length >= 8)
    return second === 3 ? "eletechsup" : "modbus-rtu";
  return "numato";
}
