import { z } from "zod";
import { refusedByGateway, systemHeaderTooLong } from "../auth.ts";
import { type FieldError, type Fields, readFields } from "../fields.ts";
import {
  type ApiAnswer,
  type ApiRequest,
  emptyAnswer,
  gatewayAnswer,
  jsonAnswer,
  parseJson,
  pathOf,
  queryOf,
} from "../http.ts";
import { own, type StoredCategory } from "../state.ts";
import type { World } from "../world.ts";
import { readImageHeightPx } from "./image-size.ts";
import { receiptSchema } from "./receipt.ts";

const id = z.string().regex(/^[0-9A-Za-z-_.]+$/);
const imageId = id.min(1).max(128);
const category = z.enum(["GENERAL", "RECEIPT", "ORDER_CONFIRMATION", "DELIVERY", "TICKET", "BOOKING"]);
const orderSchema = z.strictObject({ category, orderDetailsUrl: z.url(), imageId: imageId.nullish() });
const categorySchema = z.strictObject({
  orderId: id,
  paymentType: z.enum(["ECOM", "RECURRING"]),
  type: category,
  url: z.url(),
  imageId: imageId.optional(),
});
const imageSchema = z.strictObject({ imageId, src: z.string().min(1), type: z.literal("base64") });

const leastImageHeightPx = 167;
const mostImageBytes = 2 * 1024 * 1024;

function failure(
  world: World,
  status: number,
  title: string,
  errors: readonly Pick<FieldError, "name" | "reason">[] = [],
): ApiAnswer {
  return jsonAnswer(status, {
    type: "https://datatracker.ietf.org/doc/html/rfc7231#section-6.5",
    title,
    detail: title,
    instance: world.ids.uuid(),
    ...(errors.length === 0 ? {} : { invalidParams: errors.map(({ name, reason }) => ({ name, reason })) }),
  });
}
const invalid = (world: World, errors: readonly Pick<FieldError, "name" | "reason">[]): ApiAnswer =>
  failure(world, 400, "One or more validation errors occurred.", errors);

function refusedAtEntrance(world: World, request: ApiRequest): ApiAnswer | undefined {
  const refusal = refusedByGateway(world, request);
  if (refusal !== undefined) return gatewayAnswer(refusal.status, refusal.message);
  if (request.headers["merchant-serial-number"] === undefined) {
    return invalid(world, [{ name: "Merchant-Serial-Number", reason: "The header is required." }]);
  }
  const tooLong = systemHeaderTooLong(request, 100);
  if (tooLong === undefined) return undefined;
  return invalid(world, [{ name: tooLong, reason: "At most 100 characters are allowed." }]);
}

function read<T>(world: World, request: ApiRequest, schema: z.ZodType<T>): Fields<T> {
  const parsed = parseJson(request.body);
  if (parsed.ok) return readFields(schema, parsed.value, world.lenient);
  return { ok: false, errors: [{ name: "body", kind: "type", reason: "The body is not JSON." }] };
}

type OrderKey = { readonly ok: true; readonly key: string } | { readonly ok: false; readonly answer: ApiAnswer };

/** The guides write the payment type in lower case, the specification in capitals. */
function orderKey(world: World, paymentType: string, orderId: string): OrderKey {
  const type = paymentType.toUpperCase();
  if (type !== "ECOM" && type !== "RECURRING") {
    return { ok: false, answer: invalid(world, [{ name: "paymentType", reason: "ECOM or RECURRING." }]) };
  }
  if (!id.safeParse(orderId).success) {
    return {
      ok: false,
      answer: invalid(world, [{ name: "orderId", reason: "Letters, digits, hyphens and dots." }]),
    };
  }
  return { ok: true, key: `${type} ${orderId}` };
}

/** `POST /order-management/v2/{type}/receipts/{orderId}`: once; nobody checks that the order exists. */
export function addReceipt(world: World, request: ApiRequest, paymentType: string, orderId: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const order = orderKey(world, paymentType, orderId);
  if (!order.ok) return order.answer;
  const fields = read(world, request, receiptSchema);
  if (!fields.ok) return invalid(world, fields.errors);
  if (own(world.state.receipts, order.key) !== undefined) {
    return failure(world, 409, "The order already has a receipt.");
  }
  world.state.receipts[order.key] = fields.value;
  world.revision += 1;
  return jsonAnswer(201, world.ids.uuid());
}

/** `PUT /order-management/v2/{type}/categories/{orderId}`: the last one counts. */
export function putCategory(world: World, request: ApiRequest, paymentType: string, orderId: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const order = orderKey(world, paymentType, orderId);
  if (!order.ok) return order.answer;
  const fields = read(world, request, orderSchema);
  if (!fields.ok) return invalid(world, fields.errors);
  world.state.orderCategories[order.key] = fields.value;
  world.revision += 1;
  return jsonAnswer(200, world.ids.uuid());
}

/** `GET /order-management/v2/{type}/{orderId}`. A receipt sent with an ePayment create is found here too. */
export function getOrder(world: World, request: ApiRequest, paymentType: string, orderId: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const order = orderKey(world, paymentType, orderId);
  if (!order.ok) return order.answer;
  const receipt = own(world.state.receipts, order.key);
  const orderCategory = own(world.state.orderCategories, order.key);
  if (receipt === undefined && orderCategory === undefined) return failure(world, 404, "The order was not found.");
  return jsonAnswer(200, {
    ...(orderCategory === undefined ? {} : { category: orderCategory }),
    ...(receipt === undefined ? {} : { receipt }),
  });
}

/** `POST /order-management/v1/images`: an image never changes under its id. */
export function addImage(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const fields = read(world, request, imageSchema);
  if (!fields.ok) return invalid(world, fields.errors);
  const bytes = Buffer.from(fields.value.src, "base64");
  const heightPx = readImageHeightPx(bytes);
  if (heightPx === undefined) return invalid(world, [{ name: "src", reason: "Neither PNG nor JPEG." }]);
  if (heightPx < leastImageHeightPx) {
    return invalid(world, [{ name: "src", reason: `At least ${leastImageHeightPx} pixels high.` }]);
  }
  if (bytes.length > mostImageBytes) return invalid(world, [{ name: "src", reason: "At most 2 MB." }]);
  if (own(world.state.images, fields.value.imageId) !== undefined) {
    return invalid(world, [{ name: "imageId", reason: "The id is taken; images cannot be changed." }]);
  }
  world.state.images[fields.value.imageId] = true;
  world.revision += 1;
  return jsonAnswer(200, { imageId: fields.value.imageId });
}

/** `POST /order-management/v3/categories`. */
export function addCategory(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const fields = read(world, request, categorySchema);
  if (!fields.ok) return invalid(world, fields.errors);
  const categoryId = world.ids.uuid();
  world.state.categories[categoryId] = { ...fields.value, imageId: fields.value.imageId ?? null, categoryId };
  world.revision += 1;
  return jsonAnswer(201, { categoryId });
}

function categoryView({ imageId: image, ...stored }: StoredCategory) {
  return image === null ? stored : { ...stored, imageId: image };
}

/** `GET /order-management/v3/categories?orderId=…`. */
export function listCategories(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const orderId = queryOf(request).get("orderId");
  const all = Object.values(world.state.categories).filter((one) => orderId === null || one.orderId === orderId);
  return jsonAnswer(200, { categories: all.map(categoryView) });
}

/** GET and DELETE of one category. */
export function oneCategory(world: World, request: ApiRequest, categoryId: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const stored = own(world.state.categories, categoryId);
  if (stored === undefined) return failure(world, 404, "The category was not found.");
  if (request.method === "GET") return jsonAnswer(200, categoryView(stored));
  delete world.state.categories[categoryId];
  world.revision += 1;
  return emptyAnswer(200);
}

/** Version 1 of these paths is deprecated and gone. */
export const deprecatedOrderPath = (request: ApiRequest): ApiAnswer =>
  gatewayAnswer(404, `${pathOf(request)} is a deprecated endpoint and no longer available.`);
