import { isHttpsOrAppUrl } from "../addresses.ts";
import { currencyOf, dayMs, leastAmountMinor, requestLifeMs } from "../defaults.ts";
import { readFields } from "../fields.ts";
import { type ApiAnswer, type ApiRequest, isObject, jsonAnswer, parseJson, pathOf } from "../http.ts";
import { receiptTotalMinor } from "../orders/receipt.ts";
import type { Payment } from "../state.ts";
import type { World } from "../world.ts";
import { addresseeOf } from "./customer.ts";
import { type Judged, once, refusedAtEntrance, refusedByLimit, refusedWith } from "./entrance.ts";
import { redirectUrlOf } from "./links.ts";
import { fieldProblem, type ProblemCode } from "./problem.ts";
import { type CreateRequest, createSchema } from "./request.ts";

const scopes: ReadonlySet<string> = new Set(["name", "address", "email", "phoneNumber", "birthDate", "nin"]);

/** `POST /epayment/v1/payments`. */
export function createPayment(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const parsed = parseJson(request.body);
  const reference = parsed.ok && isObject(parsed.value) ? parsed.value["reference"] : undefined;
  // A body without the property spelled "reference" counts as one and the same payment.
  const tooMany = refusedByLimit(world, "create", String(reference ?? ""), 5);
  if (tooMany !== undefined) return tooMany;
  return once(world, request, "4020", (key) => {
    const path = pathOf(request);
    if (!parsed.ok) {
      return { answer: fieldProblem(world, path, [{ name: "body", reason: "The body is not JSON." }]) };
    }
    const body = world.lenient ? withSampleSpelling(parsed.value) : parsed.value;
    const fields = readFields(createSchema, body, world.lenient);
    if (!fields.ok) return { answer: fieldProblem(world, path, fields.errors) };
    return create(world, path, fields.value, key);
  });
}

/** Some published samples write `customer.token` for `customer.customerToken`. */
function withSampleSpelling(body: unknown): unknown {
  if (!isObject(body) || !isObject(body["customer"]) || body["customer"]["token"] === undefined) return body;
  const { token, ...customer } = body["customer"];
  return { ...body, customer: { ...customer, customerToken: token } };
}

function create(world: World, path: string, request: CreateRequest, key: string | null): Judged {
  const field = fieldErrorOf(world, request);
  if (field !== undefined) return { answer: fieldProblem(world, path, [field]) };
  const code = codeOf(world, request);
  if (code !== undefined) return refusedWith(world, path, code);
  const addressee = addresseeOf(world, request);
  if (!addressee.ok) return refusedWith(world, path, addressee.code);
  if (world.find(request.reference) !== undefined) return refusedWith(world, path, "4150");
  const payment = newPayment(world, request, addressee.msisdn);
  world.add(payment, key);
  if (request.receipt !== undefined) world.state.receipts[`ECOM ${payment.reference}`] = request.receipt;
  const redirectUrl = redirectUrlOf(world, payment);
  return {
    answer: jsonAnswer(201, { ...(redirectUrl === null ? {} : { redirectUrl }), reference: payment.reference }),
  };
}

type Wrong = { readonly name: string; readonly reason: string };

/** Combinations of fields that have no code of their own. */
function fieldErrorOf(world: World, request: CreateRequest): Wrong | undefined {
  const { paymentMethod, userFlow, expiresAt, receipt, receiptUrl, qrFormat } = request;
  if (paymentMethod.type === "CARD") {
    return { name: "paymentMethod.type", reason: "CARD is not available in the test environment." };
  }
  if (expiresAt != null && userFlow !== "PUSH_MESSAGE" && userFlow !== "QR") {
    return { name: "expiresAt", reason: "Only PUSH_MESSAGE and QR payments may have an expiry." };
  }
  if (expiresAt != null && receiptUrl != null && receipt !== undefined) {
    return { name: "receiptUrl", reason: "A long-living payment has order lines or a receipt address, not both." };
  }
  if (qrFormat != null && userFlow !== "QR") {
    return { name: "qrFormat", reason: "qrFormat is only applicable to the user flow QR." };
  }
  if (receipt !== undefined && receipt.bottomLine.currency !== request.amount.currency) {
    return { name: "receipt.bottomLine.currency", reason: "The receipt must be in the payment's currency." };
  }
  if (receipt !== undefined && !world.lenient && receiptTotalMinor(receipt) !== request.amount.value) {
    return { name: "receipt.orderLines", reason: "The order lines do not add up to the payment's amount." };
  }
  return undefined;
}

/** The first rule with a code of its own that the request breaks. */
function codeOf(world: World, request: CreateRequest): ProblemCode | undefined {
  const { amount, paymentMethod, profile, metadata, userFlow } = request;
  const { salesUnit } = world.state;
  if (salesUnit.blocked) return "5070";
  if (!Number.isInteger(amount.value) || amount.value < 0) return "4040";
  if (amount.currency !== currencyOf[salesUnit.market]) return "5040";
  if (amount.value < leastAmountMinor[amount.currency]) return "6010";
  if (paymentMethod.type === "CARD_PASSTHROUGH") return "4160";
  if (paymentMethod.blockedSources != null && salesUnit.market === "NO") return "5010";
  if (request.shipping !== undefined) return "5020";
  const wanted = (profile?.scope ?? "").split(" ").filter((word) => word !== "");
  if (wanted.some((word) => !scopes.has(word))) return "4080";
  if (wanted.includes("nin")) return "5030";
  if (userFlow === "WEB_REDIRECT" && request.returnUrl === undefined) return "4140";
  const { termsOfSaleUrl, privacyPolicyUrl } = request.merchantLegalLinks ?? {};
  const urls = [request.returnUrl, request.receiptUrl, termsOfSaleUrl, privacyPolicyUrl];
  if (urls.some((url) => url != null && !isHttpsOrAppUrl(url, world.lenient))) return "4090";
  const pairs = Object.entries(metadata ?? {});
  if (pairs.length > 5) return "4100";
  if (pairs.some(([name]) => name.length > 100)) return "4120";
  if (pairs.some(([, value]) => value.length > 500)) return "4130";
  if (userFlow === "PUSH_MESSAGE" && !salesUnit.pushAllowed) return "5080";
  return request.expiresAt == null ? undefined : expiryCodeOf(world, request, Date.parse(request.expiresAt));
}

function expiryCodeOf(world: World, request: CreateRequest, expiresAtMs: number): ProblemCode | undefined {
  const fromNowMs = expiresAtMs - world.nowMs();
  if (!world.state.salesUnit.longLivingAllowed) return "5050";
  if (fromNowMs <= requestLifeMs) return "6120";
  if (fromNowMs >= 60 * dayMs) return "6110";
  return request.receipt === undefined && request.receiptUrl == null ? "6130" : undefined;
}

function newPayment(world: World, request: CreateRequest, msisdn: string | null): Payment {
  const nowMs = world.nowMs();
  const { amount, userFlow, qrFormat } = request;
  return {
    api: "epayment",
    reference: request.reference,
    msn: world.keys.merchantSerialNumber,
    currency: amount.currency,
    amountMinor: amount.value,
    description: request.paymentDescription ?? "",
    token: world.ids.token(40),
    pspReference: world.ids.uuid(),
    transactionId: world.ids.digits(10),
    createdAtMs: nowMs,
    expiresAtMs: request.expiresAt == null ? nowMs + requestLifeMs : Date.parse(request.expiresAt),
    pushed: userFlow === "PUSH_MESSAGE",
    ecom: null,
    epayment: {
      userFlow,
      qr:
        userFlow === "QR" ? { format: qrFormat?.format ?? "IMAGE/SVG+XML", sizePx: qrFormat?.size ?? 1024 } : null,
      paymentMethod: "WALLET",
      customerInteraction: request.customerInteraction ?? "CUSTOMER_NOT_PRESENT",
      scope: request.profile?.scope ?? null,
      metadata: request.metadata ?? null,
      returnUrl: request.returnUrl ?? null,
      minimumUserAge: request.minimumUserAge ?? 0,
    },
    state: "CREATED",
    authorizedMinor: 0,
    capturedMinor: 0,
    cancelledMinor: 0,
    refundedMinor: 0,
    authorizedAtMs: null,
    capturedAtMs: null,
    msisdn,
    openedAtMs: null,
    lock: null,
    events: [],
  };
}
