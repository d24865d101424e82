import { describe, expect, test } from "vitest";
import { judged, NO_CHROMIUM } from "./judged.ts";

/** Two at a time: judging costs one core each. */
describe.concurrent("every screen in every theme, and in every language", () => {
  test.skipIf(NO_CHROMIUM !== "").each([[["kiosk", "vending"]], [["counter", "customer"]]])(
    `axe-core finds nothing: %s${NO_CHROMIUM}`,
    async (modes) => {
      expect(await judged("axe.mjs", modes)).toMatch(/^[1-9]\d{2,} pictures judged in [\d.]+ s: nothing found\n$/);
    },
    600_000,
  );
});
