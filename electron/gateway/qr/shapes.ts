import { z } from "zod";

/** Everything QR v1 says and hears, in its own words. Unknown members of an answer are ignored. */

const address = z.string().max(4_000);

/** `POST /qr/v1`. `url` is the text to draw for `text/targetUrl`, else a link to a picture. */
export const oneTimeCode = z.object({ url: address, expiresIn: z.number().nonnegative().max(86_400) });

/** `PUT /qr/v1/merchant-callback/{merchantQrId}`; the form for old MobilePay stickers knows no category. */
export interface CallbackBody {
  readonly locationDescription: string;
  readonly category?: "IN_STORE" | "VENDING";
}

/** `GET /qr/v1/merchant-callback[/{merchantQrId}]`. The file requires no member; without these two there is no code. */
export const callbackCode = z.object({
  merchantQrId: z.string().min(1),
  qrContent: address.min(1),
  locationDescription: z.string().nullish(),
  qrImageUrl: address.nullish(),
});

export type WireCallbackCode = z.infer<typeof callbackCode>;

export const callbackCodes = z.array(callbackCode).max(10_000);

/** `POST /qr/v1/merchant-redirect`. */
export interface RedirectBody {
  readonly id: string;
  readonly redirectUrl: string;
  /** Seconds. */
  readonly ttl?: number;
}

export const redirectCode = z.object({
  id: z.string(),
  url: address,
  redirectUrl: address,
  /** Seconds; -1 for a code without an end. */
  expiresIn: z.number().nullish(),
});

export type WireRedirectCode = z.infer<typeof redirectCode>;

export const redirectCodes = z.array(redirectCode).max(10_000);

/** The only thing that can be asked for. */
export const REQUESTED = ["MSISDN"] as const;

/** `POST /qr/v1/exchange` and `POST /qr/v1/exchange/customer`; the latter has no `version`. `timestamp` in seconds. */
export const exchanged = z.object({
  msisdn: z.string().regex(/^\d{8,15}$/),
  version: z.string().max(20).nullish(),
  timestamp: z.number().nonnegative().max(1e11).nullish(),
});

const complaint = z.object({ name: z.string(), reason: z.string() });

/** Both error objects of the API: codes say `invalidParams`, exchanges say `extraDetails`. */
export const problem = z.object({
  title: z.string(),
  detail: z.string().nullish(),
  instance: z.string().nullish(),
  invalidParams: z.array(complaint).nullish(),
  extraDetails: z.array(complaint).nullish(),
});
