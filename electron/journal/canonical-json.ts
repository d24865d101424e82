/** Deep enough for any fact; a deeper one is a circle. */
const DEPTH_MAX = 32;

/**
 * One text for one value, so that a hash over it can be made again by anybody: no white space, object keys in the order
 * of their UTF-16 code units, strings and numbers as `JSON.stringify` writes them, properties without a value left out.
 * Anything JSON cannot say throws: it can only come from a bug in this program.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEPTH_MAX) throw new Error(`a fact is at most ${DEPTH_MAX} levels deep`);
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each: unknown) => canonicalJson(each, depth + 1)).join(",")}]`;
  if (isPlainObject(value)) {
    const parts = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort(byCodeUnit)
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key], depth + 1)}`);
    return `{${parts.join(",")}}`;
  }
  throw new Error(`JSON has no way to say ${typeof value === "object" ? "this object" : String(value)}`);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
