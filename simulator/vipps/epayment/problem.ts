import type { FieldError } from "../fields.ts";
import { type ApiAnswer, jsonAnswer } from "../http.ts";
import type { World } from "../world.ts";

/** ePayment's numeric error codes with their short titles. */
export const titles = {
  "4010": "Capture idempotency conflict",
  "4020": "Idempotency error",
  "4040": "Invalid amount",
  "4050": "Invalid customerToken",
  "4060": "Invalid personalQr",
  "4070": "Invalid phone number",
  "4080": "Invalid scope",
  "4090": "Invalid URL",
  "4100": "Metadata exceeds its capacity",
  "4120": "Metadata key is too long",
  "4130": "Metadata value is too long",
  "4140": "Missing parameter",
  "4150": "Reference already exists, or refund idempotency conflict",
  "4160": "Invalid payment method type",
  "5010": "blockedSources is not applicable",
  "5020": "Express is not allowed",
  "5030": "Illegal scope",
  "5040": "Currency is not available for this merchant",
  "5050": "Long-living payments are not allowed",
  "5070": "The payment cannot be created with this setup",
  "5080": "PUSH_MESSAGE is not allowed",
  "5090": "Reference was not found",
  "5100": "Refund is not possible",
  "6010": "Amount is too small",
  "6020": "Cannot refund before reservation",
  "6030": "The cancel period has expired",
  "6040": "Cannot cancel a captured payment",
  "6050": "Cannot cancel a payment that is not reserved",
  "6060": "Cannot cancel an authorized payment",
  "6070": "Cannot capture a cancelled payment",
  "6080": "Cannot capture before reservation",
  "6090": "Capture amount is too high",
  "6100": "The capture period has expired",
  "6110": "Expiry is too late",
  "6120": "Expiry is too soon",
  "6130": "A long-living payment needs a receipt",
  "6140": "The full amount must be captured",
  "6150": "Not enough to refund",
  "6160": "The order is being processed",
  "6170": "The payment is already captured",
  "6180": "The payment is already refunded",
  "6190": "The payment cannot be cancelled",
  "6200": "The payment cannot be captured",
  "6210": "The payment cannot be refunded",
  "6220": "The refund period has expired",
  "6230": "The payment is already reserved",
  "6250": "Cannot cancel while the payment is processing",
  "7010": "The customer was not found or cannot pay",
  "10010": "Force approve failed",
  "10020": "Force approve is not allowed",
  "10030": "The customer must be identified first",
  "10050": "The customer has no card",
} as const;
export type ProblemCode = keyof typeof titles;

const statuses: Partial<Record<ProblemCode, number>> = {
  "4010": 409,
  "4020": 409,
  "4150": 409,
  "5010": 403,
  "5020": 403,
  "5030": 403,
  "5050": 403,
  "5070": 422,
  "5080": 403,
  "5090": 404,
  "5100": 403,
  "6160": 423,
};

/** Codes that mean "not now": the same key may be sent again. */
export const transientCodes: ReadonlySet<ProblemCode> = new Set(["6160", "6250"]);

type ExtraDetail = { readonly name: string; readonly reason: string };

function problemAnswer(
  world: World,
  path: string,
  status: number,
  title: string,
  detail: string,
  extraDetails: readonly ExtraDetail[],
): ApiAnswer {
  return jsonAnswer(
    status,
    {
      type: `https://httpstatuses.io/${status}`,
      title,
      detail,
      instance: path,
      status,
      traceId: world.ids.hex(32),
      extraDetails,
    },
    "application/problem+json",
  );
}

/** A rule of the domain said no. */
export function problem(world: World, path: string, code: ProblemCode, detail?: string): ApiAnswer {
  const title = titles[code];
  const status = code === "6250" ? world.state.salesUnit.lockedStatus : (statuses[code] ?? 400);
  return problemAnswer(world, path, status, title, detail ?? `${title}.`, [{ name: "ErrorCode", reason: code }]);
}

/** Fields or headers broke their rules: HTTP 400 without a numeric code. */
export function fieldProblem(
  world: World,
  path: string,
  errors: readonly Pick<FieldError, "name" | "reason">[],
  status = 400,
  title = "Bad Request",
): ApiAnswer {
  const extraDetails = errors.map(({ name, reason }) => ({ name, reason }));
  return problemAnswer(world, path, status, title, "One or more fields are not valid.", extraDetails);
}
