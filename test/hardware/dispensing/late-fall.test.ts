import { expect, test } from "vitest";
import { openRig } from "../drivers/board-rig.ts";
import { MODBUS } from "../drivers/families.ts";

test("what falls a second after the motor has stopped is delivered, however short the window is set", async () => {
  const rig = openRig(MODBUS, { wiring: { pulseMs: 1_000, dropWindowMs: 1_000 } });
  await rig.ready();
  rig.emulated.bench.jam("A1");
  const vend = rig.board.vend("A1");
  const ended: { is?: string } = {};
  void vend.then(({ is }) => {
    ended.is = is;
  });
  while (!rig.emulated.bench.outputs[0]) await rig.ticker.advance(10);
  while (rig.emulated.bench.outputs[0]) await rig.ticker.advance(10);
  await rig.ticker.advance(1_000);
  expect(ended.is).toBeUndefined();
  rig.emulated.bench.wave(1);
  expect(await rig.finish(vend)).toMatchObject({ is: "dropped" });
});

test("where nothing falls within two seconds of the motor's stop, it is not delivered", async () => {
  const rig = openRig(MODBUS, { wiring: { pulseMs: 1_000, dropWindowMs: 1_000 } });
  await rig.ready();
  rig.emulated.bench.jam("A1");
  const beganMs = rig.ticker.nowMs();
  expect(await rig.vend("A1")).toMatchObject({ is: "not-dropped" });
  expect(rig.ticker.nowMs() - beganMs).toBeGreaterThanOrEqual(3_000);
  expect(rig.ticker.nowMs() - beganMs).toBeLessThan(4_000);
});
