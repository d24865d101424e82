import { z } from "zod";
import type { Fields } from "../fields.ts";
import { readFields } from "../fields.ts";
import { type ApiAnswer, type ApiRequest, isObject, parseJson } from "../http.ts";
import type { World } from "../world.ts";
import { ecomError, ecomFieldErrors } from "./errors.ts";

const msn = z.string().regex(/^\d{5,6}$/);
const text = z.string().min(1).max(100);
const url = z.string().max(255);
const amount = z.number().int().min(100);

const shippingOption = z.strictObject({
  isDefault: z.enum(["Y", "N"]),
  priority: z.number().int().optional(),
  shippingCost: z.number().min(0),
  shippingMethod: z.string().max(256),
  shippingMethodId: z.string().max(100),
});

/** Body of `POST /ecomm/v2/payments`. */
export const initiateSchema = z.strictObject({
  customerInfo: z.strictObject({ mobileNumber: z.string().optional() }),
  merchantInfo: z.strictObject({
    merchantSerialNumber: msn,
    callbackPrefix: url,
    fallBack: url,
    authToken: z.string().max(255).optional(),
    isApp: z.boolean().optional(),
    paymentType: z.enum(["eComm Regular Payment", "eComm Express Payment"]).optional(),
    consentRemovalPrefix: url.optional(),
    shippingDetailsPrefix: url.optional(),
    staticShippingDetails: z.array(shippingOption).optional(),
  }),
  transaction: z.strictObject({
    amount,
    orderId: z.string().regex(/^[a-zA-Z0-9-]{1,50}$/),
    transactionText: text,
    skipLandingPage: z.boolean().optional(),
    scope: z.string().optional(),
    additionalData: z
      .strictObject({
        passengerName: z.string().min(1).max(49),
        airlineCode: z.string().length(3),
        airlineDesignatorCode: z.string().length(2),
        ticketNumber: z.string().min(1).max(150).optional(),
        agencyInvoiceNumber: z.string().min(1).max(6),
      })
      .optional(),
    useExplicitCheckoutFlow: z.boolean().optional(),
    /** In old samples only. */
    timeStamp: z.string().optional(),
  }),
});
export type InitiateRequest = z.infer<typeof initiateSchema>;

const merchantInfo = z.strictObject({ merchantSerialNumber: msn });

/** Body of capture and refund; no amount, null or 0 means everything that is left. */
export const adjustSchema = z.strictObject({
  merchantInfo,
  transaction: z.strictObject({
    amount: z.union([amount, z.literal(0)]).nullish(),
    transactionText: text,
  }),
});

/** Body of cancel. */
export const cancelSchema = z.strictObject({
  merchantInfo,
  transaction: z.strictObject({ transactionText: text }),
  shouldReleaseRemainingFunds: z.boolean().optional(),
});

/** Body of force approve. */
export const forceApproveSchema = z.strictObject({
  customerPhoneNumber: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  token: z.string().optional(),
});

const knownNames: readonly string[] = [
  ...["customerInfo", "merchantInfo", "transaction", "shouldReleaseRemainingFunds", "mobileNumber"],
  ...Object.keys(initiateSchema.shape.merchantInfo.shape),
  ...Object.keys(initiateSchema.shape.transaction.shape),
];
const byLowerCase = new Map(knownNames.map((name) => [name.toLowerCase(), name]));

/** A field in the wrong case, a number as merchantSerialNumber, an amount with decimals: each is an HTTP 500. */
function breaksTheBackend(body: unknown): boolean {
  if (!isObject(body)) return false;
  return Object.entries(body).some(([name, value]) => {
    const known = byLowerCase.get(name.toLowerCase());
    if (known !== undefined && known !== name) return true;
    if (name === "merchantSerialNumber" && typeof value === "number") return true;
    if (name === "amount" && typeof value === "number" && !Number.isInteger(value)) return true;
    return breaksTheBackend(value);
  });
}

export type Body<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: ApiAnswer };

/** Reads a body by its schema, with the backend's own way of refusing. */
export function readBody<T>(world: World, request: ApiRequest, schema: z.ZodType<T>): Body<T> {
  const parsed = parseJson(request.body);
  if (!parsed.ok) {
    return { ok: false, answer: ecomFieldErrors(world, [{ name: "body", reason: "The body is not JSON" }]) };
  }
  if (!world.lenient && breaksTheBackend(parsed.value)) {
    return { ok: false, answer: ecomError(world, "VippsError", "99", 500) };
  }
  const fields: Fields<T> = readFields(schema, parsed.value, world.lenient);
  return fields.ok ? fields : { ok: false, answer: ecomFieldErrors(world, fields.errors) };
}
