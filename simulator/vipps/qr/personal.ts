import { own } from "../state.ts";
import type { World } from "../world.ts";

export type PersonalQrReading = {
  readonly msisdn: string;
  readonly version: "1.0" | "2.0";
  /** When a version 2 code was made, in epoch milliseconds. */
  readonly madeAtMs: number | null;
};

const oldForm = /^https:\/\/qr\.vipps\.no\/28\/2\/01\/031\/(\d{9,15})\?v=1$/;
const tokenForm = /^https:\/\/qr\.vipps\.no\/p\/([A-Za-z0-9]+)$/;

/** The customer behind the complete text of a personal QR, or undefined when the text is not one. */
export function readPersonalQr(world: World, text: string): PersonalQrReading | undefined {
  const msisdn = oldForm.exec(text)?.[1];
  // MobilePay's codes never show the number.
  if (msisdn !== undefined) return msisdn.startsWith("47") ? { msisdn, version: "1.0", madeAtMs: null } : undefined;
  const made = own(world.state.personalQrs, tokenForm.exec(text)?.[1] ?? "");
  return made === undefined ? undefined : { msisdn: made.msisdn, version: "2.0", madeAtMs: made.madeAtMs };
}

/** Shows a customer's personal QR: a fresh version 2 code. */
export function newPersonalQr(world: World, msisdn: string): string {
  const token = world.ids.token(24);
  world.state.personalQrs[token] = { msisdn, madeAtMs: world.nowMs() };
  world.revision += 1;
  return `https://qr.vipps.no/p/${token}`;
}
