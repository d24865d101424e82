import { type Fault, fault } from "../../core/fault.ts";
import type { CreateAsk } from "../../core/ports.ts";
import {
  ageFault,
  firstFault,
  keyFault,
  msisdnFault,
  paymentAmountFault,
  referenceFault,
  textFault,
} from "../limits.ts";
import { linesFault, receiptOf } from "../receipt.ts";
import type { CreateBody, WireCustomer } from "./shapes.ts";

/** How a payment finds its customer where `CreateAsk` has no word for it. */
export interface CreateExtras {
  /** From the webhook `user.checked-in.v1`, at most 15 minutes old. */
  readonly customerToken?: string;
  /**
   * Published pages disagree on the flow of a payment with `customerToken`: a push (needs approval by the provider), or
   * a redirect that nobody follows. A redirect needs a `returnUrl`.
   */
  readonly tokenFlow?: "PUSH_MESSAGE" | "WEB_REDIRECT";
  readonly returnUrl?: string;
  /** At most 5 pairs, keys to 100 and values to 500 characters. Nothing personal. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export const METADATA_PAIRS_MAX = 5;
export const IDEMPOTENCY_KEY_CHARACTERS_MAX = 50;

/** The request, or the first field that would be refused. `posId` is the terminal's id on the receipt. */
export function createBody(
  ask: CreateAsk,
  extras: CreateExtras,
  posId: string | undefined,
): { readonly body: CreateBody } | { readonly fault: Fault } {
  const customer = customerOf(ask, extras);
  const wrong = firstFault(
    referenceFault(ask.reference),
    keyFault("idempotencyKey", ask.idempotencyKey, IDEMPOTENCY_KEY_CHARACTERS_MAX),
    paymentAmountFault(ask.amount, ask.currency),
    textFault("description", ask.description, 3, 100),
    ageFault(ask.minimumAge),
    metadataFault(extras.metadata),
    customerFault(ask, extras),
    ask.orderLines === undefined ? undefined : linesFault(ask.orderLines, ask.amount),
  );
  if (wrong !== undefined) return { fault: wrong };
  const userFlow = flowOf(ask, extras);
  return {
    body: {
      amount: { currency: ask.currency, value: ask.amount },
      paymentMethod: { type: "WALLET" },
      ...(customer === undefined ? {} : { customer }),
      customerInteraction: "CUSTOMER_PRESENT",
      reference: ask.reference,
      userFlow,
      ...(userFlow === "WEB_REDIRECT" && extras.returnUrl !== undefined ? { returnUrl: extras.returnUrl } : {}),
      ...(userFlow === "QR" ? { qrFormat: { format: "TEXT/TARGETURL" } } : {}),
      paymentDescription: ask.description,
      ...(ask.minimumAge === undefined ? {} : { minimumUserAge: ask.minimumAge }),
      ...(extras.metadata === undefined ? {} : { metadata: extras.metadata }),
      ...(ask.orderLines === undefined
        ? {}
        : {
            receipt: receiptOf({
              lines: ask.orderLines,
              currency: ask.currency,
              posId,
              receiptNumber: ask.receiptNumber,
            }),
          }),
    },
  };
}

function flowOf(ask: CreateAsk, extras: CreateExtras): CreateBody["userFlow"] {
  if (ask.flow === "qr") return "QR";
  return extras.customerToken === undefined ? "PUSH_MESSAGE" : (extras.tokenFlow ?? "PUSH_MESSAGE");
}

function customerOf(ask: CreateAsk, extras: CreateExtras): WireCustomer | undefined {
  if (ask.flow === "qr") return undefined;
  if (ask.personalQr !== undefined) return { personalQr: ask.personalQr };
  if (extras.customerToken !== undefined) return { customerToken: extras.customerToken };
  return ask.msisdn === undefined ? undefined : { phoneNumber: ask.msisdn };
}

function customerFault(
  { flow, msisdn, personalQr }: CreateAsk,
  { customerToken, tokenFlow, returnUrl }: CreateExtras,
): Fault | undefined {
  if (flow === "qr") return undefined;
  const named = [personalQr, customerToken, msisdn].filter((given) => given !== undefined).length;
  if (named > 1) return fault("gateway/bad-request", "msisdn, personalQr and customerToken exclude each other");
  if (personalQr !== undefined) return textFault("personalQr", personalQr, 5, 255);
  if (customerToken === undefined) return msisdnFault(msisdn);
  if (
    tokenFlow === "WEB_REDIRECT" &&
    (returnUrl === undefined || !URL.canParse(returnUrl) || returnUrl.length > 2_500)
  )
    return fault("gateway/bad-request", "returnUrl must be a URL of at most 2500 characters for a redirect");
  return textFault("customerToken", customerToken, 1, 2_000);
}

function metadataFault(metadata: Readonly<Record<string, string>> | undefined): Fault | undefined {
  if (metadata === undefined) return undefined;
  const pairs = Object.entries(metadata);
  if (pairs.length > METADATA_PAIRS_MAX)
    return fault(
      "gateway/bad-request",
      `metadata must be at most ${METADATA_PAIRS_MAX} pairs, got ${pairs.length}`,
    );
  return firstFault(
    ...pairs.flatMap(([key, value], index) => [
      textFault(`metadata key ${index + 1}`, key, 1, 100),
      textFault(`metadata value ${index + 1}`, value, 0, 500),
    ]),
  );
}
