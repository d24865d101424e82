import type { Good } from "../core/good.ts";
import type { FieldFault } from "./field-fault.ts";

export interface CheckedGoods {
  readonly goods: readonly Good[];
  readonly faults: readonly FieldFault[];
}

export interface Rest extends CheckedGoods {
  /** What is wrong with the goods that are not sold; their places are those in the file. */
  readonly leftOut: readonly FieldFault[];
}

/**
 * The goods that nothing is wrong with. Of goods that share a SKU, a barcode or a slot none is sold, since nobody can tell
 * which one is meant. A fault of the file as a whole stays a fault, and so does having nothing left.
 */
export function restOf(raw: unknown, check: (raw: unknown) => CheckedGoods): Rest {
  const written: readonly unknown[] = listedIn(raw);
  let kept = written.map((_good, at) => at);
  const leftOut: FieldFault[] = [];
  for (;;) {
    const { goods, faults } = check(withGoods(raw, kept, written));
    if (faults.length === 0) return { goods, faults, leftOut };
    const named = faults.map((fault) => inFile(fault, kept));
    const bad = new Set(faults.flatMap((fault) => placesOf(fault, kept, written)));
    leftOut.push(...named);
    kept = kept.filter((at) => !bad.has(at));
    if (bad.size === 0 || kept.length === 0) return { goods: [], faults: leftOut, leftOut: [] };
  }
}

function listedIn(raw: unknown): readonly unknown[] {
  const goods: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "goods") : undefined;
  return Array.isArray(goods) ? goods : [];
}

/** A file without a list of goods is checked as it is. */
function withGoods(raw: unknown, kept: readonly number[], written: readonly unknown[]): unknown {
  if (written.length === 0) return raw;
  return { ...(raw as object), goods: kept.map((at) => written[at]) };
}

/** The place a fault names, and every other with the same SKU, barcode or slot if it is about one. */
function placesOf({ field }: FieldFault, kept: readonly number[], written: readonly unknown[]): readonly number[] {
  const [, nth, name] = /^goods\[(\d+)\](?:\.(sku|barcode|slot)$)?/.exec(field) ?? [];
  const place = kept[Number(nth)];
  if (nth === undefined || place === undefined) return [];
  if (name === undefined) return [place];
  const value = writtenAs(written[place], name);
  return kept.filter((at) => at === place || (value !== undefined && writtenAs(written[at], name) === value));
}

function writtenAs(good: unknown, name: string): unknown {
  return typeof good === "object" && good !== null ? Reflect.get(good, name) : undefined;
}

function inFile(fault: FieldFault, kept: readonly number[]): FieldFault {
  const again = (_whole: string, before: string, nth: string) => `${before}goods[${kept[Number(nth)]}]`;
  return {
    ...fault,
    field: fault.field.replace(/^()goods\[(\d+)\]/, again),
    got: fault.got.replace(/(, as )goods\[(\d+)\]$/, again),
  };
}
