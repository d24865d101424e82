import type { Customer } from "../state.ts";

/** Where every simulated customer lives. */
export const customerAddress = {
  addressLine1: "Testgata 1",
  city: "Oslo",
  postCode: "0154",
} as const;

/** eCom's eight-digit number, its userId alphabet and its field names. */
export function userDetailsOf(customer: Customer) {
  return {
    email: `customer.${customer.msisdn}@example.com`,
    firstName: "Test",
    lastName: "Customer",
    mobileNumber: customer.msisdn.slice(-8),
    userId: `${customer.sub.replaceAll("-", "").slice(0, 24)}==`,
  };
}
