import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

/** One file the page's own scheme may serve. Nothing outside this list is served. */
export interface PageFile {
  /** As in the URL, with a leading slash: `/assets/index-1a2b3c.js`. */
  readonly path: string;
  readonly contentType: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Lists a built page. A kind of file nobody gave a content type to is a bug in the page. */
export function listPageFiles(folder: string): readonly PageFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const contentType = CONTENT_TYPES[extname(file)];
      if (contentType === undefined) throw new Error(`no content type is known for ${file}`);
      const content = readFileSync(file);
      return {
        path: `/${relative(folder, file).split(sep).join("/")}`,
        contentType,
        sha256: createHash("sha256").update(content).digest("hex"),
        bytes: content.length,
      };
    });
}

/** Fails on anything the content policy would refuse at run time, where nobody would read the message. */
export function checkPage(folder: string): void {
  const faults: string[] = [];
  for (const file of listPageFiles(folder)) {
    const text = readFileSync(join(folder, file.path), "utf8");
    if (file.path.endsWith(".html")) faults.push(...pageFaults(text).map((fault) => `${file.path}: ${fault}`));
    if (file.path.endsWith(".css")) faults.push(...styleFaults(text).map((fault) => `${file.path}: ${fault}`));
  }
  if (faults.length > 0) throw new Error(`the page breaks its content policy:\n${faults.join("\n")}`);
}

/** What in a document the policy `script-src 'self'; style-src 'self'` refuses. */
export function pageFaults(html: string): readonly string[] {
  const faults: string[] = [];
  for (const [tag, attributes = "", body = ""] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (!/\bsrc=/.test(attributes) || body.trim() !== "") faults.push(`inline script ${tag.slice(0, 60)}`);
  }
  if (/<style\b/i.test(html)) faults.push("inline style element");
  if (/\sstyle=/i.test(html)) faults.push("inline style attribute");
  if (/\son\w+=/i.test(html)) faults.push("inline event handler");
  if (/\b(?:src|href)=["']?(?:https?:|data:|\/\/)/i.test(html)) faults.push("a source outside the program");
  return faults;
}

/** `img-src` and `font-src` are 'self', so a style sheet may name no data: and no foreign address. */
export function styleFaults(css: string): readonly string[] {
  return [...css.matchAll(/url\(\s*["']?((?:https?:|data:|\/\/)[^)"']{0,40})/gi)].map(
    (match) => `a source outside the program: ${match[1]}`,
  );
}
