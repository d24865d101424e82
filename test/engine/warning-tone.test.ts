import { expect, test } from "vitest";
import { type RigOptions, TerminalRig } from "../rig/terminal-rig.ts";

async function warned(settings: RigOptions["settings"]) {
  const rig = new TerminalRig({ ...(settings === undefined ? {} : { settings }) });
  await rig.open();
  rig.terminal.begin();
  await rig.time.passUntil(() => rig.view?.frame.leaving !== undefined, 600_000);
  return rig;
}

test("the question comes with a tone as loud as configured, in every second it stays open", async () => {
  const rig = await warned({ warningToneVolumePercent: 35 });
  expect(rig.view?.frame.leaving?.toneVolumePercent).toBe(35);
  await rig.time.pass(2_000);
  expect(rig.view?.frame.leaving?.toneVolumePercent).toBe(35);
});

test("the shop may have none", async () => {
  const rig = await warned({});
  expect(rig.view?.frame.leaving).toBeDefined();
  expect(rig.view?.frame.leaving).not.toHaveProperty("toneVolumePercent");
});

test("where the voice is on the question is spoken, and no tone sounds over it", async () => {
  const rig = await warned({ warningToneVolumePercent: 35, speech: { output: "headphone", startsOn: true } });
  expect(rig.view?.frame.speech?.on).toBe(true);
  expect(rig.view?.frame.leaving).not.toHaveProperty("toneVolumePercent");
});
