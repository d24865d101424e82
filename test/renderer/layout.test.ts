import { expect, test } from "vitest";
import { judged, NO_CHROMIUM } from "./judged.ts";

test.skipIf(NO_CHROMIUM !== "")(
  `nothing overlaps, leaves its window or is smaller than a finger: every screen, seven windows, six languages, two text sizes; and five keys reach it all${NO_CHROMIUM}`,
  async () => {
    expect(await judged("measure.mjs", [])).toMatch(/^[1-9]\d{3} layouts in [\d.]+ s: nothing found\n$/);
  },
  600_000,
);

test.skipIf(NO_CHROMIUM !== "")(
  `two thousand goods in forty categories keep their room, and the last is two presses away${NO_CHROMIUM}`,
  async () => {
    expect(await judged("crowd.mjs", [])).toBe("4 windows: nothing found\n");
  },
  60_000,
);
