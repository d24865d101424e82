import { z } from "zod";
import { refusedByGateway, systemHeaderTooLong } from "../auth.ts";
import { type FieldError, type Fields, readFields } from "../fields.ts";
import { type ApiAnswer, type ApiRequest, gatewayAnswer, jsonAnswer, mediaType, parseJson } from "../http.ts";
import type { World } from "../world.ts";
import type { ImageKind } from "./links.ts";

/** The QR API's error object. */
export function qrError(
  world: World,
  status: number,
  title: string,
  detail: string,
  errors: readonly Pick<FieldError, "name" | "reason">[] = [],
): ApiAnswer {
  const invalidParams = errors.map(({ name, reason }) => ({ name, reason }));
  return jsonAnswer(status, {
    ...(errors.length === 0 ? {} : { type: "https://datatracker.ietf.org/doc/html/rfc7231#section-6.5.1" }),
    title,
    detail,
    instance: world.ids.uuid(),
    ...(errors.length === 0 ? {} : { invalidParams }),
  });
}

export const invalidFields = (world: World, errors: readonly Pick<FieldError, "name" | "reason">[]): ApiAnswer =>
  qrError(world, 400, "One or more validation errors occurred.", "BadRequest", errors);

/** Keys and headers of every QR call; some operations need the merchant number. */
export function refusedAtEntrance(world: World, request: ApiRequest, needsMsn = false): ApiAnswer | undefined {
  const refusal = refusedByGateway(world, request);
  if (refusal !== undefined) return gatewayAnswer(refusal.status, refusal.message);
  if (needsMsn && request.headers["merchant-serial-number"] === undefined) {
    return invalidFields(world, [{ name: "Merchant-Serial-Number", reason: "The header is required." }]);
  }
  const tooLong = systemHeaderTooLong(request);
  if (tooLong !== undefined) {
    return invalidFields(world, [{ name: tooLong, reason: "At most 30 characters are allowed." }]);
  }
  if (request.body !== "" && mediaType(request.headers["content-type"]) !== "application/json") {
    return qrError(world, 415, "Unsupported Media Type", "The content type must be application/json.");
  }
  return undefined;
}

export function readQrBody<T>(world: World, request: ApiRequest, schema: z.ZodType<T>): Fields<T> {
  const parsed = parseJson(request.body);
  if (parsed.ok) return readFields(schema, parsed.value, world.lenient);
  return { ok: false, errors: [{ name: "body", kind: "type", reason: "The body is not JSON." }] };
}

export type Look =
  | {
      readonly ok: true;
      readonly kind: ImageKind | "text";
      readonly sizePx: number;
      readonly borderPx: number | undefined;
    }
  | { readonly ok: false; readonly answer: ApiAnswer };

const kinds: Readonly<Record<string, ImageKind | "text">> = {
  "image/*": "png",
  "image/png": "png",
  "image/svg+xml": "svg",
  "text/targeturl": "text",
};

const pixels = z.number().int().min(100).max(2000);

/** What the Accept header asks for. The size is a header or, in newer guides, a body field. */
export function wantedLook(world: World, request: ApiRequest, size?: number, border?: number): Look {
  const accept = request.headers["accept"];
  const kind = kinds[mediaType(accept)];
  if (kind === undefined) {
    const detail = "The Accept header must be image/*, image/png, image/svg+xml or text/targetUrl.";
    return { ok: false, answer: qrError(world, 415, "Unsupported Media Type", detail) };
  }
  const text = request.headers["size"];
  const sizePx = size ?? (text === undefined ? 1024 : Number(text));
  if (!pixels.safeParse(sizePx).success) {
    return { ok: false, answer: invalidFields(world, [{ name: "Size", reason: "Between 100 and 2000 pixels." }]) };
  }
  return { ok: true, kind, sizePx, borderPx: border };
}
