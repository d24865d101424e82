import { z } from "zod";
import { type ApiAnswer, type ApiRequest, emptyAnswer, jsonAnswer, queryOf } from "../http.ts";
import { type CallbackQr, own, type RedirectQr } from "../state.ts";
import type { World } from "../world.ts";
import { invalidFields, type Look, qrError, readQrBody, refusedAtEntrance, wantedLook } from "./entrance.ts";
import { callbackQrOf, qrImageOf, redirectQrOf } from "./links.ts";

const callbackSchema = z.strictObject({
  locationDescription: z.string().min(1).max(36),
  category: z.enum(["IN_STORE", "VENDING"]).optional(),
});
const redirectUrl = z.string().regex(/^https:\/\/[\w.]+([\w#!:.?+=&%@\-/]+)?$/);
const redirectSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[-_+%æøåÆØÅ\w\s]*$/),
  redirectUrl,
  ttl: z.number().int().min(300).max(2_147_483_647).nullish(),
});
const redirectUpdateSchema = z.strictObject({ redirectUrl });

const notFound = (world: World): ApiAnswer => qrError(world, 404, "Not Found", "The QR code was not found.");

/** `PUT /qr/v1/merchant-callback/{merchantQrId}`: the sticker stays the same however often it is put. */
export function putCallbackQr(world: World, request: ApiRequest, merchantQrId: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request, true);
  if (refusal !== undefined) return refusal;
  const fields = readQrBody(world, request, callbackSchema);
  if (!fields.ok) return invalidFields(world, fields.errors);
  const known = own(world.state.callbackQrs, merchantQrId);
  world.state.callbackQrs[merchantQrId] = {
    merchantQrId,
    content: known?.content ?? callbackQrOf(world, world.ids.token(22)),
    category: fields.value.category ?? null,
    locationDescription: fields.value.locationDescription,
  };
  world.revision += 1;
  return emptyAnswer(200);
}

/** The callback QR answers name their image format in the query, in either spelling. */
function queryLook(world: World, request: ApiRequest): Look {
  const query = queryOf(request);
  const format = query.get("QrImageFormat") ?? query.get("qrImageFormat") ?? "SVG";
  const size = query.get("QrImageSize") ?? query.get("qrImageSize");
  const accept = { PNG: "image/png", SVG: "image/svg+xml" }[format.toUpperCase()];
  if (accept === undefined) {
    return { ok: false, answer: invalidFields(world, [{ name: "QrImageFormat", reason: "PNG or SVG." }]) };
  }
  return wantedLook(world, { ...request, headers: { ...request.headers, accept, size: size ?? "1024" } });
}

function callbackView(world: World, qr: CallbackQr, look: Look & { ok: true }) {
  const kind = look.kind === "png" ? "png" : "svg";
  return {
    merchantSerialNumber: world.keys.merchantSerialNumber,
    merchantQrId: qr.merchantQrId,
    locationDescription: qr.locationDescription,
    qrImageUrl: qrImageOf(world, { callback: qr.merchantQrId }, kind, look.sizePx),
    qrContent: qr.content,
  };
}

export function listCallbackQrs(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request, true);
  if (refusal !== undefined) return refusal;
  const look = queryLook(world, request);
  if (!look.ok) return look.answer;
  return jsonAnswer(
    200,
    Object.values(world.state.callbackQrs).map((qr) => callbackView(world, qr, look)),
  );
}

export function getCallbackQr(world: World, request: ApiRequest, merchantQrId: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request, true);
  if (refusal !== undefined) return refusal;
  const look = queryLook(world, request);
  if (!look.ok) return look.answer;
  const qr = own(world.state.callbackQrs, merchantQrId);
  return qr === undefined ? notFound(world) : jsonAnswer(200, callbackView(world, qr, look));
}

export function deleteCallbackQr(world: World, request: ApiRequest, merchantQrId: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request, true);
  if (refusal !== undefined) return refusal;
  if (own(world.state.callbackQrs, merchantQrId) === undefined) return notFound(world);
  delete world.state.callbackQrs[merchantQrId];
  world.revision += 1;
  return emptyAnswer(200);
}

function redirectView(world: World, qr: RedirectQr, look: Look & { ok: true }) {
  const url =
    look.kind === "text"
      ? qr.content
      : qrImageOf(world, { redirect: qr.id }, look.kind, look.sizePx, look.borderPx);
  const expiresIn = qr.expiresAtMs === null ? -1 : Math.floor((qr.expiresAtMs - world.nowMs()) / 1000);
  return { id: qr.id, url, redirectUrl: qr.redirectUrl, expiresIn };
}

const live = (world: World, qr: RedirectQr | undefined): RedirectQr | undefined =>
  qr === undefined || (qr.expiresAtMs !== null && qr.expiresAtMs <= world.nowMs()) ? undefined : qr;

/** `POST /qr/v1/merchant-redirect`: opens a page of the merchant, no payment. */
export function createRedirectQr(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const look = wantedLook(world, request);
  if (!look.ok) return look.answer;
  const fields = readQrBody(world, request, redirectSchema);
  if (!fields.ok) return invalidFields(world, fields.errors);
  const { id, ttl } = fields.value;
  if (live(world, own(world.state.redirectQrs, id)) !== undefined) return jsonAnswer(409, { id });
  const qr: RedirectQr = {
    id,
    content: redirectQrOf(world, world.ids.token(22)),
    redirectUrl: fields.value.redirectUrl,
    expiresAtMs: ttl == null ? null : world.nowMs() + ttl * 1000,
  };
  world.state.redirectQrs[id] = qr;
  world.revision += 1;
  return jsonAnswer(200, redirectView(world, qr, look));
}

export function listRedirectQrs(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const look = wantedLook(world, request);
  if (!look.ok) return look.answer;
  const all = Object.values(world.state.redirectQrs).filter((qr) => live(world, qr) !== undefined);
  return jsonAnswer(
    200,
    all.map((qr) => redirectView(world, qr, look)),
  );
}

/** GET, PUT and DELETE of one merchant redirect QR. */
export function oneRedirectQr(world: World, request: ApiRequest, id: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const qr = live(world, own(world.state.redirectQrs, id));
  if (request.method === "DELETE") {
    if (qr === undefined) return notFound(world);
    delete world.state.redirectQrs[id];
    world.revision += 1;
    return emptyAnswer(200);
  }
  const look = wantedLook(world, request);
  if (!look.ok) return look.answer;
  if (qr === undefined) return notFound(world);
  if (request.method === "PUT") {
    const fields = readQrBody(world, request, redirectUpdateSchema);
    if (!fields.ok) return invalidFields(world, fields.errors);
    qr.redirectUrl = fields.value.redirectUrl;
    world.revision += 1;
  }
  return jsonAnswer(200, redirectView(world, qr, look));
}
