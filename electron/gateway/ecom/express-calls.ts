import { z } from "zod";
import type { Fault } from "../../core/fault.ts";
import { parseJson } from "../json.ts";
import { type Callback, parseCallback } from "./callback.ts";
import { optionsFault, type ShippingOption, wireOptions } from "./express.ts";
import { type Address, address, type Profile, profile, profileOf } from "./profile.ts";

/**
 * The three calls the wallet makes at a shop with express payments, as pure functions: a server of the shop's own hands
 * them what came in and sends what they give back. Anything malformed is `undefined`: answer 400. Whether a call is the
 * wallet's is told by `isOurCallback` in `callback.ts`, from its `Authorization`.
 */

/** More than any address takes. */
const CALL_CHARACTERS_MAX = 100_000;

/** "Where does the customer live, and what may they choose from?" To be answered within 10 s. */
export interface ShippingQuestion {
  readonly reference: string;
  /** Goes back in the answer. */
  readonly addressId: number;
  readonly address: Address;
  readonly kind?: "home" | "work" | "other";
}

const question = z.object({ addressId: z.int().nonnegative(), addressType: z.string().nullish() });

const KINDS: Readonly<Record<string, ShippingQuestion["kind"]>> = { H: "home", W: "work", O: "other" };

/** `POST {shippingDetailsPrefix}/v2/payments/{orderId}/shippingDetails`. `path` may begin with the prefix's own path. */
export function parseShippingQuestion(path: string, body: string): ShippingQuestion | undefined {
  const reference = /\/v2\/payments\/([A-Za-z0-9-]{1,50})\/shippingDetails\/?(?:\?.*)?$/.exec(path)?.[1];
  if (reference === undefined || body.length > CALL_CHARACTERS_MAX) return undefined;
  const json = parseJson(body);
  if (!json.parses) return undefined;
  const asked = question.safeParse(json.value);
  const where = address.safeParse(json.value);
  if (!asked.success || !where.success) return undefined;
  const kind = KINDS[asked.data.addressType ?? ""];
  return {
    reference,
    addressId: asked.data.addressId,
    address: where.data,
    ...(kind === undefined ? {} : { kind }),
  };
}

/** The answer's body (HTTP 200, `application/json`), or what the wallet would refuse about the options. */
export function shippingAnswer(
  { reference, addressId }: ShippingQuestion,
  options: readonly ShippingOption[],
): { readonly body: string } | { readonly fault: Fault } {
  const wrong = optionsFault("shippingDetails", options);
  if (wrong !== undefined) return { fault: wrong };
  return { body: JSON.stringify({ addressId, orderId: reference, shippingDetails: wireOptions(options) }) };
}

/**
 * `DELETE {consentRemovalPrefix}/v2/consents/{userId}`: the customer's data must go for good; answer 200. The id, which
 * may hold slashes, arrives encoded, or decoded by a proxy on the way.
 */
export function parseConsentRemoval(path: string): { readonly userId: string } | undefined {
  const rest = /\/v2\/consents\/([^?#]{1,300})/.exec(path)?.[1];
  if (rest === undefined) return undefined;
  const userId = decoded(rest);
  return userId !== undefined && /^[\w/=+]{1,50}$/.test(userId) ? { userId } : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** A callback of an express payment: which order to read, and who and where, if the customer came so far. */
export interface ExpressCallback extends Callback {
  readonly profile: Profile;
}

/** `POST {callbackPrefix}/v2/payments/{orderId}`. Its state word is left out for the same reasons as in `parseCallback`. */
export function parseExpressCallback(body: string): ExpressCallback | undefined {
  const about = parseCallback(body);
  if (about === undefined) return undefined;
  const json = parseJson(body);
  const personal = json.parses ? profile.safeParse(json.value) : undefined;
  return { ...about, profile: personal?.success === true ? profileOf(personal.data) : {} };
}
