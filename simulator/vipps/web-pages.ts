import { readFileSync } from "node:fs";
import { type ApiAnswer, emptyAnswer } from "./http.ts";
import type { World } from "./world.ts";

const read = (name: string): string => readFileSync(new URL(`./phone/${name}`, import.meta.url), "utf8");

const files: Readonly<Record<string, readonly [string, string]>> = {
  "/phone/": ["index.html", "text/html; charset=utf-8"],
  "/phone/phone.css": ["phone.css", "text/css; charset=utf-8"],
  "/phone/sheet.css": ["sheet.css", "text/css; charset=utf-8"],
  "/phone/phone.js": ["phone.js", "text/javascript; charset=utf-8"],
};

/** Nothing but the page's own files and the simulator it came from. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const moved = (to: string): ApiAnswer => ({ status: 303, headers: { location: to }, body: "" });

/** The phone page, and the ways a browser gets to it from a code or a landing link. Undefined for everything else. */
export function pageFor(world: World, target: string): ApiAnswer | undefined {
  const url = new URL(target, "http://simulator");
  const { pathname } = url;
  const file = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
  if (file !== undefined) {
    const [name, type] = file;
    const headers = {
      "content-type": type,
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    };
    return { status: 200, headers, body: read(name) };
  }
  if (pathname === "/" || pathname === "/phone") return moved(`/phone/${url.search}`);
  if (pathname === "/favicon.ico") return emptyAnswer(204);
  const isLink =
    /^\/[qcr]\/[A-Za-z0-9]+$/.test(pathname) ||
    pathname === "/landing" ||
    pathname.startsWith("/dwo-api-application/");
  return isLink ? moved(`/phone/?scan=${encodeURIComponent(world.baseUrl + target)}`) : undefined;
}
