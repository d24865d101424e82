import type { Currency, Customer, Market, SalesUnit, WorldState } from "./state.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** How long a customer has to act on a request. */
export const requestLifeMs = 10 * minuteMs;
/** The longest the simulated issuer keeps a customer in 3-D Secure before it gives up. */
export const threeDsLifeMs = 10 * minuteMs;

export const currencyOf: Readonly<Record<Market, Currency>> = { NO: "NOK", DK: "DKK", FI: "EUR" };
export const leastAmountMinor: Readonly<Record<Currency, number>> = { NOK: 100, DKK: 1, EUR: 1 };
export const largestAmountMinor = 65_000_000;
/** Days from reservation in which ePayment captures; afterwards the remainder is released by the wallet. */
export const captureDaysOf: Readonly<Record<Market, number>> = { NO: 180, DK: 14, FI: 14 };

/** The keys of the one sales unit the simulator plays. Fixed, so that a configuration can be written once. */
export type Keys = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionKey: string;
  readonly merchantSerialNumber: string;
};

export const simulatorKeys: Keys = {
  clientId: "5e8a1f0e-0000-4000-8000-51a017a70001",
  clientSecret: "c2ltdWxhdG9yLXNlY3JldA==",
  subscriptionKey: "00000000000000000000000051a01a70",
  merchantSerialNumber: "123456",
};

/** Norwegian twice, then one customer of every other Nordic country. Adults with a card. */
export const demoNumbers = ["4712345678", "4791234567", "4512345678", "358401234567", "46701234567"] as const;

export function newCustomer(msisdn: string, sub: string, traits: Partial<Customer> = {}): Customer {
  return { age: 30, blocked: false, noCard: false, oldApp: false, approvedOnce: true, ...traits, msisdn, sub };
}

export function newSalesUnit(): SalesUnit {
  return {
    name: "Simulated shop",
    market: "NO",
    pushAllowed: true,
    directCapture: false,
    partialCapture: true,
    longLivingAllowed: false,
    blocked: false,
    lockedStatus: 423,
  };
}

export function newState(nowMs: number): WorldState {
  return {
    version: 1,
    nowMs,
    salesUnit: newSalesUnit(),
    customers: {},
    payments: {},
    tokens: {},
    bound: {},
    calls: {},
    personalQrs: {},
    customerTokens: {},
    callbackQrs: {},
    redirectQrs: {},
    webhooks: {},
    deliveries: [],
    receipts: {},
    orderCategories: {},
    categories: {},
    images: {},
  };
}
