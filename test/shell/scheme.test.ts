import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Protocol } from "electron";
import { expect, expectTypeOf, onTestFinished, test } from "vitest";
import {
  answerPage,
  CONTENT_POLICY,
  readPageFiles,
  SCHEMES,
  type ServedFiles,
  type SessionProtocol,
  servePage,
} from "../../electron/shell/scheme.ts";

function builtPage(): { folder: string; listFile: string } {
  const home = mkdtempSync(join(tmpdir(), "myntfri-page-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const folder = join(home, "renderer");
  mkdirSync(join(folder, "assets"), { recursive: true });
  const files = [
    ["/index.html", "text/html; charset=utf-8", "<!doctype html>"],
    ["/assets/index-1.js", "text/javascript; charset=utf-8", "draw()"],
  ].map(([path = "", contentType, text = ""]) => {
    writeFileSync(join(folder, path), text);
    return { path, contentType, sha256: createHash("sha256").update(text).digest("hex"), bytes: text.length };
  });
  writeFileSync(join(folder, "secret.txt"), "not listed");
  const listFile = join(home, "renderer-files.json");
  writeFileSync(listFile, JSON.stringify({ files }));
  return { folder, listFile };
}

function served(): ServedFiles {
  const { folder, listFile } = builtPage();
  return readPageFiles(folder, listFile);
}

test("the content policy and the scheme's privileges are these", () => {
  expect(CONTENT_POLICY).toBe(
    "sandbox allow-scripts allow-same-origin; default-src 'none'; script-src 'self'; style-src 'self'; " +
      "img-src 'self'; font-src 'self'; connect-src 'none'; form-action 'none'; base-uri 'none'; " +
      "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
  expect(SCHEMES).toEqual([
    { scheme: "till", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

test("a listed file is served with its type and under the content policy", async () => {
  const answer = answerPage(served(), { url: "till://app/assets/index-1.js", method: "GET" });
  expect([answer.status, await answer.text()]).toEqual([200, "draw()"]);
  expect(Object.fromEntries(answer.headers)).toEqual({
    "content-type": "text/javascript; charset=utf-8",
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "document-policy": "include-js-call-stacks-in-crash-reports",
  });
});

test.each([
  "till://app/",
  "till://app/secret.txt",
  "till://app/assets/../index.html",
  "till://app/%2e%2e/index.html",
  "till://app/..%2frenderer-files.json",
  "till://app//index.html",
  "till://app/index.html?x=1",
  "till://app/INDEX.HTML",
  "till://app/index.html/",
  "till://other/index.html",
  "till://app:80/index.html",
  "till://user@app/index.html",
  "till:///index.html",
  "file:///etc/passwd",
  "https://app/index.html",
  "/index.html",
  "",
])("%j does not exist", async (url) => {
  const answer = answerPage(served(), { url, method: "GET" });
  expect([answer.status, await answer.text()]).toEqual([404, ""]);
  expect(answer.headers.get("content-security-policy")).toBe(CONTENT_POLICY);
});

test.each(["POST", "PUT", "HEAD", "OPTIONS"])("nothing is answered to %s", (method) => {
  expect(answerPage(served(), { url: "till://app/index.html", method }).status).toBe(404);
});

test("a page that is not the one that was built is not served at all", () => {
  const { folder, listFile } = builtPage();
  writeFileSync(join(folder, "assets/index-1.js"), "steal()");
  expect(() => readPageFiles(folder, listFile)).toThrow(
    "/assets/index-1.js of the page is not the file that was built",
  );
});

test("the page is served on the session it is given", async () => {
  const handled: [string, (request: Request) => Response][] = [];
  servePage({ handle: (scheme, answer) => handled.push([scheme, answer]) }, served());
  const [scheme, answer] = handled[0] ?? [];
  expect(scheme).toBe("till");
  expect(answer?.(new Request("till://app/index.html")).status).toBe(200);
  expectTypeOf<Protocol>().toExtend<SessionProtocol>();
});
