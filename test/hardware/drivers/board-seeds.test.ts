import { describe, expect, test } from "vitest";
import { WIRE_FAULTS, type WireFault } from "../../../simulator/devices/boards/board-shell.ts";
import { openRig, type Rig } from "./board-rig.ts";
import { FAMILIES, VMC } from "./families.ts";

const VMC_WINDOW_MS = 8_000;
const WINDOW_MS = 600;
/** A machine that owes its word about the last item is waited for. */
const LAST_WORD_MS = 60_000;

/** A small seeded generator (mulberry32); a failing seed can be run again alone. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The two most used families live longest; MYNTFRI_SEEDS lengthens all of them. */
function runsFor(driver: string): number {
  const asked = Number(process.env["MYNTFRI_SEEDS"]);
  if (asked > 0) return asked;
  return driver === "modbus-rtu" || driver === "lcus" ? 2_000 : 300;
}

const VENDS = 2;
/** 10,000 lives on busy cores, at low priority. */
const LONGEST_MS = 3_600_000;

interface Tally {
  dropped: number;
  notDropped: number;
  unknown: number;
}

/** One board's life with faults at random; every word it says about a sale is compared with what the bench saw. */
async function live(family: (typeof FAMILIES)[number], seed: number, tally: Tally): Promise<void> {
  const random = seeded(seed);
  const rate = random() < 0.3 ? 0 : random() * 0.15;
  let isArmed = false;
  const pick = (): WireFault | undefined => {
    if (!isArmed || random() >= rate) return undefined;
    return WIRE_FAULTS[Math.floor(random() * WIRE_FAULTS.length)];
  };
  const rig = openRig(family, {
    emulator: { fault: pick, replyAfterMs: Math.floor(random() * 40) },
    wiring: { dropWindowMs: family === VMC ? VMC_WINDOW_MS : WINDOW_MS },
    spec: { failuresToLock: 100 },
  });
  await rig.ready();
  for (let sale = 0; sale < VENDS; sale++) {
    isArmed = false;
    rig.cable.plug();
    if (family === VMC) await rig.ticker.advance(LAST_WORD_MS);
    rig.board.unlock("A1");
    await rig.ready();
    isArmed = true;
    troubleShelf(rig, random);
    const before = rig.emulated.bench.dropped();
    const pulsesBefore = rig.emulated.bench.pulses(1);
    const outcome = await rig.vend("A1");
    await rig.ticker.advance(1_500);
    const fell = rig.emulated.bench.dropped() - before;
    const pulses = rig.emulated.bench.pulses(1) - pulsesBefore;
    const context = `${family.driver} seed ${seed} sale ${sale}: ${outcome.is}, ${outcome.evidence}`;
    expect(pulses, context).toBeLessThanOrEqual(1);
    expect(fell, context).toBeLessThanOrEqual(1);
    if (outcome.is === "dropped" && family.inputs > 0) expect(fell, context).toBe(1);
    if (outcome.is === "dropped" && family.inputs === 0) expect(pulses, context).toBe(1);
    if (outcome.is === "not-dropped") expect(fell, context).toBe(0);
    if (outcome.is === "dropped") tally.dropped += 1;
    else if (outcome.is === "not-dropped") tally.notDropped += 1;
    else tally.unknown += 1;
    rig.emulated.bench.unjam("A1");
    rig.emulated.bench.release(1);
  }
}

function troubleShelf(rig: Rig, random: () => number): void {
  const trouble = random();
  if (trouble < 0.1) rig.emulated.bench.jam("A1");
  else if (trouble < 0.15) rig.emulated.bench.stick(1);
  else if (trouble < 0.2) rig.emulated.bench.block(1);
}

for (const family of [...FAMILIES, VMC]) {
  const runs = runsFor(family.driver);
  describe(`${family.driver}, pulses of ${family.pulseMs} ms: ${runs} seeded lives`, () => {
    test(
      family.inputs > 0
        ? "no sale is confirmed that did not happen, none denied that did, and no pulse is given twice"
        : "no item is called dropped whose output was not switched on and off again, and no pulse is given twice",
      async () => {
        const tally: Tally = { dropped: 0, notDropped: 0, unknown: 0 };
        for (let seed = 1; seed <= runs; seed++) await live(family, seed, tally);
        // The run is worth something only if all three words were said often.
        expect(tally.dropped).toBeGreaterThan(runs / 4);
        expect(tally.notDropped + tally.unknown).toBeGreaterThan(runs / 20);
        expect(tally.dropped + tally.notDropped + tally.unknown).toBe(runs * VENDS);
      },
      LONGEST_MS,
    );
  });
}
