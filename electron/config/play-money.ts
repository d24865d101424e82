/** This machine, where only a simulator can answer. */
export function isThisMachine(baseUrl: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(baseUrl).hostname);
}

/** Addresses at which no real money moves: a simulator here, or the provider's test environment. */
export function movesNoMoney(baseUrl: string): boolean {
  return isThisMachine(baseUrl) || new URL(baseUrl).origin === "https://apitest.vipps.no";
}
