import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CustomScheme } from "electron";

export const SCHEME = "till";
export const ORIGIN = "till://app";
export const PAGE_URL = "till://app/index.html";

/** For `protocol.registerSchemesAsPrivileged`, once and before `ready`. A secure origin of its own, with nothing bypassed. */
export const SCHEMES: CustomScheme[] = [
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
];

/** A header, not a `<meta>` element: there the sandbox would be ignored. */
export const CONTENT_POLICY = [
  "sandbox allow-scripts allow-same-origin",
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

export interface ServedFile {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Whole addresses and what lies at them; everything else does not exist. */
export type ServedFiles = ReadonlyMap<string, ServedFile>;

/** One line of `renderer-files.json`. */
interface ListedFile {
  /** "/assets/index-1a2b3c.js" */
  readonly path: string;
  readonly contentType: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads the whole page into memory, so that no path from the page ever meets the disk.
 * Throws when a file is missing or not the one that was built: a broken installation.
 */
export function readPageFiles(folder: string, listFile: string): ServedFiles {
  const { files }: { readonly files: readonly ListedFile[] } = JSON.parse(readFileSync(listFile, "utf8"));
  return new Map(
    files.map(({ path, contentType, sha256 }) => {
      const bytes = readFileSync(join(folder, path));
      if (createHash("sha256").update(bytes).digest("hex") !== sha256)
        throw new Error(`${path} of the page is not the file that was built`);
      return [`${ORIGIN}${path}`, { contentType, bytes }];
    }),
  );
}

/** Answers a request of the page by its exact address. */
export function answerPage(
  files: ServedFiles,
  request: { readonly url: string; readonly method: string },
): Response {
  const file = request.method === "GET" ? files.get(request.url) : undefined;
  if (file === undefined) return new Response(null, { status: 404, headers: HEADERS });
  return new Response(Uint8Array.from(file.bytes), { headers: { ...HEADERS, "Content-Type": file.contentType } });
}

const HEADERS = {
  "Content-Security-Policy": CONTENT_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
  // A page that hangs can then be asked where.
  "Document-Policy": "include-js-call-stacks-in-crash-reports",
};

/** What a session's `protocol` offers and we use. */
export interface SessionProtocol {
  handle(scheme: string, answer: (request: Request) => Response): void;
}

/** After `ready`, on the session the window lives in: on any other one the page would stay blank. */
export function servePage(protocol: SessionProtocol, files: ServedFiles): void {
  protocol.handle(SCHEME, (request) => answerPage(files, request));
}
