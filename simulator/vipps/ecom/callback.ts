import { isObject, parseJson } from "../http.ts";
import type { BankEvent, Payment, ShippingOption } from "../state.ts";
import type { World } from "../world.ts";
import { customerAddress, userDetailsOf } from "./person.ts";

const callbackTimeoutMs = 3_000;
const shippingTimeoutMs = 10_000;

/** eCom's words for the callback; a merchant's own capture, refund or cancel is not called back. */
function statusOf(payment: Payment, event: BankEvent): string | undefined {
  switch (event.name) {
    case "AUTHORIZED":
      if (!event.success) return "RESERVE_FAILED";
      return payment.ecom?.express === true ? "RESERVE" : "RESERVED";
    case "SALE":
      return event.success ? "SALE" : "SALE_FAILED";
    case "ABORTED":
      return "CANCELLED";
    case "EXPIRED":
      return "REJECTED";
    default:
      return undefined;
  }
}

const authorizationOf = (payment: Payment): Record<string, string> =>
  payment.ecom?.authToken == null ? {} : { authorization: payment.ecom.authToken };

const joined = (prefix: string, path: string): string => `${prefix.replace(/\/+$/, "")}${path}`;

/** One attempt, three seconds, never repeated: the merchant must poll as well. */
export function tellMerchantByCallback(world: World, payment: Payment, event: BankEvent): void {
  const status = statusOf(payment, event);
  if (payment.ecom === null || status === undefined) return;
  const customer = payment.msisdn === null ? undefined : world.state.customers[payment.msisdn];
  const chosen = payment.ecom.chosenShipping;
  const express =
    payment.ecom.express && customer !== undefined && chosen !== null
      ? {
          shippingDetails: {
            address: { ...customerAddress, country: "Norway", zipCode: customerAddress.postCode },
            shippingCost: chosen.shippingCost,
            shippingMethod: chosen.shippingMethod,
            shippingMethodId: chosen.shippingMethodId,
          },
          userDetails: userDetailsOf(customer),
        }
      : {};
  const timedOut = event.name === "EXPIRED";
  world.send({
    kind: "callback",
    method: "POST",
    url: joined(payment.ecom.callbackPrefix, `/v2/payments/${payment.reference}`),
    headers: { "content-type": "application/json", ...authorizationOf(payment) },
    body: JSON.stringify({
      merchantSerialNumber: payment.msn,
      orderId: payment.reference,
      ...express,
      transactionInfo: {
        amount: payment.amountMinor,
        status,
        timeStamp: new Date(event.atMs).toISOString(),
        ...(timedOut && payment.openedAtMs === null ? {} : { transactionId: event.transactionId }),
      },
      ...(timedOut
        ? {
            errorInfo: {
              errorGroup: "Payment",
              errorCode: "45",
              errorMessage: "The reservation failed: the customer did not act in time",
              contextId: world.ids.uuid(),
            },
          }
        : {}),
    }),
    timeoutMs: callbackTimeoutMs,
    attempt: 1,
  });
}

/** An express payment without static shipping asks the merchant for it when the customer opens the payment. */
export function askForShipping(world: World, payment: Payment): void {
  const terms = payment.ecom;
  if (terms === null || !terms.express || terms.shippingOptions.length > 0) return;
  if (terms.shippingDetailsPrefix === null) return;
  const addressId = 1000;
  world.send(
    {
      kind: "shipping-details",
      method: "POST",
      url: joined(terms.shippingDetailsPrefix, `/v2/payments/${payment.reference}/shippingDetails`),
      headers: { "content-type": "application/json", ...authorizationOf(payment) },
      body: JSON.stringify({ addressId, ...customerAddress, country: "NO", addressType: "H" }),
      timeoutMs: shippingTimeoutMs,
      attempt: 1,
    },
    (delivery) => {
      if (delivery.status !== 200) return;
      terms.shippingOptions = readShipping(delivery.body ?? "");
      world.revision += 1;
    },
  );
}

function readShipping(text: string): readonly ShippingOption[] {
  const json = parseJson(text);
  const list = json.ok && isObject(json.value) ? json.value["shippingDetails"] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown): readonly ShippingOption[] => {
    if (!isObject(item)) return [];
    const { isDefault, shippingCost, shippingMethod, shippingMethodId, priority } = item;
    if (typeof shippingCost !== "number" || typeof shippingMethod !== "string") return [];
    if (typeof shippingMethodId !== "string" || (isDefault !== "Y" && isDefault !== "N")) return [];
    return [{ isDefault, shippingCost, shippingMethod, shippingMethodId, priority: Number(priority ?? 0) }];
  });
}

/** The customer withdraws consent to an express payment's data. False when there was none to withdraw. */
export function removeConsent(world: World, payment: Payment): boolean {
  const customer = payment.msisdn === null ? undefined : world.state.customers[payment.msisdn];
  const terms = payment.ecom;
  if (terms?.consentRemovalPrefix == null || customer === undefined || payment.authorizedAtMs === null)
    return false;
  terms.consentRemoved = true;
  world.send({
    kind: "consent-removal",
    method: "DELETE",
    url: joined(terms.consentRemovalPrefix, `/v2/consents/${encodeURIComponent(userDetailsOf(customer).userId)}`),
    headers: authorizationOf(payment),
    body: "",
    timeoutMs: callbackTimeoutMs,
    attempt: 1,
  });
  world.revision += 1;
  return true;
}
