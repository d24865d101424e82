import { describe, expect, test } from "vitest";
import { openRig } from "../board-rig.ts";
import { MODBUS } from "../families.ts";

describe("a Modbus relay board", () => {
  test("is proven off and ready before anything is sold, and says one product fell for one vend", async () => {
    const rig = openRig(MODBUS);
    expect(rig.board.sellable("A1")).toBe(false);
    await rig.ready();
    expect(rig.board.condition()).toEqual({ state: "ready", what: "Ready." });
    const outcome = await rig.vend("A1");
    expect(outcome).toEqual({
      is: "dropped",
      evidence: "The drop sensor saw a product pass; the output was proven on and off again.",
    });
    expect(rig.emulated.bench.dropped("A1")).toBe(1);
    expect(rig.emulated.bench.pulses(1)).toBe(1);
    await rig.finish(rig.board.stop());
    expect(rig.board.condition().state).toBe("absent");
  });
});

describe("a Modbus relay board of another size", () => {
  test.each([
    [4, 4],
    [4, 8],
    [2, 2],
    [8, 8],
    [16, 16],
    [48, 8],
  ])("with %i outputs and %i inputs becomes ready and sells", async (channels, inputs) => {
    const rig = openRig({ ...MODBUS, channels, inputs });
    await rig.ready();
    expect((await rig.vend("A1")).is).toBe("dropped");
    expect(rig.emulated.bench.pulses(1)).toBe(1);
  });

  test("that has fewer outputs than are configured says so, and does not pretend to be silent", async () => {
    const rig = openRig(MODBUS, { emulator: { channels: 4 } });
    await rig.ticker.advance(4_000);
    expect(rig.board.sellable("A1")).toBe(false);
    expect(rig.board.condition()).toMatchObject({
      state: "fault",
      what: "The board refused: it has no such output or input (code 2). Compare the configured outputs and inputs with the board.",
    });
  });
});
