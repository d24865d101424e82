import { type ApiAnswer, jsonAnswer } from "../http.ts";
import type { World } from "../world.ts";

export type Group = "Authentication" | "Payment" | "InvalidRequest" | "VippsError" | "User" | "Merchant";

const json = "application/json;charset=UTF-8";

/** Wording of the codes the simulator uses; clients must branch on group and code only. */
const messages: Readonly<Record<string, string>> = {
  "Payment 51": "The payment is already captured and cannot be cancelled",
  "Payment 61": "The captured amount exceeds the reserved amount",
  "Payment 62": "The amount is not reserved",
  "Payment 63": "The capture failed for some unknown reason",
  "Payment 71": "The refund exceeds the captured amount",
  "Payment 72": "The amount is only reserved and cannot be refunded",
  "Payment 73": "The order is cancelled and cannot be refunded",
  "Payment 93": "A retry must be identical to the first request with the same X-Request-Id",
  "Payment 95": "The refund period of 365 days is over",
  "Payment 1082": "This test user is not verified: approve one payment in the app first",
  "VippsError 91": "The transaction is not allowed",
  "VippsError 92": "The transaction is already processed",
  "VippsError 94": "The order is locked and being processed",
  "VippsError 99": "Internal error",
  "User 81": "The number cannot be used for this payment",
  "User 82": "The version of the app is not supported",
  "Merchant 34": "The orderId is already used and must be unique",
  "Merchant 35": "The orderId was not found for this merchantSerialNumber",
  "Merchant 37": "The sales unit is not available, is deactivated or blocked",
  "Merchant 38": "The sales unit is not allowed to skip the landing page",
  "Merchant 51": "The sales unit is not allowed to use the scope nin",
  "Merchant 97": "The sales unit is not allowed to receive payments",
  "Merchant Unauthorized": "The merchantSerialNumber does not belong to these keys",
};

/** First shape: an array of errors from the backend. HTTP 400 unless a source names another status. */
export function ecomError(world: World, group: Group, code: string, status = 400, message?: string): ApiAnswer {
  const errorMessage = message ?? messages[`${group} ${code}`] ?? code;
  const contextId = world.ids.uuid();
  return jsonAnswer(status, [{ errorGroup: group, errorCode: code, errorMessage, contextId }], json);
}

/** A field broke its rule: its name is the code. */
export function ecomFieldErrors(
  world: World,
  errors: readonly { readonly name: string; readonly reason: string }[],
): ApiAnswer {
  const contextId = world.ids.uuid();
  return jsonAnswer(
    400,
    errors.map(({ name, reason }) => ({
      errorGroup: "InvalidRequest",
      errorCode: name,
      errorMessage: reason,
      contextId,
    })),
    json,
  );
}

/** Second shape: the gateway's answer to a call it does not let through. */
export function ecomGatewayError(status: number, message: string): ApiAnswer {
  const words: Readonly<Record<number, string>> = { 401: "Unauthorized", 403: "Forbidden", 404: "Not Found" };
  return jsonAnswer(
    status,
    {
      responseInfo: { responseCode: status, responseMessage: words[status] ?? "Error" },
      result: { message },
    },
    json,
  );
}

export const ecomAnswer = (value: unknown): ApiAnswer => jsonAnswer(200, value, json);
