import { type Fault, fault } from "../../core/fault.ts";

/** Addresses the API demands on every initiate, even where nobody listens or follows them. */
export interface EcomUrls {
  /** The provider calls `{callbackPrefix}/v2/payments/{orderId}` once. https only. */
  readonly callbackPrefix: string;
  /** Where a customer on the web would be sent; at a terminal the shop's home page does. https or an app's own scheme. */
  readonly fallBack: string;
  /** Echoed in `Authorization` of each callback. A secret. */
  readonly authToken?: string;
}

const URL_CHARACTERS_MAX = 255;

/** Everything the API would refuse about these addresses. Checked before anything is sent; empty means fine. */
export function checkEcomUrls({ callbackPrefix, fallBack, authToken }: EcomUrls): readonly Fault[] {
  return [
    ...httpsFaults("callbackPrefix", callbackPrefix),
    ...addressFaults("fallBack", fallBack, true),
    ...(authToken !== undefined && (authToken.length > 255 || !/^[\x20-\x7e]+$/.test(authToken))
      ? [invalid("authToken must be 1 to 255 printable characters")]
      : []),
  ];
}

/** What the API would refuse about an address it shall call itself. */
export function httpsFaults(field: string, address: string): readonly Fault[] {
  return addressFaults(field, address, false);
}

function addressFaults(field: string, text: string, ownSchemeAllowed: boolean): Fault[] {
  if (text.length > URL_CHARACTERS_MAX)
    return [invalid(`${field} must be at most ${URL_CHARACTERS_MAX} characters, got ${text.length}`)];
  if (!URL.canParse(text) || /\s/.test(text)) return [invalid(`${field} must be a URL`)];
  const { protocol, hostname } = new URL(text);
  const ownScheme = ownSchemeAllowed && /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  if (protocol !== "https:")
    return ownScheme && protocol !== "http:" ? [] : [invalid(`${field} must use https, got ${protocol}`)];
  return isPublicName(hostname) ? [] : [invalid(`${field} must have a public host name`)];
}

/** The API looks the name up from outside: names without a dot and private addresses cannot be reached. */
function isPublicName(host: string): boolean {
  if (host.startsWith("[") || !host.includes(".") || /\.(local|localhost|internal|lan)$/.test(host)) return false;
  return !/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host);
}

function invalid(what: string): Fault {
  return fault("config/invalid", what);
}
