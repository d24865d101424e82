import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { DEFECTS } from "./defects.ts";

const COMMAND = fileURLToPath(new URL("./command.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** The whole bench takes minutes: `npm run sim -- --defects --seeds 1000`. */
const EVERY = 6;
const LONG_MS = 170_000;

describe("the simulation can tell a broken terminal from a sound one", () => {
  test.each(DEFECTS)("there is one place to plant: $name", ({ file, find, replace }) => {
    const source = readFileSync(`${ROOT}${file}`, "utf8");
    expect(source.split(find)).toHaveLength(2);
    expect(source.replace(find, () => replace)).not.toBe(source);
  });

  test(
    "every sixth planted mistake is found",
    async () => {
      const said = await new Promise<string>((resolve) => {
        const args = [COMMAND, "--defects", "--seeds", "200", "--every", String(EVERY)];
        execFile(process.execPath, args, (_error, out, wrong) => resolve(`${wrong}${out}`));
      });
      const planted = Math.ceil(DEFECTS.length / EVERY);
      expect(JSON.parse(said.trim().split("\n").at(-1) ?? "{}"), said).toMatchObject({
        defects: planted,
        found: planted,
      });
    },
    LONG_MS,
  );
});
