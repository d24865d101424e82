// Photographs sample screens: node renderer/dev/photograph.mjs OUT [WORD ...]
// Packs the development page into a temporary folder, serves it under the terminal's own content policy and takes every picture whose name has
// all the words. Needs a Chromium (CHROMIUM, else /usr/bin/chromium). Reports what the policy refused.

import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";

const [out = "demo-output/screens", ...wanted] = process.argv.slice(2);
const root = await mkdtemp(join(tmpdir(), "harness-"));

const POLICY = [
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

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const SIZES = {
  "kiosk-portrait": ["kiosk", 1080, 1920],
  "kiosk-landscape": ["kiosk", 1920, 1080],
  "counter-1366": ["counter", 1366, 768],
  "counter-1920": ["counter", 1920, 1080],
  "vending-800": ["vending", 800, 480],
  "vending-1024": ["vending", 1024, 600],
  "vending-portrait": ["vending", 1080, 1920],
};

const EVERY = [
  "attract",
  "attract-away",
  "goods",
  "goods-empty",
  "goods-full",
  "number",
  "number-complaint",
  "paying",
  "paying-offer",
  "paying-picked-up",
  "paying-approved",
  "paying-cancelling",
  "paying-checking",
  "paying-qr",
  "late",
  "dispensing",
  "done",
  "done-vending",
  "ended",
  "ended-not-dropped",
];

/** name → [size, hash] */
function shots() {
  const list = [];
  for (const [size, [mode]] of Object.entries(SIZES)) {
    for (const screen of EVERY) list.push([`${size}_${screen}_nb_light`, size, `${mode}/${screen}/nb/light`]);
    for (const screen of ["goods", "number", "paying-offer", "paying-qr", "done", "ended"]) {
      list.push([`${size}_${screen}_fi_light_large`, size, `${mode}/${screen}/fi/light/large/euro`]);
      list.push([`${size}_${screen}_en_contrast`, size, `${mode}/${screen}/en/contrast/practice/troubles/soldout`]);
      list.push([`${size}_${screen}_sv_dark`, size, `${mode}/${screen}/sv/dark`]);
      list.push([`${size}_${screen}_da_light_low`, size, `${mode}/${screen}/da/light/low`]);
    }
    list.push([`${size}_paying_en_light_leaving`, size, `${mode}/paying/en/light/leaving/practice`]);
    list.push([`${size}_attract_nn_light_practice`, size, `${mode}/attract/nn/light/practice/troubles`]);
  }
  return list.filter(([name]) => wanted.every((word) => name.includes(word)));
}

await build({
  configFile: join(import.meta.dirname, "../vite.config.ts"),
  mode: "harness",
  logLevel: "error",
  build: { outDir: root },
});
await mkdir(out, { recursive: true });
const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
  if (path === "/favicon.ico") {
    response.writeHead(204).end();
    return;
  }
  try {
    const body = await readFile(join(root, path));
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "content-security-policy": POLICY,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const refused = new Set();
for (const [name, size, hash] of shots()) {
  const [, width, height] = SIZES[size];
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  page.on("console", (message) => {
    if (message.type() === "error") refused.add(message.text());
  });
  page.on("pageerror", (error) => refused.add(String(error)));
  await page.goto(`http://127.0.0.1:${port}/dev.html#${hash}`);
  await page.waitForSelector("[data-testid^=screen-]");
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(out, `${name}.png`) });
  await page.close();
}
await browser.close();
server.close();
await rm(root, { recursive: true });
for (const text of refused) console.error(`refused: ${text}`);
process.exitCode = refused.size > 0 ? 1 : 0;
