import { expect, test } from "vitest";
import { StandingAlarms } from "../../../hardware/dispensing/standing-alarms.ts";
import { openRig } from "../drivers/board-rig.ts";
import { MODBUS } from "../drivers/families.ts";

const ALARM = "An output was on although nothing was being sold. Check the board.";

async function alarmed() {
  const rig = openRig(MODBUS);
  await rig.ready();
  rig.emulated.bench.switch(5, true);
  await rig.ticker.advance(3_000);
  expect(rig.board.condition()).toEqual({ state: "degraded", what: ALARM, trouble: "alarm", slots: [] });
  return rig;
}

test("an alarm outlives good sales, until somebody has looked and unlocked a slot", async () => {
  const rig = await alarmed();
  expect(await rig.vend("A1")).toMatchObject({ is: "dropped" });
  expect(await rig.vend("A2")).toMatchObject({ is: "dropped" });
  expect(rig.board.condition()).toEqual({ state: "degraded", what: ALARM, trouble: "alarm", slots: [] });
  rig.board.unlock("A1");
  expect(rig.board.condition().state).toBe("ready");
});

test("each alarm is ended by its own slot's unlocking, and by no other's", async () => {
  const rig = openRig(MODBUS);
  await rig.ready();
  for (const slot of [1, 2]) {
    rig.emulated.bench.switch(slot, true);
    await rig.ticker.advance(3_000);
  }
  expect(rig.board.condition()).toEqual({
    state: "degraded",
    what: `A1: ${ALARM} A2: ${ALARM}`,
    trouble: "alarm",
    slots: ["A1", "A2"],
  });
  rig.board.unlock("A2");
  expect(rig.board.condition()).toEqual({
    state: "degraded",
    what: `A1: ${ALARM}`,
    trouble: "alarm",
    slots: ["A1"],
  });
  rig.board.unlock("A2");
  expect(rig.board.condition().what).toBe(`A1: ${ALARM}`);
  rig.board.unlock("A1");
  expect(rig.board.condition().state).toBe("ready");
});

test("so many alarms are kept and no more, the newest of them, each once and for a day from its last time", () => {
  const alarms = new StandingAlarms();
  for (let number = 1; number <= 20; number++) alarms.raise(`Alarm ${number}.`, [`A${number}`], number);
  alarms.raise("Alarm 15.", ["A15"], 21);
  expect(alarms.note(21)?.what).toBe(
    [13, 14, 16, 17, 18, 19, 20, 15].map((number) => `A${number}: Alarm ${number}.`).join(" "),
  );
  alarms.cleared("A1");
  expect(alarms.note(21)?.what.split(". ")).toHaveLength(8);
  expect(alarms.note(86_400_020)?.what).toBe("A15: Alarm 15.");
  expect(alarms.note(86_400_021)).toBeUndefined();
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
