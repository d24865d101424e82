import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PICTURES, pictureOf } from "../../renderer/pictures.ts";

const ROOM = join(import.meta.dirname, "../../renderer");

function files(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const shipped = files(ROOM).filter((file) => /\.tsx?$/.test(file) && !file.includes("/dev/"));

describe("the packed page", () => {
  let out = "";

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), "page-"));
    await build({
      configFile: join(ROOM, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: out, emptyOutDir: true },
    });
  }, 60_000);
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  test("has at most 300 kB of gzipped JavaScript", () => {
    const scripts = files(out).filter((file) => file.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(0);
    const size = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
    expect(size).toBeLessThanOrEqual(300 * 1024);
  });

  test("obeys the content policy: no inline script or style, nothing from elsewhere, no data: addresses", () => {
    const html = readFileSync(join(out, "index.html"), "utf8");
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)| on[a-z]+=/);
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^\.\//);
    for (const file of files(out).filter((name) => name.endsWith(".css"))) {
      const css = readFileSync(file, "utf8");
      for (const [, address] of css.matchAll(/url\(["']?([^)"']*)/g)) expect(address).toMatch(/^\.\//);
      expect(css).not.toContain("@import");
    }
  });

  test("brings its typeface and every picture as files", () => {
    const names = files(out);
    expect(names.filter((file) => file.endsWith(".woff2"))).toHaveLength(2);
    expect(names.filter((file) => file.endsWith(".svg"))).toHaveLength(Object.keys(PICTURES).length);
  });

  test("leaves the sample views at home", () => {
    const code = files(out)
      .filter((file) => file.endsWith(".js"))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    expect(code).not.toContain("Snackautomaten");
  });
});

describe("the room's rules", () => {
  test("only bridge.ts touches the bridge", () => {
    const touching = shipped.filter((file) => /\bwindow\.till\b/.test(readFileSync(file, "utf8")));
    expect(touching).toEqual([join(ROOM, "bridge.ts")]);
  });

  test("no timer but the silence that ends a scan", () => {
    const timing = shipped.filter((file) => /\b(setTimeout|setInterval)\b/.test(readFileSync(file, "utf8")));
    expect(timing).toEqual([join(ROOM, "scan-keys.ts")]);
  });

  test("no storage, no markup from text, no file chooser", () => {
    const forbidden =
      /\b(localStorage|sessionStorage|indexedDB|innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|fetch|XMLHttpRequest|eval)\b|type="file"/;
    for (const file of shipped) expect(readFileSync(file, "utf8"), file).not.toMatch(forbidden);
  });

  test("nothing but types comes from the terminal's side", () => {
    for (const file of shipped)
      for (const [line, from] of readFileSync(file, "utf8").matchAll(/^import .* from "([^"]*electron[^"]*)";/gm)) {
        expect(line, file).toMatch(/^import type /);
        expect(from, file).toMatch(/electron\/ipc\/contract\.ts$/);
      }
  });
});

describe("the pictures", () => {
  test("are found by name, and an unknown name has none", () => {
    expect(pictureOf("coffee")).toBe(PICTURES.coffee);
    expect(pictureOf("toString")).toBeUndefined();
    expect(pictureOf(undefined)).toBeUndefined();
  });

  test.each(Object.keys(PICTURES))("%s is a square drawing of its own, without script, style or links", (name) => {
    const svg = readFileSync(join(ROOM, "pictures", `${name}.svg`), "utf8");
    expect(svg).toContain('viewBox="0 0 240 240"');
    expect(svg).not.toMatch(/<script|<style|style=|href="(?!#)|<image|<text/);
    expect(svg.match(/<(path|ellipse|circle)/g)?.length ?? 0).toBeGreaterThan(4);
  });
});
