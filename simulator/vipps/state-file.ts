import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { isObject, parseJson } from "./http.ts";
import type { WorldState } from "./state.ts";

const isState = (value: unknown): value is WorldState =>
  isObject(value) && value["version"] === 1 && isObject(value["payments"]) && isObject(value["customers"]);

/** The state of an earlier run, or undefined when there was none. Throws when the file is not one. */
export function loadState(file: string): WorldState | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = parseJson(readFileSync(file, "utf8"));
  if (!parsed.ok || !isState(parsed.value)) throw new Error(`${file} is not a state file of this simulator`);
  return parsed.value;
}

function sync(path: string, flags: string, text?: string): void {
  const handle = openSync(path, flags, 0o600);
  try {
    if (text !== undefined) writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Replaces the file in one step: a power cut leaves the old state or the new one, never half of it. */
export function saveState(file: string, state: WorldState): void {
  const temporary = `${file}.${process.pid}.tmp`;
  sync(temporary, "w", JSON.stringify(state));
  renameSync(temporary, file);
  sync(dirname(file), "r");
}
