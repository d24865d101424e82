import { describe, expect, test } from "vitest";
import { socatIsMissing } from "../../../simulator/devices/pty.ts";
import { ALL_FAMILIES } from "../drivers/families.ts";
import { type Killed, killInPulse, VICTIMS } from "./overrun-rig.ts";

const LONG_MS = 240_000;
/** Another process must be started by a machine with other things to do; without a guard it would be two seconds, or for good. */
const BOUND_MS = 250;
/** What a machine that wakes a sleeper late adds to each of the steps between a death and the board. */
const STEPS = 10;
/** A stall of the machine does not come back at will, a slow guard does. */
const TRIES = 3;
/** The controller takes no order to stop: its turn is 600 ms, whatever pulse was asked for. */
const OWN_TURN_MS: Readonly<Record<string, number>> = { vmc: 600 };

/** Each family with another victim; over the families each victim has three. */
const CASES = ALL_FAMILIES.map((family, index) => ({
  family,
  driver: family.driver,
  pulseMs: family.pulseMs,
  victim: VICTIMS[index % VICTIMS.length] ?? "all",
}));

describe.skipIf(socatIsMissing() || process.platform !== "linux")(
  "an output after a kill in the middle of its pulse (skipped: no socat, or not Linux)",
  () => {
    test.concurrent.each(CASES)(
      "$driver, $pulseMs ms, $victim killed: off at once, off at the end, and on only once",
      async ({ family, driver, pulseMs, victim }) => {
        const lengthMs = OWN_TURN_MS[driver] ?? pulseMs;
        const overruns: string[] = [];
        for (let tries = 0; tries < TRIES; tries += 1) {
          const killed: Killed = await killInPulse(family, victim, lengthMs * 0.9);
          expect(killed.pulses).toBe(1);
          expect(await killed.isOffAtTheEnd).toBe(true);
          const overrunMs = killed.onForMs - lengthMs;
          if (overrunMs <= BOUND_MS + STEPS * killed.lateMs) return;
          overruns.push(`${overrunMs.toFixed(0)} ms, floor ${killed.lateMs.toFixed(0)} ms`);
        }
        expect.fail(`every time it stayed on for too long: ${overruns.join("; ")}`);
      },
      LONG_MS,
    );
  },
);
