/** Text that may be JSON. A byte order mark in front is forgiven. */
export type MaybeJson = { readonly parses: true; readonly value: unknown } | { readonly parses: false };

export function parseJson(text: string): MaybeJson {
  try {
    return { parses: true, value: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) };
  } catch {
    return { parses: false };
  }
}
