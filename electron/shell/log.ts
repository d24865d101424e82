import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { redactor } from "./redact.ts";

/** The only writer of the log, and the only place where it is redacted. Every line is written before the call returns. */
export interface Log {
  /** `area` is a room of the program: "engine", "page". */
  note(area: string, what: string): void;
  error(area: string, what: string, error: unknown): void;
  /** Values that must never be written, once the configuration is read. */
  hide(secrets: readonly string[]): void;
  close(): void;
}

export interface LogPlace {
  readonly folder: string;
  /** Wall-clock time since 1970. */
  readonly nowMs: () => number;
  /** Takes a copy of every line, and the reason when the disk does not: the journal of the system's supervisor. */
  readonly echo: (line: string) => void;
  /** A full file gives way to a new one; so many old ones are kept. */
  readonly bytesMax?: number;
}

const BYTES_MAX = 5 * 1_024 * 1_024;
const OLD_FILES = 4;
const LINE_CHARACTERS_MAX = 8_000;

export function logFile(folder: string): string {
  return join(folder, "terminal.log");
}

/** A log that cannot be written never stops the terminal: the journal is what counts. */
export function openLog(place: LogPlace): Log {
  const bytesMax = place.bytesMax ?? BYTES_MAX;
  let redact = redactor([]);
  let file: number | undefined;
  let saidUnwritable = false;

  function write(line: string): void {
    place.echo(line);
    try {
      file ??= opened(place.folder, bytesMax);
      writeSync(file, `${line}\n`);
      if (fstatSync(file).size >= bytesMax) release();
    } catch (error) {
      if (!saidUnwritable) place.echo(`the log cannot be written: ${String(error)}`);
      saidUnwritable = true;
    }
  }

  function release(): void {
    if (file !== undefined) closeSync(file);
    file = undefined;
  }

  function add(mark: string, area: string, what: string): void {
    const text = redact(what).slice(0, LINE_CHARACTERS_MAX).replaceAll(/\r?\n/g, "\n    ");
    write(`${new Date(place.nowMs()).toISOString()} ${mark} ${area}: ${text}`);
  }

  return {
    note: (area, what) => add("-", area, what),
    error: (area, what, error) => add("!", area, `${what}: ${plainError(error)}`),
    hide: (secrets) => {
      redact = redactor(secrets);
    },
    close: release,
  };
}

/** Opens the present file, first moving it aside when it is full. */
function opened(folder: string, bytesMax: number): number {
  mkdirSync(folder, { recursive: true });
  const path = logFile(folder);
  const file = openSync(path, "a", 0o600);
  if (fstatSync(file).size < bytesMax) return file;
  closeSync(file);
  rmSync(`${path}.${OLD_FILES}`, { force: true });
  for (let age = OLD_FILES - 1; age >= 0; age -= 1) {
    const from = age === 0 ? path : `${path}.${age}`;
    try {
      renameSync(from, `${path}.${age + 1}`);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return openSync(path, "a", 0o600);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** An `echo` into a stream that may be closed by whoever reads it; then it falls silent. */
export function echoTo(stream: {
  write(text: string): unknown;
  on(event: "error", listener: () => void): unknown;
}): (line: string) => void {
  let isOpen = true;
  stream.on("error", () => {
    isOpen = false;
  });
  return (line) => {
    if (isOpen) stream.write(`${line}\n`);
  };
}

/** With its stack and its causes. */
export function plainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\ncaused by ${plainError(error.cause)}`;
}
