import { parseJson } from "../json.ts";
import { callback } from "./shapes.ts";

export interface Callback {
  readonly reference: string;
  readonly merchantSerialNumber: string;
}

const CALLBACK_CHARACTERS_MAX = 100_000;

/**
 * Which order a callback is about, or nothing. Its state word is left out on purpose: a callback carries no signature,
 * comes at most once and in several spellings, so it only hurries a read.
 */
export function parseCallback(body: string): Callback | undefined {
  if (body.length > CALLBACK_CHARACTERS_MAX) return undefined;
  const json = parseJson(body);
  const parsed = json.parses ? callback.safeParse(json.value) : undefined;
  if (parsed?.success !== true || !/^[A-Za-z0-9-]{1,50}$/.test(parsed.data.orderId)) return undefined;
  return { reference: parsed.data.orderId, merchantSerialNumber: parsed.data.merchantSerialNumber };
}

/** Whether the callback carries the token given at initiate; compared without telling by its time where they differ. */
export function isOurCallback(authorization: string | undefined, authToken: string): boolean {
  const given = authorization ?? "";
  let difference = given.length ^ authToken.length;
  for (let index = 0; index < authToken.length; index += 1)
    difference |= authToken.charCodeAt(index) ^ (given.charCodeAt(index) || 0);
  return difference === 0;
}
