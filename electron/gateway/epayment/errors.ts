import type { FaultCode } from "../../core/fault.ts";
import type { Answered } from "../api.ts";
import { supportId } from "../plain.ts";
import type { Said } from "../refusal.ts";
import { problem } from "./shapes.ts";

/** Every published error code of ePayment v1. Source: ePayment API, errors reference. */
export const EPAYMENT_CODES: Readonly<Record<string, FaultCode>> = {
  "3010": "gateway/server-error", // internal error
  "4010": "gateway/reference-used", // capture: the key was used with another body
  "4020": "gateway/reference-used", // the key exists
  "4040": "gateway/bad-request", // amount
  "4050": "gateway/customer-unreachable", // customerToken, invalid or older than 15 minutes
  "4060": "gateway/customer-unreachable", // personalQr
  "4070": "gateway/customer-unreachable", // phone number
  "4080": "gateway/bad-request", // scope
  "4090": "gateway/bad-request", // URL
  "4100": "gateway/bad-request", // metadata: too many pairs
  "4110": "gateway/bad-request", // metadata: a key twice
  "4120": "gateway/bad-request", // metadata: key too long
  "4130": "gateway/bad-request", // metadata: value too long
  "4140": "gateway/bad-request", // a parameter is missing
  "4150": "gateway/reference-used", // the reference exists, or refund: the key was used with another body
  "4160": "gateway/bad-request", // method type
  "5010": "gateway/not-configured", // blockedSources do not apply here
  "5020": "gateway/not-configured", // Express
  "5030": "gateway/not-configured", // scope not granted
  "5040": "gateway/not-configured", // currency is not this sales unit's
  "5050": "gateway/not-configured", // long-living payments
  "5060": "gateway/not-configured", // bank account not verified
  "5070": "gateway/not-configured", // cannot be created with this set-up (HTTP 422)
  "5080": "gateway/push-not-allowed",
  "5090": "gateway/not-found",
  "5100": "gateway/not-configured", // refunds are not possible with this set-up
  "6010": "gateway/bad-request", // amount too small
  "6020": "gateway/refused", // refund before reservation
  "6030": "gateway/too-late", // cancel
  "6040": "gateway/already-captured", // cancel
  "6050": "gateway/refused", // cancel of something not reserved
  "6060": "gateway/refused", // cancelTransactionOnly, and the customer has approved
  "6070": "gateway/refused", // capture of something cancelled
  "6080": "gateway/refused", // capture before reservation
  "6090": "gateway/refused", // capture of more than is reserved
  "6100": "gateway/too-late", // capture
  "6110": "gateway/bad-request", // expiry too late
  "6120": "gateway/bad-request", // expiry too soon
  "6130": "gateway/bad-request", // long-living without a receipt
  "6140": "gateway/refused", // this sales unit must capture the full amount
  "6150": "gateway/refused", // refund of more than is captured
  "6160": "gateway/locked",
  "6170": "gateway/already-captured", // capture
  "6180": "gateway/refused", // already refunded
  "6190": "gateway/refused", // cannot be cancelled in this state; the read after it tells whether it already is
  "6200": "gateway/refused", // cannot be captured in this state
  "6210": "gateway/refused", // cannot be refunded in this state
  "6220": "gateway/too-late", // refund
  "6230": "gateway/refused", // already reserved
  "6250": "gateway/locked", // cancel while the customer is approving
  "6260": "gateway/refused", // capture: the funds are gone
  "6280": "gateway/locked", // capture: repeat later with the same key
  "7010": "gateway/customer-unreachable",
  // Force approve, test host only.
  "10010": "gateway/refused",
  "10020": "gateway/refused",
  "10030": "gateway/refused",
  "10040": "gateway/refused",
  "10050": "gateway/refused",
  "10060": "gateway/refused",
  "10070": "gateway/refused",
};

/** The thousands say what an unlisted code is about; none of them is about the customer's own no. */
function family(code: string): FaultCode {
  if (code.length === 4 && code.startsWith("4")) return "gateway/bad-request";
  if (code.length === 4 && code.startsWith("5")) return "gateway/not-configured";
  return "gateway/refused";
}

/** The code of a problem body if it has one, else the fields it complains about. */
export function said(reply: Answered): Said | undefined {
  const parsed = reply.json.parses ? problem.safeParse(reply.json.value) : undefined;
  if (parsed?.success !== true) return undefined;
  const { title, detail, traceId, extraDetails } = parsed.data;
  const code = extraDetails?.find(({ name }) => name === "ErrorCode")?.reason.trim();
  const trace = supportId(traceId ?? undefined);
  if (code !== undefined && /^\d{4,5}$/.test(code)) {
    const listed = EPAYMENT_CODES[code];
    const about = { code: `code ${code}`, otherwise: family(code), words: title, supportId: trace };
    return listed === undefined ? about : { ...about, listed };
  }
  const field = extraDetails?.find(({ name }) => name !== "ErrorCode");
  if (field === undefined && title === undefined) return undefined;
  const about = {
    code: field === undefined ? "no code" : `field ${field.name}`,
    otherwise: "gateway/bad-request",
    words: field?.reason ?? detail ?? title,
    supportId: trace,
  } as const;
  // As 4060: what the customer showed is none of theirs, or too old.
  return /(^|\.)personalQr$/i.test(field?.name ?? "")
    ? { ...about, listed: "gateway/customer-unreachable" }
    : about;
}
