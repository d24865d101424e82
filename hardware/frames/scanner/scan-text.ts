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
