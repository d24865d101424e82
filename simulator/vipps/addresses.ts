/** The URL rules shared by the APIs. */

const customScheme = /^[a-z][a-z0-9+.-]*:\/\/.*$/i;

function isPublicHost(host: string): boolean {
  if (host === "localhost" || host.endsWith(".localhost") || host.startsWith("[")) return false;
  const parts = host.split(".");
  if (parts.length < 2) return false;
  if (!/^\d+(\.\d+){3}$/.test(host)) return true;
  const [a = 0, b = 0] = parts.map(Number);
  return !(a === 10 || a === 127 || a === 0 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32));
}

/** `https://` with a public host. Lenient mode lets plain and local addresses pass, for callbacks on one machine. */
export function isHttpsUrl(text: string, lenient: boolean): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false;
  const url = new URL(text);
  if (lenient && (url.protocol === "http:" || url.protocol === "https:")) return true;
  return url.protocol === "https:" && text.startsWith("https://") && isPublicHost(url.hostname);
}

/** `https://` or a scheme of the merchant's own app; plain `http://` is neither. */
export function isHttpsOrAppUrl(text: string, lenient: boolean): boolean {
  if (isHttpsUrl(text, lenient)) return true;
  return customScheme.test(text) && !/^(https?|ftp|file|javascript|data):/i.test(text);
}
