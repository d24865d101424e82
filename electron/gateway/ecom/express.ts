import { type Fault, fault } from "../../core/fault.ts";
import { LARGEST_PAYMENT } from "../../core/market.ts";
import type { Minor } from "../../core/money.ts";
import { firstFault, textFault } from "../limits.ts";
import type { WireShippingOption } from "./shapes.ts";
import { httpsFaults } from "./urls.ts";

/** One way to get the goods. */
export interface ShippingOption {
  /** At most 100 characters; comes back with the customer's choice. */
  readonly id: string;
  /** At most 256 characters, 25 are well readable. */
  readonly name: string;
  /** Øre, as everywhere here; the API alone speaks kroner with decimals in this one place. */
  readonly cost: Minor;
  /** Chosen unless the customer chooses another. */
  readonly isDefault?: boolean;
}

/** What an express payment needs beside a regular one. */
export interface ExpressTerms {
  /** The wallet calls `DELETE {consentRemovalPrefix}/v2/consents/{userId}`. https, at most 255 characters. */
  readonly consentRemovalPrefix: string;
  /** Either the same for everybody, or asked for by the wallet once it knows where the customer lives. */
  readonly shipping:
    | { readonly options: readonly ShippingOption[] }
    /** `POST {prefix}/v2/payments/{orderId}/shippingDetails`, answered within 10 s. https, at most 255 characters. */
    | { readonly askPrefix: string };
}

/** `transaction.scope`: what the customer is asked to share. `nin` needs the provider's leave (Merchant 51). */
export const SCOPES = ["name", "address", "email", "phoneNumber", "birthDate", "nin"] as const;
export type Scope = (typeof SCOPES)[number];

/** What an initiate can carry beside the order. Express and scope exclude each other. */
export interface InitiateExtras {
  readonly express?: ExpressTerms;
  readonly scope?: readonly Scope[];
  /** Accepted by the API, without effect since 2023: express customers always confirm address and shipping. */
  readonly useExplicitCheckoutFlow?: boolean;
}

/** No shop has more; each must be read on a phone. */
const OPTIONS_MAX = 100;

export function extrasFault({ express, scope }: InitiateExtras): Fault | undefined {
  return firstFault(
    express !== undefined && scope !== undefined ? bad("scope cannot be combined with express") : undefined,
    scope === undefined ? undefined : scopeFault(scope),
    express === undefined ? undefined : expressFault(express),
  );
}

function scopeFault(scope: readonly string[]): Fault | undefined {
  if (scope.length === 0) return bad("scope must name something");
  if (new Set(scope).size !== scope.length) return bad("scope must name each thing once");
  const known: readonly string[] = SCOPES;
  return scope.every((word) => known.includes(word)) ? undefined : bad(`scope must be of ${SCOPES.join(", ")}`);
}

function expressFault({ consentRemovalPrefix, shipping }: ExpressTerms): Fault | undefined {
  return firstFault(
    httpsFaults("consentRemovalPrefix", consentRemovalPrefix)[0],
    "askPrefix" in shipping
      ? httpsFaults("shippingDetailsPrefix", shipping.askPrefix)[0]
      : optionsFault("staticShippingDetails", shipping.options),
  );
}

/** The first thing wrong with what the customer may choose from. */
export function optionsFault(field: string, options: readonly ShippingOption[]): Fault | undefined {
  if (options.length < 1 || options.length > OPTIONS_MAX)
    return bad(`${field} must be 1 to ${OPTIONS_MAX} options, got ${options.length}`);
  for (const [index, { id, name, cost }] of options.entries()) {
    const at = `${field}[${index}]`;
    const wrong = firstFault(
      textFault(`${at} shippingMethodId`, id, 1, 100),
      textFault(`${at} shippingMethod`, name, 1, 256),
      Number.isSafeInteger(cost) && cost >= 0 && cost <= LARGEST_PAYMENT
        ? undefined
        : bad(`${at} cost must be whole øre of 0 to ${LARGEST_PAYMENT}, got ${cost}`),
    );
    if (wrong !== undefined) return wrong;
  }
  if (new Set(options.map(({ id }) => id)).size !== options.length)
    return bad(`${field} must not have one shippingMethodId twice`);
  if (options.filter(({ isDefault }) => isDefault === true).length > 1)
    return bad(`${field} must have one default at most`);
  return undefined;
}

/** In the order given. Call `optionsFault` first. */
export function wireOptions(options: readonly ShippingOption[]): readonly WireShippingOption[] {
  return options.map(({ id, name, cost, isDefault }, index) => ({
    isDefault: isDefault === true ? "Y" : "N",
    priority: index + 1,
    shippingCost: kroner(cost),
    shippingMethod: name,
    shippingMethodId: id,
  }));
}

/** 4950 øre are 49.5; the nearest number with two decimals, which JSON writes exactly so. */
function kroner(cost: Minor): number {
  return Number((cost / 100).toFixed(2));
}

function bad(what: string): Fault {
  return fault("gateway/bad-request", what);
}
