import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    coverage: {
      provider: "v8",
      include: ["electron/core/**", "hardware/frames/**"],
      reporter: ["text-summary", "json-summary"],
      // Where amounts and bytes are decided every branch is taken by a test.
      thresholds: { "electron/core/**": { branches: 100 }, "hardware/frames/**": { branches: 100 } },
    },
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/e2e/**", "test/architecture.test.ts"],
          // Real ports and processes on two busy cores; a test that waits for nothing ends long before.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
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
