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
      const said = await bench("--seeds", "200", "--every", String(EVERY));
      const planted = Math.ceil(DEFECTS.length / EVERY);
      expect(JSON.parse(said.trim().split("\n").at(-1) ?? "{}"), said).toMatchObject({
        defects: planted,
        found: planted,
      });
    },
    LONG_MS,
  );

  test.each([
    ["boards' own code are found through the real drivers of the families", "a board's", 3],
    ["talk with a machine that has keys are found through both adapters", "a machine's", 5],
  ])(
    "mistakes planted in the %s",
    async (_where, names, planted) => {
      expect(DEFECTS.filter(({ name }) => name.startsWith(names))).toHaveLength(planted);
      const said = await bench("--seeds", "48", "--only", names);
      expect(JSON.parse(said.trim().split("\n").at(-1) ?? "{}"), said).toMatchObject({
        defects: planted,
        found: planted,
      });
    },
    LONG_MS,
  );
});

function bench(...flags: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, "--defects", ...flags], (_error, out, wrong) => resolve(`${wrong}${out}`));
  });
}
