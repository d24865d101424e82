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
