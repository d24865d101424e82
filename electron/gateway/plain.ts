const LONGEST = 160;

/**
 * The provider's own words made fit for an operator's page: one line, bounded, and without anything that looks like a
 * phone number, a token or a key. Providers echo what they were sent.
 */
export function plain(text: string): string {
  const bare = text
    .slice(0, 2_000)
    .replace(/[\p{C}\s]+/gu, " ")
    .replace(/\+?\d[\d ().-]{4,}\d/g, "…")
    .replace(/[A-Za-z0-9+/_=.%-]{16,}/g, (word) => (/[\d+/=%]/.test(word) ? "…" : word))
    .trim();
  return bare.length > LONGEST ? `${bare.slice(0, LONGEST - 1)}…` : bare;
}

/** A support reference in one of the two forms the provider prints (UUID, W3C trace id), or nothing if it is anything else. */
export function supportId(text: string | undefined): string | undefined {
  const trace = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/i;
  const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  return text !== undefined && (trace.test(text) || uuid.test(text)) ? text : undefined;
}
