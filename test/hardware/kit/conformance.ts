import { describe, expect, test } from "vitest";
import { WIRE_FAULTS } from "../../../simulator/devices/boards/board-shell.ts";
import { seededRandom } from "../../../simulator/devices/printer/faults.ts";
import { type Family, openRig, type Rig, type RigOptions } from "../drivers/board-rig.ts";

export interface Conformance {
  /** The driver with the emulator of its board. */
  readonly family: Family;
  /** False for machines that switch no outputs on command, such as vending machine controllers. */
  readonly hasOutputs?: boolean;
  /** True for machines that speak without being asked: their polls are what shows that they live. */
  readonly speaksFirst?: boolean;
  /** Wiring the family needs beside the usual. */
  readonly wiring?: RigOptions["wiring"];
  /** Seeds of the lies that are told; 40 by default. */
  readonly lies?: number;
}

/** An output may be on this much longer than its pulse. */
const OVERRUN_MS = 50;
/** The longest a driver may think about one item. */
const VEND_MOST_MS = 60_000;
const CROWD = 100;

/**
 * What every board driver must keep, whatever its board. Call it from the driver's own test; it needs nothing but the
 * driver and an emulator of its board.
 */
export function conforms({
  family,
  hasOutputs = true,
  speaksFirst = false,
  wiring = {},
  lies = 40,
}: Conformance): void {
  const open = (options: RigOptions = {}): Rig => openRig(family, { ...options, wiring });
  const starts = (rig: Rig): number =>
    rig.emulated.requests.filter((request) => family.startsPulse(request)).length;
  const outputsOn = (rig: Rig): boolean => rig.emulated.bench.outputs.some((on) => on);
  const untilPulse = async (rig: Rig): Promise<void> => {
    for (let step = 0; rig.emulated.bench.pulses(1) === 0 && step < 2_000; step++) await rig.ticker.advance(5);
    expect(rig.emulated.bench.pulses(1)).toBe(1);
  };
  const pulseEndMs = (rig: Rig): number => {
    const [rise, fall] = rig.emulated.bench.events.filter((one) => one.event === "output" && one.channel === 1);
    return (fall?.atMs ?? Number.POSITIVE_INFINITY) - (rise?.atMs ?? 0);
  };

  describe(`${family.driver}, pulses of ${family.pulseMs} ms, keeps what every driver must`, () => {
    test("health before money: nothing is sellable and nothing moves until the board has answered", async () => {
      const rig = open({ emulator: { fault: () => "deaf" } });
      const early = await rig.vend("A1");
      await rig.ticker.advance(10_000);
      expect(early.is).toBe("not-dropped");
      expect([starts(rig), rig.emulated.bench.pulses(1)]).toEqual([0, 0]);
      expect([rig.board.sellable("A1"), rig.board.condition().state === "ready"]).toEqual([
        speaksFirst,
        speaksFirst,
      ]);
      expect(rig.board.condition().what).not.toBe("");
    });

    test("a slot nobody wired is refused without a byte that moves something", async () => {
      const rig = open();
      await rig.ready();
      expect((await rig.vend("Z9")).is).toBe("not-dropped");
      expect([starts(rig), rig.board.sellable("Z9")]).toEqual([0, false]);
    });

    test.runIf(hasOutputs)("all off at the start, after a pulled cable, and at the end", async () => {
      const rig = open();
      rig.emulated.bench.switch(2, true);
      await rig.ready();
      expect(outputsOn(rig)).toBe(false);
      const vend = rig.board.vend("A1");
      await untilPulse(rig);
      rig.cable.unplug();
      expect((await rig.finish(vend)).is).toBe("unknown");
      rig.emulated.bench.switch(2, true);
      rig.cable.plug();
      await rig.ready();
      expect(outputsOn(rig)).toBe(false);
      rig.emulated.bench.switch(2, true);
      await rig.finish(rig.board.stop());
      expect(outputsOn(rig)).toBe(false);
    });

    test.runIf(hasOutputs)(
      "no toggles: an output that was on before is off afterwards, never the other way",
      async () => {
        const rig = open();
        await rig.ready();
        rig.emulated.bench.switch(1, true);
        const before = rig.emulated.bench.pulses(1);
        await rig.finish(rig.board.allOff());
        await rig.finish(rig.board.allOff());
        expect([outputsOn(rig), rig.emulated.bench.pulses(1) - before]).toEqual([false, 0]);
      },
    );

    test.each(WIRE_FAULTS)("%s on the order: at most one order and one pulse for one item", async (fault) => {
      let isArmed = false;
      const rig = open({
        emulator: { fault: (request) => (isArmed && family.startsPulse(request) ? fault : undefined) },
      });
      await rig.ready();
      isArmed = true;
      const outcome = await rig.vend("A1");
      await rig.ticker.advance(5_000);
      expect(rig.emulated.bench.pulses(1)).toBeLessThanOrEqual(1);
      expect(rig.emulated.bench.dropped()).toBeLessThanOrEqual(1);
      // A controller may hear a numbered order twice and must do it once; a plain board never hears it twice.
      if (hasOutputs) expect(starts(rig)).toBeLessThanOrEqual(1);
      if (outcome.is === "not-dropped") expect(rig.emulated.bench.dropped()).toBe(0);
    });

    test("silence from the order on is unknown, nothing is sold on, and it heals", async () => {
      let isSilent = false;
      let isArmed = false;
      const rig = open({
        emulator: {
          fault: (request) => {
            isSilent ||= isArmed && family.startsPulse(request);
            return isSilent ? "silent" : undefined;
          },
        },
      });
      await rig.ready();
      isArmed = true;
      const beganMs = rig.ticker.nowMs();
      expect((await rig.vend("A1")).is).toBe("unknown");
      expect(rig.ticker.nowMs() - beganMs).toBeLessThan(VEND_MOST_MS);
      expect(rig.board.sellable("A1")).toBe(false);
      isArmed = false;
      isSilent = false;
      // A machine that still owes its word about the last item is waited for; somebody has looked at the slot meanwhile.
      await rig.ticker.advance(VEND_MOST_MS);
      rig.board.unlock("A1");
      await rig.ready();
    });

    const wires = [undefined, "silent", "late", "garbled", "half", "noise", "echo"] as const;
    test.runIf(hasOutputs).each(wires)("a pulse is over in time whatever the answers are (%s)", async (fault) => {
      let isArmed = false;
      const rig = open({ emulator: { fault: () => (isArmed ? fault : undefined) } });
      await rig.ready();
      const vend = rig.board.vend("A1");
      await untilPulse(rig);
      isArmed = true;
      await rig.finish(vend);
      expect(pulseEndMs(rig)).toBeLessThanOrEqual(family.pulseMs + OVERRUN_MS);
    });

    test("a crowd is answered one by one, one item falls, and nothing is kept waiting for ever", async () => {
      const rig = open();
      await rig.ready();
      const vends = Array.from({ length: CROWD }, () => rig.board.vend("A1"));
      const outcomes = await rig.finish(Promise.all(vends));
      expect(outcomes.filter(({ is }) => is === "dropped")).toHaveLength(1);
      expect(outcomes.filter(({ is }) => is === "not-dropped")).toHaveLength(CROWD - 1);
      expect(rig.emulated.bench.pulses(1)).toBe(1);
      const offs = Array.from({ length: CROWD }, () => rig.board.allOff());
      expect(await rig.finish(Promise.all(offs))).toHaveLength(CROWD);
    });

    test("everything ends on a dead line, within its time", async () => {
      const rig = open();
      await rig.ready();
      rig.emulated.faults.push(...Array.from({ length: 500 }, () => "deaf" as const));
      const beganMs = rig.ticker.nowMs();
      const [outcome, isOff] = await rig.finish(Promise.all([rig.board.vend("A1"), rig.board.allOff()]));
      expect([outcome.is, isOff]).toEqual([expect.stringMatching(/not-dropped|unknown/), false]);
      await rig.finish(rig.board.stop());
      expect(rig.ticker.nowMs() - beganMs).toBeLessThan(VEND_MOST_MS);
    });

    test("stopping lets the port go and leaves no wait behind", async () => {
      const rig = open();
      await rig.ready();
      await rig.finish(rig.board.stop());
      const opened = await rig.cable.opener.open({ bytes: () => undefined, lost: () => undefined }, 1_000);
      expect("line" in opened).toBe(true);
      rig.cable.unplug();
      await rig.ticker.advance(20_000);
      expect(rig.ticker.waiting).toBe(0);
      expect((await rig.board.vend("A1")).is).toBe("not-dropped");
    });

    test(`${lies} lines full of lies never make a sale of nothing`, async () => {
      for (let seed = 1; seed <= lies; seed++) {
        const random = seededRandom(seed);
        let isArmed = false;
        const rig = open({
          emulator: {
            fault: (request) => {
              if (!isArmed) return undefined;
              // Without a sensor the output is all there is to prove: then the order itself is what never arrives.
              if (family.inputs === 0 && family.startsPulse(request)) return "deaf";
              return random() < 0.4 ? WIRE_FAULTS[Math.floor(random() * WIRE_FAULTS.length)] : undefined;
            },
          },
        });
        await rig.ready();
        rig.emulated.bench.jam("A1");
        isArmed = true;
        const outcome = await rig.vend("A1");
        expect([seed, outcome.is]).toEqual([seed, expect.stringMatching(/not-dropped|unknown/)]);
        expect(rig.emulated.bench.dropped()).toBe(0);
      }
    });
  });
}
