import type { z } from "zod";
import { isObject } from "./http.ts";

/** What is wrong with one field of a body; `name` is its path joined by dots. */
export type FieldError = {
  readonly name: string;
  readonly kind: "unknown" | "missing" | "type" | "limit";
  readonly reason: string;
};

export type Fields<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Reads a body by its schema. Lenient reading drops unknown fields and turns a number into text where text is wanted,
 * which is what some published samples need; everything else stays as strict.
 */
export function readFields<T>(schema: z.ZodType<T>, value: unknown, lenient: boolean): Fields<T> {
  const first = schema.safeParse(value);
  if (first.success) return { ok: true, value: first.data };
  if (!lenient) return { ok: false, errors: errorsOf(first.error.issues, value) };
  const mended = structuredClone(value);
  for (const issue of first.error.issues) mend(mended, issue);
  const second = schema.safeParse(mended);
  if (second.success) return { ok: true, value: second.data };
  return { ok: false, errors: errorsOf(second.error.issues, mended) };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (here, part) => (typeof here === "object" && here !== null ? Reflect.get(here, part) : undefined),
    value,
  );
}

function mend(value: unknown, issue: z.core.$ZodIssue): void {
  const parent = valueAt(value, issue.path.slice(0, -1));
  const last = issue.path.at(-1);
  if (issue.code === "unrecognized_keys") {
    const owner = valueAt(value, issue.path);
    if (isObject(owner)) for (const key of issue.keys) Reflect.deleteProperty(owner, key);
  } else if (
    issue.code === "invalid_type" &&
    issue.expected === "string" &&
    isObject(parent) &&
    last !== undefined
  ) {
    const found = Reflect.get(parent, last);
    if (typeof found === "number") Reflect.set(parent, last, String(found));
  }
}

function errorsOf(issues: readonly z.core.$ZodIssue[], value: unknown): readonly FieldError[] {
  return issues.flatMap((issue): readonly FieldError[] => {
    const name = issue.path.map(String).join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        name: name === "" ? key : `${name}.${key}`,
        kind: "unknown",
        reason: "The field is not known.",
      }));
    }
    const missing = valueAt(value, issue.path) === undefined;
    const kind = missing ? "missing" : issue.code === "invalid_type" ? "type" : "limit";
    return [{ name, kind, reason: missing ? "The property is required." : issue.message }];
  });
}
