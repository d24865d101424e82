import { readFileSync, statSync } from "node:fs";
import { placeOfJsonFault } from "./json-place.ts";

/** Larger than any catalogue a screen can show. */
const BYTES_MAX = 4 * 1024 * 1024;

export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly expected: string; readonly got: string };

/** Text of a file the operator named, without the mark some editors put first. */
export function readSmallFile(path: string): FileText {
  try {
    const { size } = statSync(path);
    if (size > BYTES_MAX) return { ok: false, expected: `at most ${BYTES_MAX} bytes`, got: `${size} bytes` };
    return { ok: true, text: readFileSync(path, "utf8").replace(/^\uFEFF/, "") };
  } catch (error) {
    return { ok: false, expected: "a file that can be read", got: plainReason(error) };
  }
}

export type FileJson = { readonly ok: true; readonly json: unknown } | (FileText & { readonly ok: false });

export function readJsonFile(path: string): FileJson {
  const read = readSmallFile(path);
  if (!read.ok) return read;
  try {
    return { ok: true, json: JSON.parse(read.text) };
  } catch {
    return {
      ok: false,
      expected: "JSON without comments or trailing commas",
      got: placeOfJsonFault(read.text),
    };
  }
}

function plainReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "no file of that name";
  if (code === "EACCES" || code === "EPERM") return "no permission to read it";
  if (code === "EISDIR") return "a folder";
  return `an error of the file system (${String(code ?? error)})`;
}
