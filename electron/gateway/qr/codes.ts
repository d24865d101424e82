import { type Fault, failed, type Outcome } from "../../core/fault.ts";
import type { Api } from "../api.ts";
import { settle } from "../settle.ts";
import { type CallbackCodes, createCallbackCodes } from "./callback-codes.ts";
import { said } from "./errors.ts";
import { type CodeLook, scannedFault } from "./limits.ts";
import { type OneTimeCode, oneTimeCodeFor } from "./one-time.ts";
import { createRedirectCodes, type RedirectCodes } from "./redirect-codes.ts";
import { exchanged, REQUESTED } from "./shapes.ts";

/** Who showed a code or scanned one. Personal: kept in memory while it is needed, written nowhere. */
export interface CodeBearer {
  /** Digits with country code, no plus. */
  readonly msisdn: string;
  /** Wall-clock time at which the code or token was made, where the API tells it. */
  readonly madeAtMs?: number;
}

/** QR API v1, for payments of both APIs. The terminal itself uses the one-time code and `exchangeCode`, both for eCom. */
export interface Codes {
  /** For a payment with a landing page (eCom, recurring). ePayment makes its own with `userFlow` QR. */
  oneTime(paymentUrl: string, look?: CodeLook): Promise<Outcome<OneTimeCode>>;
  readonly callback: CallbackCodes;
  readonly redirect: RedirectCodes;
  /** The customer's number behind their personal code. `qrCode` is its full text; numbers are never read out of it here. */
  exchangeCode(qrCode: string): Promise<Outcome<CodeBearer>>;
  /** The customer's number behind the `customerToken` of a check-in, which lives 15 minutes. */
  exchangeCustomer(customerToken: string): Promise<Outcome<CodeBearer>>;
}

export function createCodes(api: Api): Codes {
  const exchange = async (
    wrong: Fault | undefined,
    deed: string,
    path: string,
    body: object,
  ): Promise<Outcome<CodeBearer>> => {
    if (wrong !== undefined) return failed(wrong);
    return settle(await api.ask({ deed, effect: "read", method: "POST", path, body }), {
      deed,
      said,
      shape: exchanged,
      reading: ({ msisdn, timestamp }) => ({
        value: timestamp == null ? { msisdn } : { msisdn, madeAtMs: timestamp * 1_000 },
      }),
    });
  };
  return {
    oneTime: (paymentUrl, look) => oneTimeCodeFor(api, paymentUrl, look),
    callback: createCallbackCodes(api),
    redirect: createRedirectCodes(api),
    exchangeCode: (qrCode) =>
      exchange(scannedFault("qrCode", qrCode), "exchange of a personal code", "/qr/v1/exchange", {
        qrCode,
        requestedData: REQUESTED,
      }),
    exchangeCustomer: (customerToken) =>
      exchange(
        scannedFault("customerToken", customerToken),
        "exchange of a customer token",
        "/qr/v1/exchange/customer",
        { customer: { customerToken }, requestedData: REQUESTED },
      ),
  };
}
