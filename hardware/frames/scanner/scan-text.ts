const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A code's bytes as text: UTF-8 where they are that, else Latin-1, which everything is. */
export function scanText(code: Uint8Array): string {
  try {
    return strictUtf8.decode(code);
  } catch {
    return Array.from(code, (byte) => String.fromCharCode(byte)).join("");
  }
}

/** The text behind the prefix every code of this scanner begins with; undefined when it does not begin so. */
export function behindPrefix(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** Separators of GS1 and multi-line codes; no other control character was ever printed in a code. */
const SEPARATORS: ReadonlySet<number> = new Set([0x04, 0x09, 0x0a, 0x0d, 0x1d, 0x1e]);

/** False for what no code holds: a line at the wrong speed sounds like that. */
export function isReadable(text: string): boolean {
  return Array.from(text).every((letter) => {
    const code = Number(letter.codePointAt(0));
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
    return isControl ? SEPARATORS.has(code) : code !== 0xfffd;
  });
}
