import { dayMs } from "../defaults.ts";
import type { BankEvent, Payment } from "../state.ts";
import type { World } from "../world.ts";
import { redirectUrlOf } from "./links.ts";

/** How long the simulated issuer vouches for a reservation. */
const guaranteeMs = 7 * dayMs;

export const amountOf = (payment: Payment, value: number) => ({ currency: payment.currency, value });

export const aggregateOf = (payment: Payment) => ({
  authorizedAmount: amountOf(payment, payment.authorizedMinor),
  cancelledAmount: amountOf(payment, payment.cancelledMinor),
  capturedAmount: amountOf(payment, payment.capturedMinor),
  refundedAmount: amountOf(payment, payment.refundedMinor),
});

/** Body of `GET /epayment/v1/payments/{reference}`. */
export function paymentView(world: World, payment: Payment): unknown {
  const customer = payment.msisdn === null ? undefined : world.state.customers[payment.msisdn];
  const scope = payment.epayment?.scope ?? payment.ecom?.scope ?? null;
  const authorized = payment.authorizedAtMs !== null;
  const redirectUrl = redirectUrlOf(world, payment);
  return {
    aggregate: aggregateOf(payment),
    amount: amountOf(payment, payment.amountMinor),
    state: payment.state,
    paymentMethod: {
      type: payment.epayment?.paymentMethod ?? "WALLET",
      ...(authorized ? { cardBin: "540185" } : {}),
    },
    profile: scope !== null && authorized && customer !== undefined ? { sub: customer.sub } : {},
    pspReference: payment.pspReference,
    ...(redirectUrl === null ? {} : { redirectUrl }),
    reference: payment.reference,
    metadata: payment.epayment?.metadata ?? {},
    ...(payment.authorizedAtMs === null
      ? {}
      : { captureGuaranteedUntil: new Date(payment.authorizedAtMs + guaranteeMs).toISOString() }),
  };
}

/** Body of `GET …/events`: oldest first, each with its own amount. */
export function eventsView(payment: Payment): unknown {
  return payment.events.flatMap((event) => {
    if (event.name !== "SALE") return [eventView(payment, event, event.name)];
    return event.success
      ? [eventView(payment, event, "AUTHORIZED"), eventView(payment, event, "CAPTURED")]
      : [eventView(payment, event, "AUTHORIZED")];
  });
}

const eventView = (payment: Payment, event: BankEvent, name: string) => ({
  reference: payment.reference,
  pspReference: event.pspReference,
  name,
  amount: amountOf(payment, event.amountMinor),
  timestamp: new Date(event.atMs).toISOString(),
  idempotencyKey: event.key,
  success: event.success,
});

/** Body of a successful capture, cancel or refund; the amount is the payment's. */
export const modificationView = (payment: Payment) => ({
  amount: amountOf(payment, payment.amountMinor),
  state: payment.state,
  aggregate: aggregateOf(payment),
  pspReference: payment.events.at(-1)?.pspReference ?? payment.pspReference,
  reference: payment.reference,
});
