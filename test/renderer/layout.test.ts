import { describe, expect, test } from "vitest";
import { judged, NO_CHROMIUM } from "./judged.ts";

/** Two pages at a time: laying out costs one core each. */
describe.concurrent("in six languages and two text sizes", () => {
  test.skipIf(NO_CHROMIUM !== "").each([[["kiosk-", "customer-"]], [["counter-", "vending-"]]])(
    `nothing overlaps, leaves its window or is smaller than a finger: every screen in the windows %s${NO_CHROMIUM}`,
    async (windows) => {
      for (const window of windows)
        expect(await judged("measure.mjs", [window])).toMatch(
          /^[1-9]\d{2,3} layouts in [\d.]+ s: nothing found\n$/,
        );
    },
    1_200_000,
  );
});

test.skipIf(NO_CHROMIUM !== "")(
  `five keys reach everything from the first screen to the last${NO_CHROMIUM}`,
  async () => {
    expect(await judged("measure.mjs", ["walk"])).toMatch(/^0 layouts in [\d.]+ s: nothing found\n$/);
  },
  300_000,
);

test.skipIf(NO_CHROMIUM !== "")(
  `emoji, right-to-left writing, markup and names of 200 letters are shown as text${NO_CHROMIUM}`,
  async () => {
    expect(await judged("odd.mjs", [])).toBe("6 screens: nothing found\n");
  },
  120_000,
);

test.skipIf(NO_CHROMIUM !== "")(
  `two thousand goods in forty categories keep their room, and the last is two presses away${NO_CHROMIUM}`,
  async () => {
    expect(await judged("crowd.mjs", [])).toBe("4 windows: nothing found\n");
  },
  60_000,
);
