/** Everything the simulated wallet knows, as plain JSON. Amounts are whole minor units, times are epoch milliseconds. */

export type Currency = "NOK" | "DKK" | "EUR";
export type Market = "NO" | "DK" | "FI";
export type PaymentState = "CREATED" | "AUTHORIZED" | "ABORTED" | "EXPIRED" | "TERMINATED";
export type UserFlow = "PUSH_MESSAGE" | "QR" | "WEB_REDIRECT" | "NATIVE_REDIRECT";

/** `SALE` is an approval on a sales unit with direct capture (eCom only). */
export type EventName =
  | "CREATED"
  | "AUTHORIZED"
  | "SALE"
  | "CAPTURED"
  | "CANCELLED"
  | "REFUNDED"
  | "ABORTED"
  | "EXPIRED"
  | "TERMINATED";

export type BankEvent = {
  readonly name: EventName;
  /** False for an attempt the issuer refused: it changed nothing. */
  readonly success: boolean;
  readonly amountMinor: number;
  readonly atMs: number;
  readonly pspReference: string;
  readonly transactionId: string;
  /** Idempotency key of the request that caused it, or null. */
  readonly key: string | null;
  /** eCom's transactionText of the operation. */
  readonly text: string;
};

export type ShippingOption = {
  readonly isDefault: "Y" | "N";
  readonly priority: number;
  /** Kroner with decimals: the one amount of eCom that is not in øre. */
  readonly shippingCost: number;
  readonly shippingMethod: string;
  readonly shippingMethodId: string;
};

export type EcomTerms = {
  readonly callbackPrefix: string;
  readonly authToken: string | null;
  readonly fallBack: string;
  readonly isApp: boolean;
  readonly express: boolean;
  readonly consentRemovalPrefix: string | null;
  readonly shippingDetailsPrefix: string | null;
  readonly scope: string | null;
  readonly directCapture: boolean;
  /** Filled from the request (static) or by the merchant's answer when the customer opens the payment. */
  shippingOptions: readonly ShippingOption[];
  chosenShipping: ShippingOption | null;
  consentRemoved: boolean;
};

export type QrLook = {
  readonly format: "IMAGE/SVG+XML" | "IMAGE/PNG" | "TEXT/TARGETURL";
  readonly sizePx: number;
};

export type EpaymentTerms = {
  readonly userFlow: UserFlow;
  readonly qr: QrLook | null;
  readonly paymentMethod: "WALLET" | "CARD";
  readonly customerInteraction: "CUSTOMER_PRESENT" | "CUSTOMER_NOT_PRESENT";
  readonly scope: string | null;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly returnUrl: string | null;
  readonly minimumUserAge: number;
};

export type Lock = { readonly kind: "3ds" | "unknown-result"; readonly untilMs: number };

export type Payment = {
  readonly api: "ecom" | "epayment";
  readonly reference: string;
  readonly msn: string;
  readonly currency: Currency;
  readonly amountMinor: number;
  readonly description: string;
  /** The token of the landing page link and of the one-time QR. */
  readonly token: string;
  readonly pspReference: string;
  readonly transactionId: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** Whether the wallet pushed it to a phone; a pushed payment has no landing page. */
  readonly pushed: boolean;
  readonly ecom: EcomTerms | null;
  readonly epayment: EpaymentTerms | null;
  state: PaymentState;
  authorizedMinor: number;
  capturedMinor: number;
  cancelledMinor: number;
  refundedMinor: number;
  authorizedAtMs: number | null;
  /** The last capture; refund windows may count from it. */
  capturedAtMs: number | null;
  /** The phone the payment is bound to. */
  msisdn: string | null;
  openedAtMs: number | null;
  lock: Lock | null;
  events: BankEvent[];
};

export type Customer = {
  readonly msisdn: string;
  readonly age: number;
  /** May not pay businesses. */
  readonly blocked: boolean;
  readonly noCard: boolean;
  readonly oldApp: boolean;
  /** Force approve works only for a test user who has approved one payment by hand. */
  approvedOnce: boolean;
  readonly sub: string;
};

export type SalesUnit = {
  name: string;
  market: Market;
  pushAllowed: boolean;
  directCapture: boolean;
  partialCapture: boolean;
  longLivingAllowed: boolean;
  blocked: boolean;
  /** HTTP status of ePayment's "cannot cancel while processing" (6250): no source states it. */
  lockedStatus: 400 | 423;
};

export type BoundAnswer = {
  readonly bodyText: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly answerText: string;
};

export type PersonalQr = { readonly msisdn: string; readonly madeAtMs: number };
export type CustomerToken = { readonly msisdn: string; readonly madeAtMs: number; readonly expiresAtMs: number };
export type CallbackQr = {
  readonly merchantQrId: string;
  readonly content: string;
  readonly category: string | null;
  locationDescription: string;
};
export type RedirectQr = {
  readonly id: string;
  readonly content: string;
  redirectUrl: string;
  readonly expiresAtMs: number | null;
};

export type WebhookRegistration = {
  readonly id: string;
  readonly secret: string;
  readonly url: string;
  readonly events: readonly string[];
  failingSinceMs: number | null;
};

/** One event on its way to one registration; the next event of the same payment waits behind it. */
export type WebhookDelivery = {
  readonly id: string;
  readonly registrationId: string;
  /** Deliveries of one lane keep their order. */
  readonly lane: string;
  readonly body: string;
  readonly firstDueMs: number;
  attempt: number;
  dueMs: number;
  inFlight: { readonly outgoingId: string; readonly untilMs: number } | null;
};

export type StoredCategory = {
  readonly categoryId: string;
  readonly orderId: string;
  readonly paymentType: string;
  readonly type: string;
  readonly url: string;
  readonly imageId: string | null;
};

export type WorldState = {
  version: 1;
  nowMs: number;
  salesUnit: SalesUnit;
  customers: Record<string, Customer>;
  payments: Record<string, Payment>;
  /** Access tokens and when they expire. */
  tokens: Record<string, number>;
  /** ePayment and eCom answers bound to a key, by scope. */
  bound: Record<string, BoundAnswer>;
  /** Times of the calls of the last minute, by limit and subject. */
  calls: Record<string, number[]>;
  personalQrs: Record<string, PersonalQr>;
  customerTokens: Record<string, CustomerToken>;
  callbackQrs: Record<string, CallbackQr>;
  redirectQrs: Record<string, RedirectQr>;
  webhooks: Record<string, WebhookRegistration>;
  deliveries: WebhookDelivery[];
  receipts: Record<string, unknown>;
  orderCategories: Record<string, unknown>;
  categories: Record<string, StoredCategory>;
  images: Record<string, true>;
};

/** Looks a name up that came from outside: `constructor` is not in there unless somebody put it there. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
