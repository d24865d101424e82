import { z } from "zod";
import type { FieldError } from "../fields.ts";
import { type ApiAnswer, type ApiRequest, jsonAnswer } from "../http.ts";
import { own } from "../state.ts";
import type { World } from "../world.ts";
import { readQrBody, refusedAtEntrance } from "./entrance.ts";
import { readPersonalQr } from "./personal.ts";

const requestedData = z.array(z.enum(["MSISDN"])).min(1);
const qrSchema = z.strictObject({ qrCode: z.string(), requestedData });
const customerSchema = z.strictObject({ customer: z.strictObject({ customerToken: z.string() }), requestedData });

const badRequest = (errors: readonly Pick<FieldError, "name" | "reason">[]): ApiAnswer =>
  jsonAnswer(400, {
    title: "Bad request",
    status: 400,
    detail: "The request body contains one or more invalid parameters.",
    extraDetails: errors.map(({ name, reason }) => ({ name, reason })),
  });

/** `POST /qr/v1/exchange`: the number behind a personal QR the merchant scanned. */
export function exchangeQr(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const fields = readQrBody(world, request, qrSchema);
  if (!fields.ok) return badRequest(fields.errors);
  const read = readPersonalQr(world, fields.value.qrCode);
  if (read === undefined) {
    return badRequest([{ name: "qrCode", reason: "The complete data contained in the QR code is required." }]);
  }
  const timestamp = read.madeAtMs === null ? {} : { timestamp: Math.floor(read.madeAtMs / 1000) };
  return jsonAnswer(200, { msisdn: read.msisdn, ...timestamp, version: read.version });
}

/** `POST /qr/v1/exchange/customer`: the number behind the token of a check-in. */
export function exchangeCustomer(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const fields = readQrBody(world, request, customerSchema);
  if (!fields.ok) return badRequest(fields.errors);
  const token = own(world.state.customerTokens, fields.value.customer.customerToken);
  if (token === undefined || token.expiresAtMs <= world.nowMs()) {
    return badRequest([{ name: "customer.customerToken", reason: "The token is not known or has expired." }]);
  }
  return jsonAnswer(200, { msisdn: token.msisdn, timestamp: Math.floor(token.madeAtMs / 1000) });
}
