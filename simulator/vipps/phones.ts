import { authorize, refuseByIssuer } from "./bank.ts";
import { hourMs, threeDsLifeMs } from "./defaults.ts";
import { askForShipping } from "./ecom/callback.ts";
import type { Customer, Payment } from "./state.ts";
import type { World } from "./world.ts";

export const acts = ["open", "approve", "reject", "start-3ds", "finish-3ds", "confirm-shipping"] as const;
export type Act = (typeof acts)[number];

export type ActRefusal =
  | "no-such-customer"
  | "no-such-request"
  | "request-of-another-phone"
  | "customer-may-not-pay"
  | "customer-too-young"
  | "request-has-ended"
  | "in-3ds"
  | "not-in-3ds"
  | "shipping-not-confirmed"
  | "no-shipping-methods"
  | "card-refused";

export type ActOutcome =
  | { readonly ok: true; readonly payment: Payment }
  | { readonly ok: false; readonly refusal: ActRefusal };

const refused = (refusal: ActRefusal): ActOutcome => ({ ok: false, refusal });

/** Vipps does not say which of these it was; the simulator's own control port does. */
export const mayPay = (customer: Customer): boolean => !customer.blocked && customer.age >= 15;

export const customerOf = (world: World, msisdn: string): Customer | undefined =>
  Object.hasOwn(world.state.customers, msisdn) ? world.state.customers[msisdn] : undefined;

/** What a phone shows: everything that was ever addressed to it, newest first. */
export function requestsOf(world: World, msisdn: string): readonly Payment[] {
  return Object.values(world.state.payments)
    .filter((payment) => payment.msisdn === msisdn)
    .sort((a, b) => b.createdAtMs - a.createdAtMs);
}

/** Payments nobody has picked up yet and any phone may. */
export function unclaimed(world: World): readonly Payment[] {
  return Object.values(world.state.payments).filter(
    (payment) => payment.state === "CREATED" && payment.msisdn === null,
  );
}

/** Test amounts whose approval the simulated issuer refuses (151 funds, 182 issuer, … 197 3-D Secure denied). */
const refusedAmounts: ReadonlySet<number> = new Set([151, 182, 183, 184, 186, 187, 197]);
const unknownResultAmount = 201;
const strongAuthenticationAmount = 202;

/** One thing a customer does on a phone with one request. */
export function act(
  world: World,
  msisdn: string,
  reference: string,
  what: Act,
  choice: { readonly shippingMethodId?: string } = {},
): ActOutcome {
  const customer = customerOf(world, msisdn);
  if (customer === undefined) return refused("no-such-customer");
  const payment = world.find(reference);
  if (payment === undefined) return refused("no-such-request");
  if (payment.msisdn !== null && payment.msisdn !== msisdn) return refused("request-of-another-phone");
  if (!mayPay(customer)) return refused("customer-may-not-pay");
  if (customer.age < (payment.epayment?.minimumUserAge ?? 0)) return refused("customer-too-young");
  if (payment.state !== "CREATED") return refused("request-has-ended");
  open(world, payment, msisdn);
  switch (what) {
    case "open":
      return { ok: true, payment };
    case "confirm-shipping":
      return confirmShipping(world, payment, choice.shippingMethodId);
    case "reject":
      if (payment.lock !== null) return refused("in-3ds");
      payment.state = "ABORTED";
      world.record(payment, "ABORTED");
      return { ok: true, payment };
    case "start-3ds":
      if (payment.lock !== null) return refused("in-3ds");
      if (!shippingSettled(payment)) return refused("shipping-not-confirmed");
      return startThreeDs(world, payment);
    case "finish-3ds":
      if (payment.lock?.kind !== "3ds") return refused("not-in-3ds");
      return settle(world, payment, customer);
    case "approve":
      if (payment.lock !== null) return refused("in-3ds");
      if (!shippingSettled(payment)) return refused("shipping-not-confirmed");
      if (payment.amountMinor === strongAuthenticationAmount) return startThreeDs(world, payment);
      return settle(world, payment, customer);
  }
}

function open(world: World, payment: Payment, msisdn: string): void {
  payment.msisdn = msisdn;
  if (payment.openedAtMs !== null) return;
  payment.openedAtMs = world.nowMs();
  world.revision += 1;
  askForShipping(world, payment);
}

function startThreeDs(world: World, payment: Payment): ActOutcome {
  payment.lock = { kind: "3ds", untilMs: world.nowMs() + threeDsLifeMs };
  world.revision += 1;
  return { ok: true, payment };
}

function settle(world: World, payment: Payment, customer: Customer): ActOutcome {
  const nowMs = world.nowMs();
  if (customer.noCard || refusedAmounts.has(payment.amountMinor)) {
    refuseByIssuer(world, payment, nowMs);
    return refused("card-refused");
  }
  customer.approvedOnce = true;
  if (payment.amountMinor === unknownResultAmount) {
    payment.lock = { kind: "unknown-result", untilMs: nowMs + hourMs };
    world.revision += 1;
  } else {
    authorize(world, payment, nowMs);
  }
  return { ok: true, payment };
}

/** Express payments always use the explicit flow: address and shipping are confirmed before the payment. */
const shippingSettled = (payment: Payment): boolean =>
  payment.ecom?.express !== true || payment.ecom.chosenShipping !== null;

function confirmShipping(world: World, payment: Payment, methodId: string | undefined): ActOutcome {
  const options = payment.ecom?.shippingOptions ?? [];
  const chosen =
    methodId === undefined
      ? (options.find((option) => option.isDefault === "Y") ?? options[0])
      : options.find((option) => option.shippingMethodId === methodId);
  if (payment.ecom === null || chosen === undefined) return refused("no-shipping-methods");
  payment.ecom.chosenShipping = chosen;
  world.revision += 1;
  return { ok: true, payment };
}
