import type { CodeLook, PictureLook } from "./limits.ts";

const ACCEPT = { text: "text/targetUrl", svg: "image/svg+xml", png: "image/png" } as const;

/** One-time and redirect codes: the look is asked for in headers. */
export function lookHeaders(look: CodeLook): Readonly<Record<string, string>> {
  return { Accept: ACCEPT[look.as], ...(look.as === "png" ? { Size: String(look.sizePx) } : {}) };
}

/** Callback codes: the look is asked for in the query. */
export function lookQuery(look: PictureLook): string {
  return look.as === "svg" ? "?QrImageFormat=SVG" : `?QrImageFormat=PNG&QrImageSize=${look.sizePx}`;
}
