import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Why the screens cannot be judged here, as words for a test's name; "" where they can. */
export const NO_CHROMIUM = existsSync(CHROMIUM)
  ? ""
  : " (skipped without a Chromium at CHROMIUM or /usr/bin/chromium)";

/** The last words of one of the scripts that look at the screens; what it found stands before them. */
export function judged(script: string, words: readonly string[]): Promise<string> {
  const path = join(import.meta.dirname, "../../renderer/dev", script);
  return new Promise((resolve) => {
    execFile(process.execPath, [path, ...words], { maxBuffer: 10_000_000 }, (_error, said, complained) =>
      resolve(said === "" ? complained : said),
    );
  });
}
