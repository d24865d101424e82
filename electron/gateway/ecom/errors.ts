import type { FaultCode } from "../../core/fault.ts";
import type { Answered } from "../api.ts";
import { supportId } from "../plain.ts";
import { gravest, type Said } from "../refusal.ts";
import { type BackendError, backendErrors, gatewayError } from "./shapes.ts";

/**
 * Every published group and code of eCom v2, those of older lists included. Groups are compared in lower case and
 * without a plural: the API has spelled them several ways. Source: eCom API guide, error codes.
 */
export const ECOM_CODES: Readonly<Record<string, FaultCode>> = {
  "payment 41": "gateway/no-card",
  "payment 42": "gateway/refused", // by the issuer
  "payment 43": "gateway/refused", // by the issuer: amount
  "payment 44": "gateway/refused", // by the issuer: card expired
  "payment 45": "gateway/refused", // reservation failed, usually nobody acted
  "payment 51": "gateway/already-captured",
  "payment 52": "gateway/refused", // cancel failed; the read after it decides
  "payment 53": "gateway/refused", // cancel of something not reserved (until 2022)
  "payment 61": "gateway/refused", // capture of more than is reserved
  "payment 62": "gateway/refused", // capture before reservation
  "payment 63": "gateway/server-error", // capture failed and the API does not know why: read
  "payment 71": "gateway/refused", // refund of more than is captured
  "payment 72": "gateway/refused", // refund of what is only reserved
  "payment 73": "gateway/refused", // refund of something cancelled
  "payment 74": "gateway/refused", // refund: the merchant's account cannot be debited
  "payment 93": "gateway/reference-used", // the key was used with another body
  "payment 95": "gateway/too-late", // refund; on create: direct capture not allowed
  "payment 96": "gateway/too-late", // capture (lists of 2021 and 2022)
  "payment 98": "gateway/too-late", // capture, and seen for cancel
  "payment 1082": "gateway/refused", // test customer without BankID
  "payment 1501": "gateway/customer-unreachable", // under 15 (until 2022): the customer is not told why
  "vippserror 91": "gateway/refused", // not allowed in this state
  "vippserror 92": "gateway/refused", // already processed
  "vippserror 93": "gateway/reference-used",
  "vippserror 94": "gateway/locked",
  "vippserror 98": "gateway/rate-limited",
  "vippserror 99": "gateway/server-error",
  "user 81": "gateway/customer-unreachable",
  "user 82": "gateway/app-too-old",
  "merchant 21": "gateway/refused", // reference order not valid (until 2022)
  "merchant 22": "gateway/refused", // reference order in another state (until 2022)
  "merchant 31": "gateway/not-configured", // blocked
  "merchant 32": "gateway/not-configured", // receiving limit
  "merchant 33": "gateway/not-configured", // payment request limit
  "merchant 34": "gateway/reference-used",
  "merchant 35": "gateway/not-found",
  "merchant 36": "gateway/not-configured", // agreement not signed
  "merchant 37": "gateway/not-configured", // deactivated
  "merchant 38": "gateway/push-not-allowed",
  "merchant 39": "gateway/not-configured", // long-living payments
  "merchant 51": "gateway/not-configured", // scope nin
  "merchant 97": "gateway/not-configured", // may not receive payments
  "merchant unauthorized": "gateway/not-configured", // MSN does not belong to the partner
};

export type EcomDeed = "create" | "read" | "change";

/** Reads any of the three error shapes. `deed` matters for the one code that means two things. */
export function saidIn(deed: EcomDeed): (reply: Answered) => Said | undefined {
  return (reply) => {
    if (!reply.json.parses) return undefined;
    const errors = backendErrors.safeParse(reply.json.value);
    if (errors.success) return gravest(errors.data.map((error) => saidBy(error, deed)));
    const front = gatewayError.safeParse(reply.json.value);
    return front.success ? { code: "no code", otherwise: "gateway/bad-request", words: front.data } : undefined;
  };
}

function saidBy({ errorGroup, errorCode, errorMessage, contextId }: BackendError, deed: EcomDeed): Said {
  const group = groupOf(errorGroup);
  const about = {
    code: `${errorGroup.trim()} ${errorCode.trim()}`,
    otherwise: "gateway/refused",
    words: errorMessage ?? undefined,
    supportId: supportId(contextId ?? undefined),
  } as const;
  const listed = listedCode(group, errorCode.trim().toLowerCase(), deed);
  return listed === undefined ? about : { ...about, listed };
}

function groupOf(spelled: string): string {
  const group = spelled.trim().toLowerCase().replace(/s$/, "");
  return group === "customer" ? "user" : group;
}

function listedCode(group: string, code: string, deed: EcomDeed): FaultCode | undefined {
  if (group === "invalidrequest") return "gateway/bad-request";
  if (group === "authentication") return "gateway/not-configured";
  if (group === "payment" && code === "95" && deed === "create") return "gateway/not-configured";
  return ECOM_CODES[`${group} ${code}`];
}
