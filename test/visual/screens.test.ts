import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NO_CHROMIUM } from "../renderer/judged.ts";

/**
 * Guards finished screens against changes nobody meant. After a change somebody meant:
 * `node renderer/dev/photograph-references.mjs test/visual/references`, look at each picture, and write the version it
 * prints into `references/chromium.txt`.
 */
const REFERENCES = join(import.meta.dirname, "references");
const SCRIPT = join(import.meta.dirname, "../../renderer/dev/photograph-references.mjs");
/** Share of pixels that may differ: a letter's edge, not a letter. */
const TOLERATED = 0.002;

const madeWith = readFileSync(join(REFERENCES, "chromium.txt"), "utf8").trim();
const names = readdirSync(REFERENCES).filter((file) => file.endsWith(".png"));

let folder: string;
let chromium = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "visual-"));
  if (NO_CHROMIUM !== "") return;
  chromium = await new Promise((resolve, reject) => {
    execFile(process.execPath, [SCRIPT, folder], (error, said) =>
      error === null ? resolve(said.trim()) : reject(error),
    );
  });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const name of names)
  test(`${name} looks as it did when somebody last looked (skipped without that very Chromium, ${madeWith})`, (context) => {
    if (chromium !== madeWith) context.skip(`the pictures were taken with Chromium ${madeWith}, not ${chromium}`);
    const reference = PNG.sync.read(readFileSync(join(REFERENCES, name)));
    const now = PNG.sync.read(readFileSync(join(folder, name)));
    const { width, height } = reference;
    expect([now.width, now.height]).toEqual([width, height]);
    const differing = pixelmatch(reference.data, now.data, undefined, width, height, { threshold: 0.15 });
    expect(differing / (width * height)).toBeLessThanOrEqual(TOLERATED);
  });

test("there are pictures to compare with, and they are not all paper", () => {
  expect(names.length).toBeGreaterThanOrEqual(6);
  for (const name of names) {
    const { data } = PNG.sync.read(readFileSync(join(REFERENCES, name)));
    expect(new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4)).size, name).toBeGreaterThan(50);
  }
});
