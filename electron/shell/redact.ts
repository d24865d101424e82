const HIDDEN = "•••";

/** "Authorization: Bearer x", "client_secret=x", `"msisdn": "x"`. */
const NAMED =
  /((?:authorization|client[_-]?(?:id|secret)|access[_-]?token|refresh[_-]?token|id[_-]?token|(?:ocp-apim-)?subscription[_-]?key|password|secret|cookie|msisdn|mobile[_-]?number|phone[_-]?number|typed)["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|(?:bearer\s+|basic\s+)?[^\s,;}&]+)/gi;

const BEARER = /\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;

/** A signed token: three base64url parts. */
const SIGNED_TOKEN = /\beyJ[\w-]{5,}(?:\.[\w-]+){1,2}/g;

/** The part of an address that can hold anything. */
const QUERY = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;

/**
 * Eight to fifteen digits, in groups or not, with or without a plus. Amounts have at most seven, references hold letters
 * and hyphens, dates hyphens, addresses points; those stay.
 */
const PHONE_NUMBER = /(?<![\p{L}\d.-])\+?\d(?:[ \u00a0\u202f]?\d){7,14}(?![\p{L}\d]|[-.]\w)/gu;

/**
 * What may stand in a log: tokens, keys, telephone numbers and queries of addresses are taken out. `secrets` are the
 * configured values, which are found wherever they stand.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const values = secrets.filter((secret) => secret.length >= 6).sort((a, b) => b.length - a.length);
  return (text) => {
    const known = values.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
    return known
      .replace(QUERY, `$1?${HIDDEN}`)
      .replace(NAMED, `$1${HIDDEN}`)
      .replace(SIGNED_TOKEN, HIDDEN)
      .replace(BEARER, `$1 ${HIDDEN}`)
      .replace(PHONE_NUMBER, HIDDEN);
  };
}
