import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { openVirtualDisplay } from "../../scripts/xvfb.ts";

const missing = spawnSync("Xvfb", ["-help"]).error !== undefined;

test.skipIf(missing)(
  "displays opened at once have numbers of their own, and are gone once closed (skipped: no Xvfb)",
  async () => {
    const [one, two] = await Promise.all([openVirtualDisplay(), openVirtualDisplay({ width: 800, height: 600 })]);
    expect(one.name).toMatch(/^:\d+$/);
    expect(two.name).not.toBe(one.name);
    const socket = `/tmp/.X11-unix/X${one.name.slice(1)}`;
    expect(existsSync(socket)).toBe(true);
    await Promise.all([one.close(), two.close()]);
    expect(existsSync(socket)).toBe(false);
  },
);
