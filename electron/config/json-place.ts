/**
 * Where a text stops being JSON, as "line 3, column 19". The run time's own message names no place for short texts and
 * quotes the text around it, which may hold a secret.
 */
export function placeOfJsonFault(text: string): string {
  const at = firstFaultAt(text);
  const before = text.slice(0, at).split("\n");
  const place = `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
  return at >= text.length ? `an end too early, at ${place}` : `something else at ${place}`;
}

const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))/uy;

/** What may stand next. "first…" also allows the closing bracket of an empty list or object. */
type Next = "value" | "firstValue" | "key" | "firstKey" | "colon" | "after" | "end";

function firstFaultAt(text: string): number {
  const open: ("{" | "[")[] = [];
  let next: Next = "value";
  let at = 0;
  for (;;) {
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (start >= text.length) return text.length;
    TOKEN.lastIndex = start;
    const token = TOKEN.exec(text);
    if (token === null || next === "end") return start;
    const [, sign, string] = token;
    const then = step(next, sign, string !== undefined, open);
    if (then === undefined) return start;
    next = then;
    at = TOKEN.lastIndex;
  }
}

function step(next: Next, sign: string | undefined, isString: boolean, open: ("{" | "[")[]): Next | undefined {
  const here = open.at(-1);
  if ((sign === "}" || sign === "]") && here === (sign === "}" ? "{" : "[")) {
    if (next !== "after" && next !== (sign === "}" ? "firstKey" : "firstValue")) return undefined;
    open.pop();
    return open.length === 0 ? "end" : "after";
  }
  if (next === "key" || next === "firstKey") return isString ? "colon" : undefined;
  if (next === "colon") return sign === ":" ? "value" : undefined;
  if (next === "after") return sign === "," ? (here === "{" ? "key" : "value") : undefined;
  if (sign === "{" || sign === "[") {
    open.push(sign);
    return sign === "{" ? "firstKey" : "firstValue";
  }
  if (sign !== undefined) return undefined;
  return open.length === 0 ? "end" : "after";
}
