import { scryptSync, timingSafeEqual } from "node:crypto";

/** `scrypt:<salt>:<hash>`, both in hex; made by `node scripts/staff-pin.ts`. The PIN itself is written nowhere. */
export const STAFF_PIN_HASH = /^scrypt:([0-9a-f]{32}):([0-9a-f]{64})$/;

const HASH_BYTES = 32;
/** About 30 ms and 16 MB on a terminal: nothing to a person, much to somebody who tries all of them. */
const COST = 16_384;

/** The hash of a PIN with this salt (16 bytes, hex). */
export function hashPin(pin: string, salt: string): string {
  const hash = scryptSync(pin, Buffer.from(salt, "hex"), HASH_BYTES, { N: COST });
  return `scrypt:${salt}:${hash.toString("hex")}`;
}

/** Whether `pin` is the one `written` was made of. Takes the same time whatever differs. */
export function pinCheck(written: string): (pin: string) => boolean {
  const salt = STAFF_PIN_HASH.exec(written)?.[1] ?? "";
  return (pin) => timingSafeEqual(Buffer.from(hashPin(pin, salt)), Buffer.from(written));
}
