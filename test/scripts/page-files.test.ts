import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkPage, listPageFiles, pageFaults, styleFaults } from "../../scripts/build/page-files.ts";

function page(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "assets"));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

test("the list names every file of the page with its address, kind, checksum and size", () => {
  const folder = page({ "index.html": "<p>", "assets/a.woff2": "", "assets/b.svg": "<svg/>" });
  expect(listPageFiles(folder)).toEqual([
    {
      path: "/assets/a.woff2",
      contentType: "font/woff2",
      sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      bytes: 0,
    },
    {
      path: "/assets/b.svg",
      contentType: "image/svg+xml",
      sha256: "d4dc56669143034f31aa309635d4113d9ad76a02b1739da22c965ed2049be9e6",
      bytes: 6,
    },
    {
      path: "/index.html",
      contentType: "text/html; charset=utf-8",
      sha256: "33f2799467177287a29260780a107ac98ea63dd6165f67fcc0d74767d0a82090",
      bytes: 3,
    },
  ]);
});

test("a kind of file without a content type stops the build", () => {
  expect(() => listPageFiles(page({ "assets/a.exe": "" }))).toThrow("no content type is known");
});

test.each([
  ['<script type="module" src="./a.js"></script><link rel="stylesheet" href="./a.css">', []],
  ["<script>alert(1)</script>", ["inline script <script>alert(1)</script>"]],
  ['<script src="./a.js">alert(1)</script>', ['inline script <script src="./a.js">alert(1)</script>']],
  ["<style>p { color: red }</style>", ["inline style element"]],
  ['<p style="color: red">', ["inline style attribute"]],
  ['<p onclick="go()">', ["inline event handler"]],
  ['<img src="https://example.org/a.png">', ["a source outside the program"]],
  ['<link href="data:text/css,p{}">', ["a source outside the program"]],
])("what the content policy refuses in a document is found in %s", (html, faults) => {
  expect(pageFaults(html)).toEqual(faults);
});

test.each([
  ["@font-face { src: url(./a.woff2) }", []],
  [
    'p { background: url("data:image/png;base64,AA==") }',
    ["a source outside the program: data:image/png;base64,AA=="],
  ],
  ["p { background: url(//example.org/a) }", ["a source outside the program: //example.org/a"]],
])("what the content policy refuses in a style sheet is found in %s", (css, faults) => {
  expect(styleFaults(css)).toEqual(faults);
});

test("a page that breaks its policy stops the build and names the file", () => {
  const folder = page({ "index.html": "<script>1</script>", "assets/a.css": "p { background: url(data:,) }" });
  expect(() => checkPage(folder)).toThrow(/\/assets\/a\.css: [^\n]*\n\/index\.html: inline script/);
});
