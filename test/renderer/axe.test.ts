import { expect, test } from "vitest";
import { judged, NO_CHROMIUM } from "./judged.ts";

test.skipIf(NO_CHROMIUM !== "")(
  `axe-core finds nothing on any screen in any theme, and nothing in any language${NO_CHROMIUM}`,
  async () => {
    expect(await judged("axe.mjs", [])).toMatch(/^[1-9]\d{2,} pictures judged in [\d.]+ s: nothing found\n$/);
  },
  600_000,
);
