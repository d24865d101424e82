import { z } from "zod";
import { type ApiAnswer, type ApiRequest, jsonAnswer } from "../http.ts";
import type { World } from "../world.ts";
import { invalidFields, qrError, readQrBody, refusedAtEntrance, wantedLook } from "./entrance.ts";
import { paymentQrOf, qrImageOf } from "./links.ts";

const schema = z.strictObject({
  url: z.string(),
  size: z.number().int().min(100).max(2000).optional(),
  whiteBorder: z.number().int().min(0).max(100).optional(),
});

/** The token of a link this wallet handed out, wherever it stands in the link. */
export function tokenIn(text: string): string | undefined {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  return url.searchParams.get("token") ?? /^\/q\/([A-Za-z0-9]+)$/.exec(url.pathname)?.[1];
}

/** `POST /qr/v1`: draws the link of an eCom payment whose landing page is not skipped. */
export function createOneTimeQr(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const fields = readQrBody(world, request, schema);
  if (!fields.ok) return invalidFields(world, fields.errors);
  const look = wantedLook(world, request, fields.value.size, fields.value.whiteBorder);
  if (!look.ok) return look.answer;
  const payment = world.findByToken(tokenIn(fields.value.url) ?? "");
  if (payment === undefined || payment.api !== "ecom" || payment.pushed) {
    return qrError(world, 400, "Validation error", "Supplied landing page token is not valid");
  }
  const expiresIn = Math.floor((payment.expiresAtMs - world.nowMs()) / 1000);
  if (expiresIn <= 0 || payment.state !== "CREATED") {
    return qrError(world, 400, "Order timeout", "Payment has already timed out");
  }
  const { token } = payment;
  const url =
    look.kind === "text"
      ? paymentQrOf(world, token)
      : qrImageOf(world, { token }, look.kind, look.sizePx, look.borderPx);
  return jsonAnswer(200, { url, expiresIn });
}
