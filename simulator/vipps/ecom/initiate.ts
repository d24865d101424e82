import { isHttpsOrAppUrl, isHttpsUrl } from "../addresses.ts";
import { requestLifeMs } from "../defaults.ts";
import { type ApiAnswer, type ApiRequest, isObject, parseJson } from "../http.ts";
import { customerOf, mayPay } from "../phones.ts";
import type { Payment } from "../state.ts";
import type { World } from "../world.ts";
import { refusedAtEntrance, refusedByLimit } from "./entrance.ts";
import { ecomAnswer, ecomError, ecomFieldErrors } from "./errors.ts";
import { type InitiateRequest, initiateSchema, readBody } from "./request.ts";

const scopes: ReadonlySet<string> = new Set(["name", "address", "email", "phoneNumber", "birthDate", "nin"]);

/** `POST /ecomm/v2/payments`. Not idempotent: an orderId is used up by its first accepted call. */
export function initiatePayment(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const tooMany = refusedByLimit(world, "initiate", orderIdIn(request.body), 2);
  if (tooMany !== undefined) return tooMany;
  const body = readBody(world, request, initiateSchema);
  if (!body.ok) return body.answer;
  return refusedByFields(world, body.value) ?? refusedByRules(world, body.value) ?? initiate(world, body.value);
}

function orderIdIn(text: string): string {
  const parsed = parseJson(text);
  const transaction = parsed.ok && isObject(parsed.value) ? parsed.value["transaction"] : undefined;
  return String((isObject(transaction) ? transaction["orderId"] : undefined) ?? "");
}

const wordsOf = (scope: string | undefined): readonly string[] =>
  (scope ?? "").split(" ").filter((word) => word !== "");
const isExpress = (request: InitiateRequest): boolean =>
  request.merchantInfo.paymentType === "eComm Express Payment";

/** Rules of single fields and their combinations, answered with the field's name. */
function refusedByFields(world: World, request: InitiateRequest): ApiAnswer | undefined {
  const { merchantInfo, transaction, customerInfo } = request;
  const wrong: { name: string; reason: string }[] = [];
  const https = ["callbackPrefix", "consentRemovalPrefix", "shippingDetailsPrefix"] as const;
  for (const name of https) {
    const url = merchantInfo[name];
    if (url !== undefined && !isHttpsUrl(url, world.lenient)) {
      wrong.push({ name: `merchantInfo.${name}`, reason: "The URL must use HTTPS and a public host" });
    }
  }
  const { fallBack } = merchantInfo;
  const fallBackIsFine =
    fallBack === "INTENT" || (merchantInfo.isApp === true && !fallBack.startsWith("http://"))
      ? true
      : isHttpsOrAppUrl(fallBack, world.lenient);
  if (!fallBackIsFine) {
    wrong.push({ name: "merchantInfo.fallBack", reason: "The URL must use HTTPS or a custom URL scheme" });
  }
  if (isExpress(request)) {
    if (merchantInfo.consentRemovalPrefix === undefined) {
      wrong.push({ name: "merchantInfo.consentRemovalPrefix", reason: "Required for express payments" });
    }
    if (merchantInfo.shippingDetailsPrefix === undefined && !merchantInfo.staticShippingDetails?.length) {
      wrong.push({ name: "merchantInfo.shippingDetailsPrefix", reason: "Required without staticShippingDetails" });
    }
    if (transaction.scope !== undefined) {
      wrong.push({ name: "transaction.scope", reason: "Cannot be combined with express payments" });
    }
  }
  if (wordsOf(transaction.scope).some((word) => !scopes.has(word))) {
    wrong.push({ name: "transaction.scope", reason: "The scope is not known" });
  }
  if (transaction.skipLandingPage === true && customerInfo.mobileNumber === undefined) {
    wrong.push({ name: "customerInfo.mobileNumber", reason: "Required when the landing page is skipped" });
  }
  return wrong.length === 0 ? undefined : ecomFieldErrors(world, wrong);
}

function refusedByRules(world: World, request: InitiateRequest): ApiAnswer | undefined {
  const { merchantInfo, transaction } = request;
  const { salesUnit } = world.state;
  if (merchantInfo.merchantSerialNumber !== world.keys.merchantSerialNumber) {
    return ecomError(world, "Merchant", "Unauthorized", 403);
  }
  if (salesUnit.blocked) return ecomError(world, "Merchant", "37");
  // Norway and kroner only.
  if (salesUnit.market !== "NO") return ecomError(world, "Merchant", "97");
  if (wordsOf(transaction.scope).includes("nin")) return ecomError(world, "Merchant", "51");
  if (transaction.skipLandingPage === true) {
    if (!salesUnit.pushAllowed) return ecomError(world, "Merchant", "38");
    const msisdn = repairedNumber(request.customerInfo.mobileNumber ?? "");
    const customer = msisdn === undefined ? undefined : customerOf(world, msisdn);
    // One answer for "not a user", "malformed", "too young" and "blocked": which one it was is nobody's business.
    if (customer === undefined || !mayPay(customer)) return ecomError(world, "User", "81");
    if (customer.oldApp) return ecomError(world, "User", "82");
  }
  if (world.find(transaction.orderId) !== undefined) return ecomError(world, "Merchant", "34", 409);
  return undefined;
}

/** The backend repairs what people write: spaces, `+47`, `0047`. The result is an MSISDN, or undefined. */
function repairedNumber(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, "").replace(/^(\+|00)/, "");
  if (/^\d{8}$/.test(digits)) return `47${digits}`;
  return /^47\d{8}$/.test(digits) ? digits : undefined;
}

function initiate(world: World, request: InitiateRequest): ApiAnswer {
  const payment = newPayment(world, request);
  world.add(payment, null);
  const url =
    request.merchantInfo.isApp === true
      ? `vippsMT://?token=${payment.token}`
      : `${world.baseUrl}/dwo-api-application/v1/deeplink/vippsgateway?v=2&token=${payment.token}`;
  return ecomAnswer({ orderId: payment.reference, url });
}

function newPayment(world: World, request: InitiateRequest): Payment {
  const { merchantInfo, transaction, customerInfo } = request;
  const nowMs = world.nowMs();
  const pushed = transaction.skipLandingPage === true;
  const staticOptions = (merchantInfo.staticShippingDetails ?? []).map((option) => ({
    ...option,
    priority: option.priority ?? 0,
  }));
  return {
    api: "ecom",
    reference: transaction.orderId,
    msn: world.keys.merchantSerialNumber,
    currency: "NOK",
    amountMinor: transaction.amount,
    description: transaction.transactionText,
    token: world.ids.token(40),
    pspReference: world.ids.uuid(),
    transactionId: world.ids.digits(10),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + requestLifeMs,
    pushed,
    ecom: {
      callbackPrefix: merchantInfo.callbackPrefix,
      authToken: merchantInfo.authToken ?? null,
      fallBack: merchantInfo.fallBack,
      isApp: merchantInfo.isApp ?? false,
      express: isExpress(request),
      consentRemovalPrefix: merchantInfo.consentRemovalPrefix ?? null,
      shippingDetailsPrefix: merchantInfo.shippingDetailsPrefix ?? null,
      scope: transaction.scope ?? null,
      directCapture: world.state.salesUnit.directCapture,
      shippingOptions: staticOptions,
      chosenShipping: null,
      consentRemoved: false,
    },
    epayment: null,
    state: "CREATED",
    authorizedMinor: 0,
    capturedMinor: 0,
    cancelledMinor: 0,
    refundedMinor: 0,
    authorizedAtMs: null,
    capturedAtMs: null,
    msisdn: pushed ? (repairedNumber(customerInfo.mobileNumber ?? "") ?? null) : null,
    openedAtMs: null,
    lock: null,
    events: [],
  };
}
