import { expect, test } from "vitest";
import type { Nearness } from "../../electron/core/ports.ts";
import { type RigOptions, TerminalRig } from "../rig/terminal-rig.ts";

async function openRig(options: RigOptions = {}) {
  const rig = new TerminalRig(options);
  rig.nearness = "unknown";
  await rig.open();
  const sees = async (nearness: Nearness | undefined) => {
    rig.nearness = nearness;
    rig.terminal.devicesChanged();
    await rig.time.pass(10);
  };
  /** How long the goods stay on the screen when nobody touches it. */
  const patienceMs = async (mostMs: number): Promise<number> => {
    const beganMs = rig.time.monotonicMs();
    await rig.time.passUntil(() => rig.screen.at === "attract", mostMs);
    return rig.time.monotonicMs() - beganMs;
  };
  return { rig, sees, patienceMs };
}

test("who comes wakes the attract screen; who was there all along does not", async () => {
  const { rig, sees } = await openRig();
  await sees("near");
  expect(rig.screen.at).toBe("attract");
  await sees("gone");
  await sees("near");
  expect(rig.screen.at).toBe("goods");
});

test("who still stands there is not asked to leave", async () => {
  const { rig, sees } = await openRig();
  await sees("gone");
  await sees("near");
  rig.terminal.basket.add("coffee");
  for (let second = 0; second < 150; second++) {
    await rig.time.pass(1_000);
    expect(rig.view?.frame.leaving).toBeUndefined();
  }
  expect(rig.at("goods").basket.lines).toHaveLength(1);
});

test.each(["gone", "unknown", undefined] as const)(
  "a sensor that says %s leaves the clock as it is configured",
  async (said) => {
    const without = await openRig();
    await without.sees(undefined);
    without.rig.terminal.begin();
    const expectedMs = await without.patienceMs(600_000);
    const { rig, sees, patienceMs } = await openRig();
    await sees("near");
    rig.terminal.begin();
    await sees(said);
    expect(Math.abs((await patienceMs(600_000)) - expectedMs)).toBeLessThan(1_100);
  },
);

test("a chair before the terminal does not hold it for ever", async () => {
  const { rig, sees, patienceMs } = await openRig();
  await sees("near");
  rig.terminal.begin();
  rig.terminal.basket.add("coffee");
  const heldMs = await patienceMs(3_600_000);
  expect(rig.screen.at).toBe("attract");
  expect(heldMs).toBeGreaterThan(180_000);
  // It stands there still, and wakes nothing.
  await rig.time.pass(120_000);
  expect(rig.screen.at).toBe("attract");
});

test("a sensor that fails while somebody stands there asks them as without a sensor", async () => {
  const { rig, sees } = await openRig();
  await sees("near");
  rig.terminal.begin();
  rig.terminal.basket.add("coffee");
  await rig.time.pass(120_000);
  await sees("unknown");
  await rig.time.passUntil(() => rig.view?.frame.leaving !== undefined, 120_000);
  expect(rig.view?.frame.leaving?.secondsLeft).toBeGreaterThan(0);
});

test("where nobody is left, the question comes after ten seconds, with its whole warning, and then the screen is free", async () => {
  const { rig, sees, patienceMs } = await openRig({ seesStillness: true });
  await sees("near");
  rig.terminal.begin();
  rig.terminal.basket.add("coffee");
  await rig.time.pass(1_000);
  await sees("gone");
  await rig.time.pass(9_900);
  expect(rig.view?.frame.leaving).toBeUndefined();
  await rig.time.pass(100);
  expect(rig.view?.frame.leaving).toEqual({ secondsLeft: 20, secondsTotal: 20 });
  expect(await patienceMs(60_000)).toBeLessThanOrEqual(20_100);
});

test("who comes back, or touches the screen although the sensor sees nobody, is believed", async () => {
  const { rig, sees } = await openRig({ seesStillness: true });
  await sees("near");
  rig.terminal.begin();
  await rig.time.pass(1_000);
  await sees("gone");
  await rig.time.pass(5_000);
  await sees("near");
  await rig.time.pass(6_000);
  expect(rig.view?.frame.leaving).toBeUndefined();
  await sees("gone");
  await rig.time.pass(2_000);
  rig.terminal.touch();
  await rig.time.pass(15_000);
  expect(rig.view?.frame.leaving).toBeUndefined();
});

test("a sensor that sees nobody changes nothing at an attended counter", async () => {
  const { rig, sees } = await openRig({ seesStillness: true, mode: "counter" });
  rig.terminal.basket.add("coffee");
  await sees("gone");
  await rig.time.pass(60_000);
  expect(rig.view?.frame.leaving).toBeUndefined();
  expect(rig.at("goods").basket.lines).toHaveLength(1);
});
