import { expect, test } from "vitest";
import { openRig } from "../drivers/board-rig.ts";
import { MODBUS } from "../drivers/families.ts";

const ALARM = "An output was on although nothing was being sold. Check the board.";

async function alarmed() {
  const rig = openRig(MODBUS);
  await rig.ready();
  rig.emulated.bench.switch(5, true);
  await rig.ticker.advance(3_000);
  expect(rig.board.condition()).toEqual({ state: "degraded", what: ALARM });
  return rig;
}

test("an alarm outlives good sales, until somebody has looked and unlocked a slot", async () => {
  const rig = await alarmed();
  expect(await rig.vend("A1")).toMatchObject({ is: "dropped" });
  expect(await rig.vend("A2")).toMatchObject({ is: "dropped" });
  expect(rig.board.condition()).toEqual({ state: "degraded", what: ALARM });
  rig.board.unlock("A1");
  expect(rig.board.condition().state).toBe("ready");
});

test("an alarm hides no locked slot, and is over after a day", async () => {
  const rig = await alarmed();
  rig.emulated.bench.jam("A1");
  await rig.vend("A1");
  await rig.vend("A1");
  expect(rig.board.lockedSlots()).toEqual(["A1"]);
  expect(rig.board.condition().what).toBe(`${ALARM} Locked after failures: A1. Check these slots.`);
  await rig.ticker.advance(86_400_000);
  expect(rig.board.condition().what).toBe("Locked after failures: A1. Check these slots.");
});
