import { describe, expect, test } from "vitest";
import type { VendOutcome } from "../../../hardware/contract.ts";
import type { WireFault } from "../../../simulator/devices/boards/board-shell.ts";
import { openRig, type Rig } from "./board-rig.ts";
import { FAMILIES } from "./families.ts";

type Is = VendOutcome["is"];

/** Faults of the world, the same for every family with a drop sensor. */
const WORLD: readonly { fault: string; prepare(rig: Rig): void; is: Is; drops: number; pulses: number }[] = [
  { fault: "none", prepare: () => undefined, is: "dropped", drops: 1, pulses: 1 },
  { fault: "jam", prepare: (rig) => rig.emulated.bench.jam("A1"), is: "not-dropped", drops: 0, pulses: 1 },
  {
    fault: "empty slot",
    prepare: (rig) => rig.emulated.bench.fill("A1", 0),
    is: "not-dropped",
    drops: 0,
    pulses: 1,
  },
  {
    fault: "beam blocked just now",
    prepare: (rig) => rig.emulated.bench.block(1),
    is: "not-dropped",
    drops: 0,
    pulses: 0,
  },
  {
    fault: "product hangs in the beam",
    prepare: (rig) => rig.emulated.bench.stick(1),
    is: "unknown",
    drops: 1,
    pulses: 1,
  },
  {
    fault: "another output found on",
    prepare: (rig) => rig.emulated.bench.switch(4, true),
    is: "not-dropped",
    drops: 0,
    pulses: 0,
  },
];

/** Faults of the wire, on the request that starts the pulse. */
const PULSE_WIRE: readonly { fault: WireFault; is: readonly Is[]; drops: number }[] = [
  { fault: "deaf", is: ["unknown", "not-dropped"], drops: 0 },
  { fault: "silent", is: ["dropped", "unknown"], drops: 1 },
  { fault: "late", is: ["dropped", "unknown"], drops: 1 },
  { fault: "garbled", is: ["dropped", "unknown"], drops: 1 },
  { fault: "half", is: ["dropped", "unknown"], drops: 1 },
  { fault: "noise", is: ["dropped", "unknown"], drops: 1 },
  { fault: "echo", is: ["dropped", "unknown"], drops: 1 },
  { fault: "doubled", is: ["dropped", "unknown"], drops: 1 },
  { fault: "split", is: ["dropped"], drops: 1 },
  // Carried out after the sale was given up, with the all-off right behind it.
  { fault: "stall", is: ["unknown"], drops: 0 },
  { fault: "reset", is: ["unknown", "not-dropped"], drops: 0 },
  { fault: "hang-up", is: ["unknown"], drops: 1 },
];

/** What happens to the product in truth, and what the driver may say of it. */
function isHonest(outcome: VendOutcome, fell: number): boolean {
  if (outcome.is === "dropped") return fell === 1;
  return outcome.is === "unknown" || fell === 0;
}

for (const family of FAMILIES) {
  const hasSensor = family.inputs > 0;
  const name = `${family.driver}, pulses of ${family.pulseMs} ms`;

  // What only a drop sensor can tell is asked of the boards that have inputs for one.
  if (hasSensor)
    describe(`${name}: faults of the shelf`, () => {
      for (const row of WORLD) {
        test(`${row.fault} ends ${row.is}`, async () => {
          const rig = openRig(family);
          await rig.ready();
          row.prepare(rig);
          const outcome = await rig.vend("A1");
          await rig.ticker.advance(3_000);
          expect(outcome.is).toBe(row.is);
          expect(rig.emulated.bench.dropped("A1")).toBe(row.drops);
          expect(rig.emulated.bench.pulses(1)).toBe(row.pulses);
          expect(rig.emulated.bench.outputs.some((on) => on)).toBe(false);
        });
      }
    });

  describe(`${name}: faults of the wire on the pulse`, () => {
    for (const row of PULSE_WIRE) {
      test(`${row.fault} never makes a second pulse and never a false word`, async () => {
        let isArmed = false;
        let spoilt = 0;
        const rig = openRig(family, {
          emulator: {
            fault: (request) => {
              if (!isArmed || spoilt > 0 || !family.startsPulse(request)) return undefined;
              spoilt += 1;
              return row.fault;
            },
          },
        });
        await rig.ready();
        isArmed = true;
        const outcome = await rig.vend("A1");
        await rig.ticker.advance(3_000);
        const fell = rig.emulated.bench.dropped();
        expect(spoilt).toBe(1);
        expect(rig.emulated.bench.pulses(1)).toBeLessThanOrEqual(1);
        if (hasSensor) {
          // A controller that drives its motors by itself finishes the turn, and is waited for.
          const isDriven = row.fault === "stall" && family.driver === "vmc96";
          expect(isDriven ? ["dropped"] : row.is).toContain(outcome.is);
          expect(fell).toBe(isDriven ? 1 : row.drops);
          expect(isHonest(outcome, fell)).toBe(true);
        } else {
          expect(outcome.is === "dropped" ? fell : 1).toBe(1);
        }
        // A board that keeps no time stays on while its cable is out; the next connection ends that first.
        rig.cable.plug();
        await rig.ready();
        expect(rig.emulated.bench.outputs.some((on) => on)).toBe(false);
      });
    }
  });

  describe(`${name}: a line that fails for good`, () => {
    for (const fault of ["deaf", "silent", "garbled", "half"] as const) {
      test(`${fault} from the pulse on: unknown, nothing sellable, and ready again when it heals`, async () => {
        let isSick = false;
        const rig = openRig(family, {
          emulator: {
            fault: (request) => {
              isSick ||= isArmed && family.startsPulse(request);
              return isSick ? fault : undefined;
            },
          },
        });
        let isArmed = false;
        await rig.ready();
        isArmed = true;
        const outcome = await rig.vend("A1");
        expect(outcome.is).toBe("unknown");
        expect(rig.board.sellable("A1")).toBe(false);
        expect(rig.emulated.bench.pulses(1)).toBeLessThanOrEqual(1);
        await rig.ticker.advance(20_000);
        expect(rig.board.sellable("A1")).toBe(false);
        isArmed = false;
        isSick = false;
        await rig.ready();
        expect(rig.emulated.bench.pulses(1)).toBeLessThanOrEqual(1);
        expect(rig.emulated.bench.outputs.some((on) => on)).toBe(false);
      });
    }

    test("unplugged in the middle of a pulse: unknown at once, and proven off before the next sale", async () => {
      const rig = openRig(family);
      await rig.ready();
      const vend = rig.board.vend("A1");
      for (let step = 0; rig.emulated.bench.pulses(1) === 0 && step < 200; step++) await rig.ticker.advance(5);
      rig.cable.unplug();
      const outcome = await rig.finish(vend);
      expect(outcome.is).toBe("unknown");
      expect(rig.board.sellable("A1")).toBe(false);
      const asked = rig.emulated.requests.length;
      await rig.ticker.advance(10_000);
      expect(rig.emulated.requests.length).toBe(asked);
      rig.cable.plug();
      await rig.ready();
      expect(rig.emulated.bench.outputs.some((on) => on)).toBe(false);
      expect(rig.emulated.bench.pulses(1)).toBe(1);
    });

    test("an all-off in the middle of a pulse ends it, and the outcome is not a sale by guess", async () => {
      const rig = openRig(family);
      await rig.ready();
      const vend = rig.board.vend("A1");
      for (let step = 0; rig.emulated.bench.pulses(1) === 0 && step < 200; step++) await rig.ticker.advance(5);
      const off = rig.board.allOff();
      expect(await rig.finish(off)).toBe(true);
      expect((await rig.finish(vend)).is).toBe("unknown");
      expect(rig.emulated.bench.outputs.some((on) => on)).toBe(false);
    });
  });

  describe(`${name}: manners`, () => {
    test("outputs left on by somebody are switched off before the board is ready", async () => {
      const rig = openRig(family);
      rig.emulated.bench.switch(3, true);
      await rig.ready();
      expect(rig.emulated.bench.outputs.some((on) => on)).toBe(false);
    });

    test("a second vend at the same time is refused without a pulse", async () => {
      const rig = openRig(family);
      await rig.ready();
      const first = rig.board.vend("A1");
      const second = await rig.finish(rig.board.vend("A2"));
      expect(second).toMatchObject({ is: "not-dropped" });
      expect((await rig.finish(first)).is).toBe("dropped");
      expect(rig.emulated.bench.pulses(2)).toBe(0);
    });

    test("two items from one slot are two pulses with a rest between them", async () => {
      const rig = openRig(family);
      await rig.ready();
      expect((await rig.vend("A1")).is).toBe("dropped");
      const firstEnd = rig.ticker.nowMs();
      expect((await rig.vend("A1")).is).toBe("dropped");
      const rises = rig.emulated.bench.events.filter((event) => event.event === "output" && event.on);
      expect(rises).toHaveLength(2);
      expect(rises[1]?.atMs).toBeGreaterThanOrEqual(firstEnd + 900);
      expect(rig.emulated.bench.dropped("A1")).toBe(2);
    });

    test("an idle board is read every two seconds and a dead one is noticed before the customer comes", async () => {
      const rig = openRig(family);
      await rig.ready();
      const asked = rig.emulated.requests.length;
      await rig.ticker.advance(10_000);
      expect(rig.emulated.requests.length).toBeGreaterThanOrEqual(asked + 4);
      rig.emulated.faults.push(...Array.from({ length: 200 }, () => "deaf" as const));
      await rig.ticker.advance(10_000);
      expect(rig.board.sellable("A1")).toBe(false);
      expect(rig.board.condition().state).not.toBe("ready");
      rig.emulated.faults.splice(0);
      await rig.ready();
    });

    test("stopping proves all outputs off and closes the line", async () => {
      const rig = openRig(family);
      await rig.ready();
      rig.emulated.bench.switch(2, true);
      await rig.finish(rig.board.stop());
      expect(rig.emulated.bench.outputs.some((on) => on)).toBe(false);
      expect(rig.board.sellable("A1")).toBe(false);
      expect((await rig.finish(rig.board.vend("A1"))).is).toBe("not-dropped");
      await rig.ticker.advance(10_000);
      expect(rig.ticker.waiting).toBe(0);
    });
  });

  if (hasSensor)
    describe(`${name}: locks`, () => {
      test("two failures in a row lock the slot, the other stays open", async () => {
        const rig = openRig(family);
        await rig.ready();
        rig.emulated.bench.jam("A1");
        expect((await rig.vend("A1")).is).toBe("not-dropped");
        expect(rig.board.sellable("A1")).toBe(true);
        expect((await rig.vend("A1")).is).toBe("not-dropped");
        expect(rig.board.sellable("A1")).toBe(false);
        expect(rig.board.sellable("A2")).toBe(true);
        expect(rig.board.condition()).toMatchObject({ state: "degraded" });
        expect((await rig.vend("A1")).evidence).toContain("locked");
        expect(rig.emulated.bench.pulses(1)).toBe(2);
        rig.board.unlock("A1");
        rig.emulated.bench.unjam("A1");
        expect((await rig.vend("A1")).is).toBe("dropped");
      });

      test("a blocked sensor takes its slots off sale and gives them back", async () => {
        const rig = openRig(family);
        await rig.ready();
        rig.emulated.bench.block(1);
        await rig.ticker.advance(4_000);
        expect(rig.board.sellable("A1")).toBe(false);
        expect(rig.board.condition().what).toContain("blocked");
        rig.emulated.bench.release(1);
        await rig.ready();
        expect((await rig.vend("A1")).is).toBe("dropped");
      });
    });
}
