import { z } from "zod";
import type { Currency } from "../../core/money.ts";
import type { Receipt } from "../receipt.ts";

/**
 * Everything ePayment v1 says and hears, in its own words. Unknown members of an answer are ignored and unknown state
 * words pass as text: the API may add both at any time.
 */

export interface WireAmount {
  readonly currency: Currency;
  readonly value: number;
}

/** Exactly one of the three. */
export type WireCustomer =
  | { readonly phoneNumber: string }
  | { readonly personalQr: string }
  | { readonly customerToken: string };

/** `POST /epayment/v1/payments`. */
export interface CreateBody {
  readonly amount: WireAmount;
  readonly paymentMethod: { readonly type: "WALLET" };
  readonly customer?: WireCustomer;
  readonly customerInteraction: "CUSTOMER_PRESENT";
  readonly reference: string;
  readonly userFlow: "PUSH_MESSAGE" | "QR" | "WEB_REDIRECT";
  readonly returnUrl?: string;
  readonly qrFormat?: { readonly format: "TEXT/TARGETURL" };
  readonly paymentDescription: string;
  readonly minimumUserAge?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly receipt?: Receipt;
}

/** `POST …/capture` and `POST …/refund`. */
export interface ModificationBody {
  readonly modificationAmount: WireAmount;
}

/** `POST …/cancel`; without it the whole remainder is released whatever the customer did a moment ago. */
export interface CancelBody {
  readonly cancelTransactionOnly: true;
}

/** `POST /epayment/v1/test/payments/{reference}/approve`, test host only. */
export interface ForceApproveBody {
  readonly customer?: { readonly phoneNumber: string };
  readonly token?: string;
}

const amount = z.object({ currency: z.enum(["NOK", "DKK", "EUR"]), value: z.int().nonnegative() });

const aggregate = z.object({
  authorizedAmount: amount,
  cancelledAmount: amount,
  capturedAmount: amount,
  refundedAmount: amount,
});

export type Aggregate = z.infer<typeof aggregate>;

export const created = z.object({ reference: z.string(), redirectUrl: z.string().max(4_000).nullish() });

/** `GET …/payments/{reference}`; the members this terminal has a use for. */
export const payment = z.object({
  reference: z.string(),
  state: z.string().max(100),
  amount,
  aggregate,
  pspReference: z.string().nullish(),
  /** ISO time until which the funds are held for certain (since 2026). */
  captureGuaranteedUntil: z.string().nullish(),
});

export type Payment = z.infer<typeof payment>;

/** The answer to capture, cancel and refund. Its content type is declared as problem+json: the content counts. */
export const modification = z.object({ reference: z.string(), state: z.string().max(100), amount, aggregate });

export const EVENT_NAMES = [
  "CREATED",
  "AUTHORIZED",
  "CAPTURED",
  "CANCELLED",
  "REFUNDED",
  "ABORTED",
  "EXPIRED",
  "TERMINATED",
] as const;

const event = z.object({
  reference: z.string(),
  pspReference: z.string(),
  name: z.string().max(100),
  amount,
  timestamp: z.string(),
  idempotencyKey: z.string().nullish(),
  /** False for an attempt that failed; such an event moved no money. */
  success: z.boolean(),
});

/** `GET …/events`, oldest first in the published samples; nothing here depends on the order. */
export const events = z.array(event).max(10_000);

export type PaymentEvent = z.infer<typeof event>;

/** What a webhook delivers. `msn` names the sales unit, `pspReference` this one event. */
export const webhookEvent = event.extend({ msn: z.string() });

export type WebhookEvent = z.infer<typeof webhookEvent>;

/** `user.checked-in.v1`: a customer scanned the sticker. The token lives 15 minutes. Older texts call `msn` `merchantSerialNumber`. */
export const checkedIn = z
  .object({
    customerToken: z.string().min(1),
    merchantQrId: z.string().min(1),
    msn: z.string().optional(),
    merchantSerialNumber: z.string().optional(),
    initiatedAt: z.string().optional(),
  })
  .transform(({ msn, merchantSerialNumber, ...rest }) => ({ ...rest, msn: msn ?? merchantSerialNumber }));

export type CheckedIn = z.infer<typeof checkedIn>;

/** RFC 7807, with numeric codes hidden in `extraDetails` since version 1.6. */
export const problem = z.object({
  title: z.string().optional(),
  detail: z.string().nullish(),
  traceId: z.string().nullish(),
  extraDetails: z.array(z.object({ name: z.string(), reason: z.string() })).nullish(),
});

export const registeredWebhook = z.object({ id: z.string(), secret: z.string().min(1) });

export const webhookList = z.object({
  webhooks: z.array(z.object({ id: z.string(), url: z.string(), events: z.array(z.string()) })),
});
