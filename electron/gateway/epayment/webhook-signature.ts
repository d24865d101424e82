import type { z } from "zod";
import { parseJson } from "../json.ts";
import { type CheckedIn, checkedIn, type WebhookEvent, webhookEvent } from "./shapes.ts";

/** A delivery as it came in. Header names in lower case; `body` exactly as received, byte for byte. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Deliveries are small; a larger one is not looked at. */
export const DELIVERY_CHARACTERS_MAX = 100_000;

const SCHEME = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

/**
 * Whether a delivery was signed with this secret. `registeredUrl` is the URL as registered: behind a proxy the request
 * line may differ. The secret is used as its text, not base64-decoded. Source: Webhooks API, request authentication.
 */
export async function isGenuine(delivery: Delivery, registeredUrl: string, secret: string): Promise<boolean> {
  const { headers, body } = delivery;
  const date = headers["x-ms-date"];
  const digest = headers["x-ms-content-sha256"];
  const authorization = headers["authorization"];
  if (date === undefined || digest === undefined || authorization === undefined) return false;
  if (body.length > DELIVERY_CHARACTERS_MAX || !authorization.startsWith(SCHEME)) return false;
  const signature = bytesOfBase64(authorization.slice(SCHEME.length));
  if (signature === undefined || !URL.canParse(registeredUrl)) return false;
  const url = new URL(registeredUrl);
  const text = new TextEncoder();
  const bodyHash = new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(body)));
  if (btoa(String.fromCharCode(...bodyHash)) !== digest) return false;
  const signed = `POST\n${url.pathname}${url.search}\n${date};${url.host};${digest}`;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", text.encode(secret), algorithm, false, ["verify"]);
  // `verify` compares in constant time.
  return crypto.subtle.verify("HMAC", key, signature, text.encode(signed));
}

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** A genuine delivery's content. Whatever it says, it only hurries a read: no state is ever taken from it. */
export type DeliveryContent =
  | { readonly is: "payment"; readonly event: WebhookEvent }
  | { readonly is: "checked-in"; readonly customer: CheckedIn }
  | { readonly is: "unreadable" };

export function contentOf(body: string): DeliveryContent {
  if (body.length > DELIVERY_CHARACTERS_MAX) return { is: "unreadable" };
  const json = parseJson(body);
  if (!json.parses) return { is: "unreadable" };
  const event = parsed(webhookEvent, json.value);
  if (event !== undefined) return { is: "payment", event };
  const customer = parsed(checkedIn, json.value);
  return customer === undefined ? { is: "unreadable" } : { is: "checked-in", customer };
}

function parsed<T>(shape: z.ZodType<T>, value: unknown): T | undefined {
  const result = shape.safeParse(value);
  return result.success ? result.data : undefined;
}

/**
 * Tells a repeated delivery from a new one by `pspReference` and `name`. Remembers the last `remembered` of them; an older
 * repeat counts as new and costs one read.
 */
export class DeliveryMemory {
  readonly #seen = new Set<string>();
  readonly #remembered: number;

  constructor(remembered = 1_000) {
    this.#remembered = remembered;
  }

  /** True the first time an event is shown. */
  isNew({ pspReference, name }: Pick<WebhookEvent, "pspReference" | "name">): boolean {
    const key = JSON.stringify([pspReference, name]);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= this.#remembered) break;
      this.#seen.delete(oldest);
    }
    return true;
  }
}
