import { describe, expect, test } from "vitest";
import { createVmc96Board } from "../../../../hardware/drivers/vmc96/vmc96-board.ts";
import { K1 } from "../../../../hardware/frames/vmc96/k1.ts";
import type { WireFault } from "../../../../simulator/devices/boards/board-shell.ts";
import { createVmc96BoardEmulator } from "../../../../simulator/devices/boards/vmc96-board.ts";
import { type Family, openRig, type RigOptions } from "../board-rig.ts";

const VMC96: Family = {
  driver: "vmc96",
  channels: 96,
  inputs: 1,
  pulseMs: 500,
  make: createVmc96Board,
  startsPulse: ([, , , command]) => command === K1.run,
  emulate: createVmc96BoardEmulator,
};

const open = (options: RigOptions = {}) => openRig(VMC96, { wiring: { dropWindowMs: 6_000 }, ...options });

/** The given fault on the first question of a kind, health otherwise. */
function openWith(fault: WireFault, command: number) {
  let spoilt = 0;
  const isIt = (request: Uint8Array) => request[3] === command && spoilt++ === 0;
  return open({ emulator: { fault: (request) => (isIt(request) ? fault : undefined) } });
}

const runs = (rig: ReturnType<typeof open>) => rig.emulated.requests.filter(VMC96.startsPulse).length;

describe("a VMC96", () => {
  test("sells one item with one run, proven by the motor's current and the curtain", async () => {
    const rig = open();
    await rig.ready();
    expect(await rig.vend("A1")).toEqual({
      is: "dropped",
      evidence: "The drop sensor saw a product pass; the output was proven on and off again.",
    });
    expect([runs(rig), rig.emulated.bench.dropped("A1")]).toEqual([1, 1]);
    expect(rig.emulated.bench.outputs.every((on) => !on)).toBe(true);
  });

  test("sells the next item only when the curtain has forgotten the last one", async () => {
    const rig = open();
    await rig.ready();
    expect((await rig.vend("A1")).is).toBe("dropped");
    rig.emulated.bench.jam("A2");
    expect((await rig.vend("A2")).is).toBe("not-dropped");
    expect(rig.emulated.bench.dropped()).toBe(1);
  });

  test("that turned for nothing has sold nothing, and the slot is locked after the second", async () => {
    const rig = open();
    await rig.ready();
    rig.emulated.bench.jam("A1");
    expect((await rig.vend("A1")).is).toBe("not-dropped");
    expect((await rig.vend("A1")).is).toBe("not-dropped");
    expect(rig.board.lockedSlots()).toEqual(["A1"]);
  });

  test("finds no motor at a slot: that slot alone is not for sale, and staff are told which", async () => {
    const rig = open({
      emulator: { shelf: [{ slot: "A1", channel: 1, dropInput: 1 }] },
    });
    await rig.ready();
    expect([rig.board.sellable("A1"), rig.board.sellable("A2")]).toEqual([true, false]);
    expect(rig.board.condition()).toMatchObject({
      state: "degraded",
      what: "No motor answers at A2. Check its plug and the configured output.",
    });
    expect(await rig.vend("A2")).toEqual({
      is: "not-dropped",
      evidence: "No pulse was given. The controller finds no motor there.",
    });
    expect(runs(rig)).toBe(0);
  });

  test("with something in the light sells nothing", async () => {
    const rig = open();
    await rig.ready();
    rig.emulated.bench.block(1);
    await rig.ticker.advance(5_000);
    expect(rig.board.sellable("A1")).toBe(false);
    expect((await rig.vend("A1")).is).toBe("not-dropped");
    expect(runs(rig)).toBe(0);
    rig.emulated.bench.release(1);
    await rig.ticker.advance(5_000);
    expect(rig.board.sellable("A1")).toBe(true);
  });

  test("whose product stays in the light does not know, and says where to look", async () => {
    const rig = open();
    await rig.ready();
    rig.emulated.bench.stick(1);
    expect((await rig.vend("A1")).is).toBe("unknown");
    expect(rig.board.condition().state).not.toBe("ready");
    expect(rig.board.sellable("A1")).toBe(false);
  });

  test("whose motor never finds home is stopped after eight seconds", async () => {
    const rig = open();
    await rig.ready();
    rig.emulated.bench.jam("A1");
    rig.emulated.bench.weld(1);
    const vend = rig.board.vend("A1");
    await rig.ticker.advance(7_000);
    expect(rig.emulated.requests.some(([, , , command]) => command === K1.stopAll)).toBe(true);
    rig.emulated.bench.unweld(1);
    await rig.ticker.advance(2_500);
    expect(rig.emulated.bench.outputs[0]).toBe(false);
    expect((await rig.finish(vend)).is).toBe("not-dropped");
  });

  test("whose motor cannot be stopped is shut down in words", async () => {
    const rig = open();
    await rig.ready();
    rig.emulated.bench.jam("A1");
    rig.emulated.bench.weld(1);
    expect((await rig.vend("A1")).is).toBe("unknown");
    expect(rig.board.condition()).toMatchObject({ state: "fault" });
    expect(rig.board.condition().what).toContain("Cut the power");
  });

  const rows: readonly [WireFault, readonly string[], number][] = [
    ["deaf", ["not-dropped"], 0],
    ["silent", ["dropped"], 1],
    ["late", ["dropped"], 1],
    ["garbled", ["dropped"], 1],
    ["half", ["dropped"], 1],
    ["noise", ["dropped"], 1],
    ["echo", ["dropped"], 1],
    ["doubled", ["dropped"], 1],
    ["split", ["dropped"], 1],
    ["stall", ["dropped"], 1],
    ["reset", ["not-dropped", "unknown"], 0],
    ["hang-up", ["unknown"], 1],
  ];

  test.each(rows)("that is %s at the run says one of %s", async (fault, outcomes, drops) => {
    const rig = openWith(fault, K1.run);
    await rig.ready();
    const outcome = await rig.vend("A1");
    await rig.ticker.advance(3_000);
    expect(outcomes).toContain(outcome.is);
    expect([runs(rig), rig.emulated.bench.dropped("A1")]).toEqual([1, drops]);
  });

  test.each(["silent", "late", "garbled", "half", "noise", "echo", "doubled", "split", "stall"] as const)(
    "that is %s once when asked for the curtain, the status or the scan still tells the truth",
    async (fault) => {
      for (const command of [K1.curtain, K1.status, K1.scan]) {
        const rig = openWith(fault, command);
        await rig.ready();
        expect((await rig.vend("A1")).is).toBe("dropped");
        expect(runs(rig)).toBe(1);
      }
    },
  );

  test("without a curtain configured takes a proven turn for a sale", async () => {
    const rig = openRig({ ...VMC96, inputs: 0 }, { wiring: { dropWindowMs: 6_000 } });
    await rig.ready();
    expect((await rig.vend("A1")).evidence).toContain("no drop sensor fitted");
  });

  test("is refused with more motors than there are, or a second sensor", async () => {
    for (const wrong of [{ spec: { channels: 97 } }, { wiring: { dropInput: 2 } }]) {
      const rig = open(wrong);
      await rig.ticker.advance(1_000);
      expect(rig.board.condition().state).toBe("fault");
    }
  });
});

test("whose answers come 1.3 s late is not called ready, and one late answer is no word worth", async () => {
  let late = 0;
  const rig = openRig(VMC96, {
    emulator: {
      fault: () => {
        late -= 1;
        return late >= 0 ? "late" : undefined;
      },
    },
  });
  await rig.ready();
  late = 1;
  await rig.ticker.advance(8_000);
  expect(rig.board.condition()).toEqual({ state: "ready", what: "Ready." });
  late = 1_000;
  const said = new Set<string>();
  for (let ms = 0; ms < 15_000; ms += 100) {
    await rig.ticker.advance(100);
    said.add(`${rig.board.condition().state}: ${rig.board.condition().what}`);
  }
  expect(said).toContain(
    "degraded: The board answers late, or only when it is asked again. Check its power and its cable.",
  );
  expect(rig.board.condition().state).not.toBe("ready");
  late = 0;
  await rig.ready();
  await rig.ticker.advance(8_000);
  expect(rig.board.condition()).toEqual({ state: "ready", what: "Ready." });
});
