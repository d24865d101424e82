import { issueToken } from "./auth.ts";
import { refusedFirstVersion } from "./ecom/entrance.ts";
import { initiatePayment } from "./ecom/initiate.ts";
import * as ecom from "./ecom/operations.ts";
import { createPayment } from "./epayment/create.ts";
import * as epayment from "./epayment/operations.ts";
import type { ApiAnswer, ApiRequest } from "./http.ts";
import * as orders from "./orders/order-management.ts";
import { exchangeCustomer, exchangeQr } from "./qr/exchange.ts";
import { drawQr } from "./qr/image.ts";
import * as merchantQr from "./qr/merchant.ts";
import { createOneTimeQr } from "./qr/one-time.ts";
import * as webhooks from "./webhooks/registrations.ts";
import type { World } from "./world.ts";

/** `parts` are the path's `{…}` in order, decoded. */
export type Handler = (world: World, request: ApiRequest, ...parts: string[]) => ApiAnswer;

const oneEpayment = "/epayment/v1/payments/{}";
const oneEcom = "/ecomm/v2/payments/{}";
const om = "/order-management";

/** Every operation of the simulated APIs. `{}` stands for one path segment; the first match wins. */
const table: readonly (readonly [string, string, Handler])[] = [
  ["POST", "/accesstoken/get", issueToken],

  ["POST", "/epayment/v1/payments", createPayment],
  ["GET", oneEpayment, epayment.getPayment],
  ["GET", `${oneEpayment}/events`, epayment.getEvents],
  ["POST", `${oneEpayment}/cancel`, epayment.cancelPayment],
  ["POST", `${oneEpayment}/capture`, epayment.capturePayment],
  ["POST", `${oneEpayment}/refund`, epayment.refundPayment],
  ["POST", "/epayment/v1/test/payments/{}/approve", epayment.forceApprovePayment],

  ["POST", "/ecomm/v2/payments", initiatePayment],
  ["GET", `${oneEcom}/details`, ecom.getDetails],
  ["GET", `${oneEcom}/status`, ecom.getStatus],
  ["POST", `${oneEcom}/capture`, ecom.capturePayment],
  ["PUT", `${oneEcom}/cancel`, ecom.cancelPayment],
  ["POST", `${oneEcom}/refund`, ecom.refundPayment],
  ["POST", "/ecomm/v2/integration-test/payments/{}/approve", ecom.forceApprovePayment],

  ["POST", "/qr/v1", createOneTimeQr],
  ["POST", "/qr/v1/exchange", exchangeQr],
  ["POST", "/qr/v1/exchange/customer", exchangeCustomer],
  ["GET", "/qr/v1/merchant-callback", merchantQr.listCallbackQrs],
  ["PUT", "/qr/v1/merchant-callback/mobilepay/{}", merchantQr.putCallbackQr],
  ["PUT", "/qr/v1/merchant-callback/{}", merchantQr.putCallbackQr],
  ["GET", "/qr/v1/merchant-callback/{}", merchantQr.getCallbackQr],
  ["DELETE", "/qr/v1/merchant-callback/{}", merchantQr.deleteCallbackQr],
  ["POST", "/qr/v1/merchant-redirect", merchantQr.createRedirectQr],
  ["GET", "/qr/v1/merchant-redirect", merchantQr.listRedirectQrs],
  ["GET", "/qr/v1/merchant-redirect/{}", merchantQr.oneRedirectQr],
  ["PUT", "/qr/v1/merchant-redirect/{}", merchantQr.oneRedirectQr],
  ["DELETE", "/qr/v1/merchant-redirect/{}", merchantQr.oneRedirectQr],
  ["GET", "/qr/generate/qr.svg", drawQr],
  ["GET", "/qr/generate/qr.png", drawQr],

  ["POST", "/webhooks/v1/webhooks", webhooks.registerWebhook],
  ["GET", "/webhooks/v1/webhooks", webhooks.listWebhooks],
  ["DELETE", "/webhooks/v1/webhooks/{}", webhooks.deleteWebhook],

  ["POST", `${om}/v2/{}/receipts/{}`, orders.addReceipt],
  ["PUT", `${om}/v2/{}/categories/{}`, orders.putCategory],
  ["GET", `${om}/v2/{}/{}`, orders.getOrder],
  ["POST", `${om}/v1/images`, orders.addImage],
  ["POST", `${om}/v3/categories`, orders.addCategory],
  ["GET", `${om}/v3/categories`, orders.listCategories],
  ["GET", `${om}/v3/categories/{}`, orders.oneCategory],
  ["DELETE", `${om}/v3/categories/{}`, orders.oneCategory],
];

type Route = { readonly method: string; readonly pattern: RegExp; readonly handler: Handler };

export const routeOf = (method: string, template: string, handler: Handler): Route => ({
  method,
  pattern: new RegExp(`^${template.replaceAll(".", "\\.").replaceAll("{}", "([^/]+)")}/?$`),
  handler,
});

const routes = table.map(([method, template, handler]) => routeOf(method, template, handler));

/** Whether the path belongs to a version that was shut down. */
const firstVersion = /^\/ecomm\/v1(\/|$)/;
const deprecatedOrders = /^\/order-management\/v1\/(orders|receipts)\//;

export type Found =
  | { readonly kind: "found"; readonly handler: Handler; readonly parts: readonly string[] }
  | { readonly kind: "wrong-method" }
  | { readonly kind: "none" };

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

/** The route of a request among `among`. */
export function routeIn(among: readonly Route[], method: string, path: string): Found {
  let pathKnown = false;
  for (const route of among) {
    const match = route.pattern.exec(path);
    if (match === null) continue;
    if (route.method === method)
      return { kind: "found", handler: route.handler, parts: match.slice(1).map(decoded) };
    pathKnown = true;
  }
  return pathKnown ? { kind: "wrong-method" } : { kind: "none" };
}

/** The operation a request to the APIs means. */
export function findRoute(method: string, path: string): Found {
  if (firstVersion.test(path)) return { kind: "found", handler: refusedFirstVersion, parts: [] };
  if (deprecatedOrders.test(path)) {
    return { kind: "found", handler: (_, request) => orders.deprecatedOrderPath(request), parts: [] };
  }
  return routeIn(routes, method, path);
}
