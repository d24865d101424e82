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

/** A support reference as the provider prints it (UUID, trace id), or nothing if it is anything else. */
export function supportId(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 80) return undefined;
  const shaped = /^(?:[0-9a-f]{2}-)?[0-9a-f]{32}(?:-[0-9a-f]{16}-[0-9a-f]{2})?$/i.test(text);
  const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  return shaped || uuid ? text : undefined;
}
