import type * as z from "zod";

/** One thing that is wrong in a file the operator wrote. Printed as it stands, so it never holds a secret's value. */
export interface FieldFault {
  /** Path of the file as it was given. */
  readonly file: string;
  /** Where in the file: `devices[0].line.baudRate`; empty for the file as a whole. */
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

/** "terminal.json: devices[0].line.baudRate: expected 9600, 19200 …, got 9601" */
export function plainFieldFault(fault: FieldFault): string {
  const where = fault.field === "" ? fault.file : `${fault.file}: ${fault.field}`;
  return `${where}: expected ${fault.expected}, got ${fault.got}`;
}

type Path = readonly PropertyKey[];

/** `isSecret` says whether the value of a field must not be repeated. */
export function faultsOfIssues(
  file: string,
  raw: unknown,
  issues: readonly z.core.$ZodIssue[],
  isSecret: (field: string) => boolean = () => false,
): FieldFault[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        file,
        field: plainPath([...issue.path, key]),
        expected: "only fields named in docs/configuration.md",
        got: "a field of that name",
      }));
    const field = plainPath(issue.path);
    const value = valueAt(raw, issue.path);
    return [{ file, field, expected: expectedBy(issue), got: isSecret(field) ? kindOf(value) : shown(value) }];
  });
}

export function plainPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "too_small":
      return `at least ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? issue.options.map((value) => JSON.stringify(value)).join(" or ")
        : issue.message;
    default:
      return issue.message;
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  object: "an object in braces",
};

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " entries" : "";
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

const SHOWN_MAX = 80;

/** A value as it stands in the file, shortened. Objects are only named: they may hold a secret. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null && !isFlatList(value)) return kindOf(value);
  const text = (JSON.stringify(value) ?? kindOf(value)).replace(UNSEEN, escaped);
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}… (${text.length} characters)`;
}

/** Signs that nobody sees, or that turn the rest of the line around where it is printed. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function isFlatList(value: object): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry !== "object");
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return `a text of ${value.length} characters, not shown`;
  if (Array.isArray(value)) return `a list of ${value.length} entries`;
  if (typeof value === "object" && value !== null) return "an object in braces";
  return value === null ? "null" : `a value of type ${typeof value}, not shown`;
}
