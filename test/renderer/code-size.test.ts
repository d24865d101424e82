import { expect, test } from "vitest";
import { judged, NO_CHROMIUM } from "./judged.ts";

test.skipIf(NO_CHROMIUM !== "")(
  `on panels of 5 to 10 inches every code is 35 mm, whole and in sight, and nothing lies on it${NO_CHROMIUM}`,
  async () => {
    const [, codes, leastMm, found] =
      /^(\d+) codes, the smallest ([\d.]+) mm: (.*) found\n$/.exec(await judged("code-size.mjs", [])) ?? [];
    expect(found).toBe("nothing");
    expect(Number(codes)).toBeGreaterThan(100);
    expect(Number(leastMm)).toBeGreaterThanOrEqual(35);
  },
  120_000,
);
