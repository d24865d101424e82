import { type Minor, minor } from "../core/money.ts";

/** "39.00", checked by the schema, as whole minor units. */
export function priceOf(written: string): Minor {
  return minor(Number(written.replace(".", "")));
}
