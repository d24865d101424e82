import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const SCRIPT = join(import.meta.dirname, "../../renderer/dev/measure.mjs");

function measured(words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...words], (_error, said) => resolve(said));
  });
}

test.skipIf(!existsSync(CHROMIUM))(
  "nothing overlaps, leaves a window of 800 by 480 or is smaller than a finger, in the longest language and both text sizes (skipped without a Chromium at CHROMIUM or /usr/bin/chromium)",
  async () => {
    expect(await measured(["vending-800", "/fi/"])).toMatch(/^[1-9]\d+ layouts in [\d.]+ s: nothing found\n$/);
  },
  60_000,
);
