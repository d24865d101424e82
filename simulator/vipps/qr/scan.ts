import { minuteMs } from "../defaults.ts";
import { type ActRefusal, act, customerOf, mayPay } from "../phones.ts";
import { queueCheckIn } from "../webhooks/delivery.ts";
import type { World } from "../world.ts";
import { tokenIn } from "./one-time.ts";

const customerTokenLifeMs = 15 * minuteMs;

export type Scan =
  | { readonly kind: "payment"; readonly reference: string }
  /** `heard` is false when no webhook is registered: the app says it cannot reach the shop. */
  | {
      readonly kind: "check-in";
      readonly merchantQrId: string;
      readonly customerToken: string;
      readonly heard: boolean;
    }
  | { readonly kind: "redirect"; readonly url: string }
  | { readonly kind: "refused"; readonly refusal: ActRefusal | "not-a-code" | "code-has-expired" };

const refused = (refusal: (Scan & { kind: "refused" })["refusal"]): Scan => ({ kind: "refused", refusal });

/** A phone's camera reads a code. A payment addressed to nobody becomes this phone's. */
export function scan(world: World, content: string, msisdn: string): Scan {
  const customer = customerOf(world, msisdn);
  if (customer === undefined) return refused("no-such-customer");
  const text = content.trim();
  const callback = Object.entries(world.state.callbackQrs).find(([, qr]) => qr.content === text)?.[1];
  if (callback !== undefined) {
    if (!mayPay(customer)) return refused("customer-may-not-pay");
    return checkIn(world, callback.merchantQrId, msisdn);
  }
  const redirect = Object.values(world.state.redirectQrs).find((qr) => qr.content === text);
  if (redirect !== undefined) {
    const over = redirect.expiresAtMs !== null && redirect.expiresAtMs <= world.nowMs();
    return over ? refused("code-has-expired") : { kind: "redirect", url: redirect.redirectUrl };
  }
  const token = tokenIn(text);
  const payment = token === undefined ? undefined : world.findByToken(token);
  if (payment === undefined) return refused("not-a-code");
  const outcome = act(world, msisdn, payment.reference, "open");
  return outcome.ok ? { kind: "payment", reference: payment.reference } : refused(outcome.refusal);
}

function checkIn(world: World, merchantQrId: string, msisdn: string): Scan {
  const nowMs = world.nowMs();
  const customerToken = world.ids.token(44);
  world.state.customerTokens[customerToken] = { msisdn, madeAtMs: nowMs, expiresAtMs: nowMs + customerTokenLifeMs };
  world.revision += 1;
  const heard = queueCheckIn(world, merchantQrId, customerToken);
  return { kind: "check-in", merchantQrId, customerToken, heard };
}
