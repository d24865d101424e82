import { describe, expect, test } from "vitest";
import { openRig, type RigOptions } from "./board-rig.ts";
import { FAMILIES } from "./families.ts";

const [ELETECHSUP] = FAMILIES.filter(({ driver }) => driver === "eletechsup");

/** A module whose register 00FC makes it wait so long before each answer. */
function open(delayMs: number, pulseMs: number, spec: RigOptions["spec"]) {
  if (ELETECHSUP === undefined) throw new Error("the family is gone");
  return openRig(
    { ...ELETECHSUP, pulseMs },
    { emulator: { replyAfterMs: delayMs }, ...(spec === undefined ? {} : { spec }) },
  );
}

describe("an eletechsup module that waits before it answers", () => {
  test.each([
    [280, 1_000],
    [600, 2_000],
    [1_000, 3_000],
    [800, 2_700],
    [160, 700],
  ])("%i ms sells from pulses of %i ms when it is configured, each with one pulse", async (delayMs, pulseMs) => {
    const rig = open(delayMs, pulseMs, { replyDelayMs: delayMs });
    await rig.ready();
    for (let item = 1; item <= 2; item++) {
      expect(await rig.vend("A1")).toMatchObject({ is: "dropped" });
      expect([rig.emulated.bench.pulses(1), rig.emulated.bench.dropped("A1")]).toEqual([item, item]);
    }
    await rig.ticker.advance(10_000);
    expect(rig.board.condition()).toEqual({ state: "ready", what: "Ready." });
  });

  test("1000 ms and is not configured so is never called ready", async () => {
    const rig = open(1_000, 3_000, undefined);
    for (let ms = 0; ms < 30_000; ms += 100) {
      await rig.ticker.advance(100);
      expect(rig.board.condition().state).not.toBe("ready");
    }
  });

  test("too long for the pulse to be proven, or for any module, is a fault of the wiring and sells nothing", async () => {
    const short = open(600, 1_000, { replyDelayMs: 600 });
    await short.ticker.advance(5_000);
    expect(short.board.sellable("A1")).toBe(false);
    expect(short.board.condition()).toMatchObject({
      state: "fault",
      what: "Slot A1: with answers after 600 ms a pulse must be at least 1400 ms long to be proven. Set the module's register 00FC to less, or lengthen the pulse.",
    });
    const long = open(5, 3_000, { replyDelayMs: 1_001 });
    expect(long.board.condition().what).toBe("A reply delay is 0 to 1000 ms.");
  });
});
