import { shown } from "../catalogue/field-fault.ts";
import type { Mismatch } from "./cross-checks.ts";
import type { ConfiguredDevice } from "./device-schema.ts";

type Presence = Extract<ConfiguredDevice, { kind: "presence" }>;

/** What the driver takes where nothing is said. */
const NEAR_CM = 80;
const GONE_CM = 110;
const DISTANCES = ["nearCm", "goneCm"] as const;
const WIRING = ["address", "input"] as const;

/** A motion detector knows no distance, a sensor of distance has no board; and who is near must not count as gone. */
export function presenceMismatches(device: Presence, field: string): Mismatch[] {
  const { driver, nearCm = NEAR_CM, goneCm = GONE_CM } = device;
  const isDetector = driver === "modbus-input";
  const foreign = (isDetector ? DISTANCES : WIRING).filter((name) => device[name] !== undefined);
  const expected = isDetector ? "nothing: a motion detector knows no distance" : "nothing: only a board has this";
  const isCrossed = !isDetector && nearCm >= goneCm;
  return [
    ...foreign.map((name) => ({ field: `${field}.${name}`, expected, got: shown(device[name]) })),
    ...(isCrossed
      ? [{ field: `${field}.goneCm`, expected: `more than nearCm, which is ${nearCm}`, got: shown(goneCm) }]
      : []),
  ];
}
