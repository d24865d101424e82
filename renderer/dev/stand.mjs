// What photograph.mjs and measure.mjs stand on: the development page packed into a temporary folder, served under the
// terminal's own content policy, and a Chromium to open it in (CHROMIUM, else /usr/bin/chromium).

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";

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

/** name → [mode, width, height in CSS pixels] */
export const SIZES = {
  "kiosk-portrait": ["kiosk", 1080, 1920],
  "kiosk-landscape": ["kiosk", 1920, 1080],
  "counter-1366": ["counter", 1366, 768],
  "counter-1920": ["counter", 1920, 1080],
  "vending-800": ["vending", 800, 480],
  "vending-1024": ["vending", 1024, 600],
  "vending-portrait": ["vending", 1080, 1920],
  // The counter's second screen.
  "customer-800": ["customer", 800, 480],
  "customer-1024": ["customer", 1024, 600],
  "customer-1280": ["customer", 1280, 800],
  "customer-1366": ["customer", 1366, 768],
  "customer-1920": ["customer", 1920, 1080],
};

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

async function serve(root) {
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
  return server;
}

/** `open(size, hash)` gives a page that is drawn and has its typeface; `refused` collects what the page complained of. */
export async function stand() {
  const root = await mkdtemp(join(tmpdir(), "harness-"));
  await build({
    configFile: join(import.meta.dirname, "../vite.config.ts"),
    mode: "harness",
    logLevel: "error",
    build: { outDir: root },
  });
  const server = await serve(root);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    // Frames as fast as they are drawn: what is measured is where things lie.
    args: ["--no-sandbox", "--disable-gpu", "--disable-frame-rate-limit", "--disable-gpu-vsync"],
  });
  const refused = new Set();
  return {
    refused,
    browser,
    async open(size, hash, scale = 1) {
      const [, width, height] = SIZES[size];
      const page = await browser.newPage({
        viewport: { width, height },
        deviceScaleFactor: scale,
        reducedMotion: "reduce",
      });
      page.on("console", (message) => {
        if (message.type() === "error") refused.add(message.text());
      });
      page.on("pageerror", (error) => refused.add(String(error.stack ?? error)));
      await page.goto(`http://127.0.0.1:${server.address().port}/dev.html#${hash}`);
      await page.waitForSelector("[data-testid^=screen-]");
      await page.waitForLoadState("networkidle");
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      await rm(root, { recursive: true });
    },
  };
}
