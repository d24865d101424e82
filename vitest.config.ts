import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Tests that together take every branch where amounts and bytes are decided; they are run with coverage. */
const BRANCHES = [
  "test/core/**/*.test.ts",
  "test/engine/**/*.test.ts",
  "test/hardware/frames/**/*.test.ts",
  "test/hardware/drivers/escpos/characterise.test.ts",
];

/**
 * Some hundred programs are started from their TypeScript, the same few over and over: Node keeps what it made of a source the
 * first time. Only what tests start takes this up, not the tests' own processes, which count branches.
 */
const STARTED = { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules/.cache/myntfri-started") };

export default defineConfig({
  test: {
    coverage: {
      provider: "v8",
      include: ["electron/core/**/*.ts", "hardware/frames/**/*.ts"],
      reporter: ["text-summary", "json"],
      // Where amounts and bytes are decided every branch is taken by a test.
      thresholds: { "electron/core/**": { branches: 100 }, "hardware/frames/**": { branches: 100 } },
    },
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [
            "test/e2e/**",
            "test/architecture.test.ts",
            ...(process.env["MYNTFRI_WITHOUT_BRANCHES"] === "1" ? BRANCHES : []),
          ],
          // Real ports and processes on two busy cores; a test that waits for nothing ends long before.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          env: STARTED,
        },
      },
      { test: { name: "branches", include: BRANCHES, testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: "architecture", include: ["test/architecture.test.ts"], testTimeout: 30_000 } },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.{ts,tsx}"],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
