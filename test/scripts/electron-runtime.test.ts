import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { findRuntime } from "../../scripts/electron-runtime.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a runtime named by the environment comes before all others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "runtime-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "electron"), "");
  writeFileSync(join(folder, "version"), "v45.4.1\n");
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", folder);
  expect(await findRuntime()).toEqual({
    kind: "override",
    folder,
    executable: "electron",
    version: "45.4.1",
    note: undefined,
  });
});

test("a named folder without a runtime is said to be wrong, not passed over", async () => {
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", "/nowhere");
  await expect(findRuntime()).rejects.toMatchObject({
    message: "ELECTRON_OVERRIDE_DIST_PATH is /nowhere, but there is no electron in it.",
    exitCode: 69,
  });
});
