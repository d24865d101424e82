import { type Fault, fault } from "../core/fault.ts";

/** The same hosts serve both brands, all markets and every API. */
export const HOSTS = {
  production: "https://api.vipps.no",
  test: "https://apitest.vipps.no",
} as const;

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** True for this machine itself, where the simulator listens. */
export function isLoopback(url: string): boolean {
  const host = parsed(url)?.hostname;
  return host === "localhost" || host === "[::1]" || (host !== undefined && /^127(\.\d{1,3}){3}$/.test(host));
}

/** True where payments may be approved without a customer: the provider's test host and this machine. */
export function isTestHost(url: string): boolean {
  return isLoopback(url) || parsed(url)?.origin === HOSTS.test;
}

/** Keys and amounts travel encrypted: HTTPS, or this machine. The address is not repeated in the fault when it does not parse. */
export function addressFault(url: string): Fault | undefined {
  const address = parsed(url);
  if (address === undefined) return fault("config/invalid", "the provider's address is not a URL");
  if (address.username !== "" || address.password !== "")
    return fault("config/invalid", "the provider's address must not hold a user name or password");
  if (address.protocol === "https:" || (address.protocol === "http:" && isLoopback(url))) return undefined;
  return fault("config/invalid", `the provider's address must use https, got ${address.protocol}//${address.host}`);
}
