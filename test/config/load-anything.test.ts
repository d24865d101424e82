import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { loadConfig, plainConfigFaults } from "../../electron/config/load.ts";
import { knownDevices } from "../../electron/main/known-devices.ts";

const SAMPLES = join(import.meta.dirname, "../../electron/config/samples");
const CATALOGUES = join(import.meta.dirname, "../../electron/catalogue/samples");
const folder = mkdtempSync(join(tmpdir(), "myntfri-anything-"));
const path = join(folder, "terminal.json");

afterAll(() => rmSync(folder, { recursive: true }));

const SECRET = "hush-hush-hush";

function sample(mode: string, catalogue: string): Record<string, unknown> {
  const config: Record<string, unknown> = JSON.parse(readFileSync(join(SAMPLES, `${mode}.json`), "utf8"));
  const provider = { ...(config["provider"] as object), clientSecret: SECRET, subscriptionKey: SECRET };
  return {
    ...config,
    provider,
    catalogue: JSON.parse(readFileSync(join(CATALOGUES, `${catalogue}.json`), "utf8")),
  };
}

const WHOLE = [sample("kiosk", "coffee-bar"), sample("counter", "farm-stall"), sample("vending", "snack-machine")];

/** Every place in a configuration, as a path of keys. */
function places(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))];
}

function replaced(value: unknown, at: readonly string[], by: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner, place) => (String(place) === key ? replaced(inner, rest, by) : inner));
  return { ...(value as object), [key]: replaced(Reflect.get(value as object, key), rest, by) };
}

const broken = fc
  .constantFrom(...WHOLE)
  .chain((whole) => fc.tuple(fc.constant(whole), fc.constantFrom(...places(whole)), fc.jsonValue()))
  .map(([whole, at, by]) => replaced(whole, at, by));

test("whatever stands at any place of the file, it is taken or every fault is named; no secret is repeated", () => {
  fc.assert(
    fc.property(broken, (config) => {
      writeFileSync(path, JSON.stringify(config));
      const loaded = loadConfig(path, { MYNTFRI_CLIENT_ID: "id" }, knownDevices);
      if (loaded.ok) return;
      expect(loaded.faults.length).toBeGreaterThan(0);
      for (const { expected, got } of loaded.faults) expect([expected, got]).not.toContain("");
      expect(plainConfigFaults(loaded.faults)).not.toContain(SECRET);
    }),
    { numRuns: 300 },
  );
});

test("whatever bytes the file holds, it is refused in words", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      writeFileSync(path, bytes);
      expect(loadConfig(path, {}, knownDevices).ok).toBe(false);
    }),
    { numRuns: 200 },
  );
});
