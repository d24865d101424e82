import { remainingToCapture, remainingToRefund } from "../bank.ts";
import { dayMs } from "../defaults.ts";
import type { BankEvent, EventName, Payment } from "../state.ts";
import type { World } from "../world.ts";
import { customerAddress, userDetailsOf } from "./person.ts";

/** How long after the approval `sub` appears: it is added asynchronously. */
const subDelayMs = 1_000;
/** Personal data is replaced this long after the reservation. */
const personalDataLifeMs = 7 * dayMs;
const cardBin = 540185;

/** eCom's word for each line of the log. */
const operations: Readonly<Record<EventName, string>> = {
  CREATED: "INITIATE",
  AUTHORIZED: "RESERVE",
  SALE: "SALE",
  CAPTURED: "CAPTURE",
  REFUNDED: "REFUND",
  CANCELLED: "VOID",
  TERMINATED: "CANCEL",
  ABORTED: "CANCEL",
  EXPIRED: "CANCEL",
};

export const summaryOf = (payment: Payment) => ({
  capturedAmount: payment.capturedMinor,
  refundedAmount: payment.refundedMinor,
  remainingAmountToCapture: remainingToCapture(payment),
  remainingAmountToRefund: remainingToRefund(payment),
});

function logLine(payment: Payment, event: BankEvent) {
  // Until a customer has opened the payment nobody has a transaction: its appearance says "picked up".
  const pickedUp = payment.openedAtMs !== null || payment.authorizedAtMs !== null;
  return {
    amount: event.amountMinor,
    operation: operations[event.name],
    operationSuccess: event.success,
    transactionText: event.text,
    timeStamp: new Date(event.atMs).toISOString(),
    ...(pickedUp ? { transactionId: event.transactionId } : {}),
    requestId: event.key ?? "",
  };
}

/** Body of `GET …/details`: the whole history, newest first. */
export function detailsView(world: World, payment: Payment): unknown {
  const reacted = payment.events.length > 1;
  return {
    orderId: payment.reference,
    transactionLogHistory: payment.events.map((event) => logLine(payment, event)).reverse(),
    ...(reacted
      ? {
          transactionSummary: {
            ...summaryOf(payment),
            ...(payment.authorizedAtMs === null ? {} : { bankIdentificationNumber: cardBin }),
          },
        }
      : {}),
    ...personOf(world, payment),
  };
}

function personOf(world: World, payment: Payment): Record<string, unknown> {
  const { ecom, authorizedAtMs, msisdn } = payment;
  const customer = msisdn === null ? undefined : world.state.customers[msisdn];
  if (ecom === null || authorizedAtMs === null || customer === undefined) return {};
  if (!ecom.express && ecom.scope === null) return {};
  const expired = world.nowMs() - authorizedAtMs >= personalDataLifeMs;
  const { chosenShipping } = ecom;
  const person = {
    userDetails: userDetailsOf(customer),
    ...(chosenShipping === null
      ? {}
      : {
          shippingDetails: {
            address: { ...customerAddress, country: "Norway" },
            shippingCost: chosenShipping.shippingCost,
            shippingMethod: chosenShipping.shippingMethod,
            shippingMethodId: chosenShipping.shippingMethodId,
          },
        }),
  };
  const sub = world.nowMs() - authorizedAtMs >= subDelayMs ? { sub: customer.sub } : {};
  if (!expired) return { ...person, ...sub };
  const { userDetails, shippingDetails } = person;
  return {
    userDetails: blanked({ ...userDetails }),
    ...(shippingDetails === undefined
      ? {}
      : { shippingDetails: { ...shippingDetails, address: blanked({ ...shippingDetails.address }) } }),
    ...sub,
  };
}

const blanked = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.keys(record).map((name) => [name, "[Expired]"]));

/** The word of the deprecated `GET …/status`. */
function statusOf(payment: Payment): string {
  const last = payment.events.at(-1);
  if (last?.success === false) return "FAILED";
  if (payment.state === "CREATED") return payment.openedAtMs === null ? "INITIATE" : "REGISTER";
  if (last?.name === "EXPIRED") return "REJECTED";
  return operations[last?.name ?? "CREATED"];
}

/** Body of the deprecated `GET …/status`. */
export function statusView(payment: Payment): unknown {
  const last = payment.events.at(-1);
  return {
    orderId: payment.reference,
    transactionInfo: {
      amount: payment.amountMinor,
      status: statusOf(payment),
      timeStamp: new Date(last?.atMs ?? payment.createdAtMs).toISOString(),
      ...(payment.openedAtMs === null ? {} : { transactionId: payment.transactionId }),
    },
  };
}
