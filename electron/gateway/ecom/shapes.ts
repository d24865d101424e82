import { z } from "zod";

/**
 * Everything eCom v2 says and hears, in its own words. Norway and NOK only; all amounts in øre. Unknown members and
 * unknown operation words pass: they are sorted in `proof.ts`.
 */

export interface MerchantInfo {
  readonly merchantSerialNumber: string;
}

/** `POST /ecomm/v2/payments`. The spelling of `fallBack` is the API's; any other yields HTTP 500. */
export interface InitiateBody {
  readonly customerInfo: { readonly mobileNumber?: string };
  readonly merchantInfo: MerchantInfo & {
    readonly callbackPrefix: string;
    readonly fallBack: string;
    /** Comes back in `Authorization` of each callback. */
    readonly authToken?: string;
    readonly isApp: false;
    readonly paymentType: "eComm Regular Payment" | "eComm Express Payment";
    readonly consentRemovalPrefix?: string;
    readonly shippingDetailsPrefix?: string;
    readonly staticShippingDetails?: readonly WireShippingOption[];
  };
  readonly transaction: {
    readonly amount: number;
    readonly orderId: string;
    readonly transactionText: string;
    readonly skipLandingPage: boolean;
    /** Words with spaces between. */
    readonly scope?: string;
    readonly useExplicitCheckoutFlow?: boolean;
  };
}

/** `staticShippingDetails[]`, and the same in the answer to a shipping question. Sorted by `priority`, ascending. */
export interface WireShippingOption {
  readonly isDefault: "Y" | "N";
  readonly priority: number;
  /** Kroner with decimals, unlike every other amount. */
  readonly shippingCost: number;
  readonly shippingMethod: string;
  readonly shippingMethodId: string;
}

/** `POST …/capture` and `POST …/refund`. */
export interface ModificationBody {
  readonly merchantInfo: MerchantInfo;
  readonly transaction: { readonly amount: number; readonly transactionText: string };
}

/** `PUT …/cancel`. */
export interface CancelBody {
  readonly merchantInfo: MerchantInfo;
  readonly transaction: { readonly transactionText: string };
  readonly shouldReleaseRemainingFunds?: true;
}

/** `POST /ecomm/v2/integration-test/payments/{orderId}/approve`, test host only. */
export interface ForceApproveBody {
  readonly customerPhoneNumber?: string;
  readonly token?: string;
}

/** What `url` holds after a push is documented nowhere, so it may be absent. */
export const initiated = z.object({ orderId: z.string(), url: z.string().max(4_000).nullish() });

const amount = z.int().nonnegative();

const summary = z.object({
  capturedAmount: amount,
  refundedAmount: amount,
  remainingAmountToCapture: amount,
  remainingAmountToRefund: amount,
});

export type Summary = z.infer<typeof summary>;

const logEntry = z.object({
  operation: z.string().max(100),
  amount,
  /** False for an attempt that failed: it moved no money and settles nothing. */
  operationSuccess: z.boolean(),
  /** Missing from INITIATE until the customer's app has opened the payment. */
  transactionId: z.union([z.string(), z.number()]).nullish(),
  timeStamp: z.string().nullish(),
});

export type LogEntry = z.infer<typeof logEntry>;

/** What every answer about an order says. */
export const order = z.object({ orderId: z.string() });

/** `GET …/details`: the whole life of the order, newest first. The summary is missing until the customer reacts. */
export const details = z.object({
  orderId: z.string(),
  transactionLogHistory: z.array(logEntry).max(1_000),
  transactionSummary: summary.nullish(),
});

export type Details = z.infer<typeof details>;

/** The last word of `GET …/status`, deprecated by the API and used for nothing here but the operator's page. */
export const status = z.object({
  orderId: z.string(),
  transactionInfo: z.object({ amount, status: z.string().max(100) }),
});

const changed = z.object({ amount, status: z.string().max(100) });

/** The answer to capture, cancel and refund; refund alone calls the middle part `transaction`. */
export const modification = z.object({
  orderId: z.string(),
  transactionInfo: changed.nullish(),
  transaction: changed.nullish(),
  transactionSummary: summary.nullish(),
});

export type Modification = z.infer<typeof modification>;

const backendError = z.object({
  errorGroup: z.string(),
  errorCode: z.union([z.string(), z.number()]).transform(String),
  errorMessage: z.string().nullish(),
  contextId: z.string().nullish(),
});

export type BackendError = z.infer<typeof backendError>;

/** Shape one: the backend, an array. A single one is taken too. */
export const backendErrors = z.union([
  z.array(backendError).min(1).max(50),
  backendError.transform((only) => [only]),
]);

/** Shapes two and three: the gateway in front. */
export const gatewayError = z.union([
  z.object({ statusCode: z.number(), message: z.string() }).transform(({ message }) => message),
  z
    .object({
      responseInfo: z.object({ responseMessage: z.string().nullish() }),
      result: z.object({ message: z.string().nullish() }).nullish(),
    })
    .transform(({ responseInfo, result }) => result?.message ?? responseInfo.responseMessage ?? ""),
]);

/** `POST {callbackPrefix}/v2/payments/{orderId}`; one attempt, no signature. */
export const callback = z.object({
  merchantSerialNumber: z.union([z.string(), z.number()]).transform(String),
  orderId: z.string(),
  transactionInfo: z.object({ status: z.string().max(100) }),
});
