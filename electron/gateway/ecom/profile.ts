import { z } from "zod";
import { type Minor, minor } from "../../core/money.ts";

/**
 * Who paid and where to send the goods, as express and scope payments tell it. Personal: kept in memory while it is needed,
 * written nowhere. Everything is optional and read one by one, so that an odd address never hides a number.
 */
export interface Profile {
  /** Opens `GET /vipps-userinfo-api/userinfo/{sub}`; comes a moment after the approval: read again. */
  readonly sub?: string;
  readonly customer?: Customer;
  readonly shipping?: ChosenShipping;
  /** The provider has blotted the personal data out, seven days after the reservation. */
  readonly isExpired?: true;
}

export interface Customer {
  /** Names the customer to this shop, also in a later removal of consent. */
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Eight digits without country code. */
  readonly mobileNumber: string;
}

export interface Address {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly postCode: string;
  /** "Norway" or "NO": the API uses both. */
  readonly country: string;
}

export interface ChosenShipping {
  readonly id: string;
  readonly name: string;
  /** Øre. */
  readonly cost: Minor;
  readonly address?: Address;
}

const text = z.string().max(1_000);

const customer = z.object({ userId: text, firstName: text, lastName: text, email: text, mobileNumber: text });

/** Callbacks spell it `zipCode`, details and shipping questions `postCode`. */
export const address = z
  .object({
    addressLine1: text,
    addressLine2: text.nullish(),
    city: text,
    postCode: text.nullish(),
    zipCode: text.nullish(),
    country: text,
  })
  .transform(({ addressLine1, addressLine2, city, postCode, zipCode, country }): Address => {
    const second = addressLine2 == null || addressLine2 === "" ? {} : { line2: addressLine2 };
    return { line1: addressLine1, ...second, city, postCode: postCode ?? zipCode ?? "", country };
  });

const shipping = z.object({
  shippingMethodId: text,
  shippingMethod: text,
  /** Kroner with decimals. */
  shippingCost: z.number().nonnegative().max(1e9),
  address: address.nullish().catch(undefined),
});

/** The personal part of details and of an express callback. */
export const profile = z.object({
  sub: text.nullish().catch(undefined),
  userDetails: customer.nullish().catch(undefined),
  shippingDetails: shipping.nullish().catch(undefined),
});

const BLOTTED = "[Expired]";

export function profileOf({ sub, userDetails, shippingDetails }: z.infer<typeof profile>): Profile {
  const isExpired = JSON.stringify([userDetails, shippingDetails]).includes(BLOTTED);
  const whole = userDetails != null && !JSON.stringify(userDetails).includes(BLOTTED);
  return {
    ...(sub == null || sub === "" ? {} : { sub }),
    ...(whole ? { customer: userDetails } : {}),
    ...(shippingDetails == null ? {} : { shipping: chosen(shippingDetails) }),
    ...(isExpired ? { isExpired } : {}),
  };
}

function chosen(details: z.infer<typeof shipping>): ChosenShipping {
  const { shippingMethodId, shippingMethod, shippingCost, address: where } = details;
  const known = where != null && !JSON.stringify(where).includes(BLOTTED);
  return {
    id: shippingMethodId,
    name: shippingMethod,
    cost: minor(Math.round(shippingCost * 100)),
    ...(known ? { address: where } : {}),
  };
}
