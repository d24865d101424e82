import { describe, expect, test } from "vitest";
import { openRig, type Rig } from "../drivers/board-rig.ts";
import { LCUS, MODBUS } from "../drivers/families.ts";

/** Runs until the output of A1 is on. */
async function untilPulse(rig: Rig): Promise<void> {
  for (let step = 0; rig.emulated.bench.pulses(1) === 0; step++) {
    if (step > 400) throw new Error("no pulse came");
    await rig.ticker.advance(5);
  }
}

describe("an output that does not go off", () => {
  test("is switched off again, then all are, and a relay that stays closed is a fault until proven off", async () => {
    const rig = openRig(MODBUS);
    await rig.ready();
    const vend = rig.board.vend("A1");
    await untilPulse(rig);
    rig.emulated.bench.weld(1);
    const outcome = await rig.finish(vend);
    expect(outcome.is).toBe("dropped");
    expect(outcome.evidence).toContain("could not be proven off again");
    expect(rig.board.condition()).toMatchObject({ state: "fault" });
    expect(rig.board.condition().what).toContain("Output 1 stayed on");
    expect(rig.board.sellable("A2")).toBe(false);
    const asked = rig.emulated.requests.map((request) => request[1]);
    expect(asked.lastIndexOf(5)).toBeLessThan(asked.lastIndexOf(0x0f));
    expect(await rig.finish(rig.board.allOff())).toBe(false);
    rig.emulated.bench.unweld(1);
    expect(await rig.finish(rig.board.allOff())).toBe(true);
    await rig.ready();
  });

  test("is ended by the host within the guard time when one switching-off is lost", async () => {
    const rig = openRig(LCUS, {
      emulator: { fault: (request) => (isFirstOff(rig, request) ? "deaf" : undefined) },
    });
    const isFirstOff = (of: Rig, request: Uint8Array): boolean => {
      if (request[0] !== 0xa0 || request[1] !== 1 || request[2] !== 0) return false;
      return of.emulated.bench.pulses(1) === 1 && !offs.lost;
    };
    const offs = { lost: false };
    await rig.ready();
    const vend = rig.board.vend("A1");
    await untilPulse(rig);
    const [on] = rig.emulated.bench.events;
    await rig.ticker.advance(550);
    offs.lost = true;
    await rig.finish(vend);
    const off = rig.emulated.bench.events.find((event) => event.event === "output" && !event.on);
    expect((off?.atMs ?? 0) - (on?.atMs ?? 0)).toBeGreaterThan(500);
    expect((off?.atMs ?? Number.POSITIVE_INFINITY) - (on?.atMs ?? 0)).toBeLessThan(500 + 250 + 250);
  });
});

describe("health before money", () => {
  test("nothing is sellable and nothing is sent on a pulse order while the cable is out", async () => {
    const rig = openRig(MODBUS);
    rig.cable.unplug();
    await rig.ticker.advance(5_000);
    expect(rig.board.sellable("A1")).toBe(false);
    expect(rig.board.condition().state).toBe("absent");
    const outcome = await rig.vend("A1");
    expect(outcome.is).toBe("not-dropped");
    expect(rig.emulated.requests).toHaveLength(0);
  });

  test("a slot nobody wired is not sold", async () => {
    const rig = openRig(MODBUS);
    await rig.ready();
    expect(rig.board.sellable("Z9")).toBe(false);
    expect(await rig.vend("Z9")).toEqual({
      is: "not-dropped",
      evidence: "No pulse was given. There is no such slot.",
    });
  });

  test("a wiring the board cannot have is a fault in words, and sells nothing", async () => {
    const rig = openRig(LCUS, { wiring: { dropInput: 1 } });
    await rig.ticker.advance(5_000);
    expect(rig.board.condition()).toMatchObject({
      state: "fault",
      what: "Slot A1: this kind of board has no inputs for a drop sensor.",
    });
    expect((await rig.vend("A1")).is).toBe("not-dropped");
    expect(rig.emulated.bench.pulses(1)).toBe(0);
  });

  test("a board that reports nothing can be switched off but sells nothing", async () => {
    const rig = openRig(LCUS, { spec: { channels: 1, slots: [] }, emulator: { channels: 1 } });
    await rig.ticker.advance(5_000);
    expect(rig.board.condition().what).toContain("cannot report its outputs");
    expect(await rig.finish(rig.board.allOff())).toBe(false);
  });

  test("an output found on while idle is switched off and said", async () => {
    const rig = openRig(MODBUS);
    await rig.ready();
    rig.emulated.bench.switch(5, true);
    await rig.ticker.advance(3_000);
    expect(rig.emulated.bench.outputs.some((on) => on)).toBe(false);
    expect(rig.board.condition()).toMatchObject({ state: "degraded" });
    expect(rig.board.condition().what).toContain("although nothing was being sold");
  });

  test("changes of condition and of what is sellable are told", async () => {
    let told = 0;
    const rig = openRig({ ...MODBUS, make: (parts) => MODBUS.make({ ...parts, onChange: () => (told += 1) }) });
    await rig.ready();
    const before = told;
    await rig.ticker.advance(10_000);
    expect(told).toBe(before);
    rig.emulated.bench.block(1);
    await rig.ticker.advance(3_000);
    expect(told).toBe(before + 1);
    rig.cable.unplug();
    await rig.ticker.advance(100);
    expect(told).toBeGreaterThan(before + 1);
  });
});

describe("evidence that contradicts itself", () => {
  test("something passing the sensor while a jammed motor turns is a drop: the sensor is the witness", async () => {
    const rig = openRig(MODBUS);
    await rig.ready();
    rig.emulated.bench.jam("A1");
    const vend = rig.board.vend("A1");
    await untilPulse(rig);
    rig.emulated.bench.wave(1);
    expect((await rig.finish(vend)).is).toBe("dropped");
  });

  test("a product that falls although the pulse was refused is not waited for, and money follows the refusal", async () => {
    const rig = openRig(MODBUS, { emulator: { hasFlash: false } as object });
    await rig.ready();
    const outcome = await rig.vend("A1");
    expect(outcome).toEqual({
      is: "not-dropped",
      evidence: "No pulse was given. The board refused: it does not accept this value (code 3).",
    });
    expect(rig.emulated.bench.pulses(1)).toBe(0);
    expect(rig.board.lockedSlots()).toEqual([]);
  });
});
