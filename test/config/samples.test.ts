import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig, plainConfigFaults } from "../../electron/config/load.ts";
import { knownDevices } from "../../electron/main/known-devices.ts";

const SAMPLES = join(import.meta.dirname, "../../electron/config/samples");
const KEYS = { MYNTFRI_CLIENT_ID: "id", MYNTFRI_CLIENT_SECRET: "secret", MYNTFRI_SUBSCRIPTION_KEY: "key" };

test("there is a sample of each mode", () => {
  expect(readdirSync(SAMPLES).sort()).toEqual(["counter.json", "kiosk.json", "vending.json"]);
});

test.each(["counter", "kiosk", "vending"])(
  "the sample of a %s is taken, its devices known, its goods priced",
  (mode) => {
    const loaded = loadConfig(join(SAMPLES, `${mode}.json`), KEYS, knownDevices);
    expect(loaded.ok ? "" : plainConfigFaults(loaded.faults)).toBe("");
    expect(loaded).toMatchObject({ config: { mode, provider: { clientSecret: "secret", practice: false } } });
  },
);

test("without its keys in the environment a sample is refused, key by key", () => {
  const loaded = loadConfig(join(SAMPLES, "kiosk.json"), {}, knownDevices);
  expect(loaded.ok ? [] : loaded.faults.map(({ field }) => field)).toEqual([
    "provider.clientId",
    "provider.clientSecret",
    "provider.subscriptionKey",
  ]);
});
