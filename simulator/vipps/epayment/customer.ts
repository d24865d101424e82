import { customerOf, mayPay } from "../phones.ts";
import { readPersonalQr } from "../qr/personal.ts";
import { own } from "../state.ts";
import type { World } from "../world.ts";
import type { ProblemCode } from "./problem.ts";
import type { CreateRequest } from "./request.ts";

export type Addressee =
  | { readonly ok: true; readonly msisdn: string | null }
  | { readonly ok: false; readonly code: ProblemCode };

const addressed = (msisdn: string | null): Addressee => ({ ok: true, msisdn });
const refused = (code: ProblemCode): Addressee => ({ ok: false, code });

/** The number a customer object means, whatever way it names the customer. */
function numberOf(world: World, customer: NonNullable<CreateRequest["customer"]>): Addressee {
  if (customer.phoneNumber !== undefined) {
    return /^\d{9,15}$/.test(customer.phoneNumber) ? addressed(customer.phoneNumber) : refused("4070");
  }
  if (customer.personalQr !== undefined) {
    const read = readPersonalQr(world, customer.personalQr);
    return read === undefined ? refused("4060") : addressed(read.msisdn);
  }
  const token = own(world.state.customerTokens, customer.customerToken ?? "");
  if (token === undefined || token.expiresAtMs <= world.nowMs()) return refused("4050");
  return addressed(token.msisdn);
}

/**
 * Whose phone a new payment goes to. A push needs a customer who may pay; in the other flows a phone number only fills
 * in the landing page, while a customer token, taken from a scan a moment ago, still means that phone.
 */
export function addresseeOf(world: World, request: CreateRequest): Addressee {
  const push = request.userFlow === "PUSH_MESSAGE";
  if (request.customer === undefined) return push ? refused("4140") : addressed(null);
  const named = numberOf(world, request.customer);
  if (!named.ok || named.msisdn === null) return named;
  if (!push && request.customer.customerToken === undefined) return addressed(null);
  const customer = customerOf(world, named.msisdn);
  if (customer === undefined || !mayPay(customer) || customer.oldApp) return refused("7010");
  if (customer.age < (request.minimumUserAge ?? 0)) return refused("7010");
  return named;
}
