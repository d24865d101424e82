import { expect, test } from "vitest";
import type { Mode } from "../../electron/core/mode.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

/** A sale that was called off before anybody approved it. */
async function cancelled(mode: Mode): Promise<TerminalRig> {
  const rig = new TerminalRig({ mode });
  await rig.open();
  await rig.payByNumber();
  rig.terminal.checkout.cancel();
  await rig.time.passUntil(() => rig.screen.at === "ended" && rig.at("ended").money === "nothing-reserved", 20_000);
  return rig;
}

const skus = (rig: TerminalRig) => rig.at("goods").basket.lines.map((line) => line.sku);

test("whoever finishes after a cancelled payment leaves nothing for the next customer", async () => {
  const rig = await cancelled("kiosk");
  expect(rig.terminal.checkout.finish()).toBe(true);
  expect(rig.screen.at).toBe("attract");
  rig.terminal.begin();
  expect(skus(rig)).toEqual([]);
});

test("whoever tries again has the basket as it was, and is asked for its price once more", async () => {
  const rig = await cancelled("kiosk");
  expect(rig.at("ended").mayTryAgain).toBe(true);
  expect(rig.terminal.checkout.tryAgain()).toBe(true);
  expect(skus(rig)).toEqual(["coffee"]);
  expect(rig.terminal.checkout.tryAgain()).toBe(false);
  rig.terminal.checkout.open();
  expect(rig.at("number").amount).toBe(4_500);
});

test("nobody answers in a kiosk: the basket goes with the customer", async () => {
  const rig = await cancelled("kiosk");
  await rig.time.passUntil(() => rig.screen.at === "attract", 60_000);
  rig.terminal.begin();
  expect(skus(rig)).toEqual([]);
});

test("at the counter what the cashier rang up stands again by itself, until a key of theirs lets it go", async () => {
  const rig = await cancelled("counter");
  await rig.time.passUntil(() => rig.screen.at === "goods", 60_000);
  expect(skus(rig)).toEqual(["coffee"]);

  const other = await cancelled("counter");
  other.terminal.checkout.finish();
  expect(skus(other)).toEqual([]);
});

test("after a cancelled payment a machine names no good as if it were still to come", async () => {
  const rig = await cancelled("vending");
  expect(rig.at("ended").items).toEqual([]);
});

test("a machine offers its slots again, not a basket", async () => {
  const rig = await cancelled("vending");
  expect(rig.at("ended").mayTryAgain).toBe(false);
  expect(rig.terminal.checkout.tryAgain()).toBe(false);
  expect(rig.screen.at).toBe("ended");
});

test.each(["kiosk", "counter"] as const)("what was paid for in a %s cannot be tried again", async (mode) => {
  const rig = new TerminalRig({ mode });
  await rig.open();
  const reference = await rig.payByNumber();
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.passUntil(() => rig.screen.at === "done" && rig.kinds().includes("sale/closed"), 20_000);
  expect(rig.terminal.checkout.tryAgain()).toBe(false);
  expect(rig.screen.at).toBe("done");
});

test("what a customer set for themselves goes with them, the voice's volume too", async () => {
  const rig = new TerminalRig({
    settings: { speech: { output: "loudspeaker", startsOn: false } },
  });
  await rig.open();
  const before = rig.view?.frame;
  expect(before?.speech).toEqual({ on: false, pace: "normal", volume: "normal", output: "loudspeaker" });
  rig.terminal.begin();
  rig.terminal.setAppearance({ speaks: true, volume: "loud", pace: "slow", largeText: true, theme: "contrast" });
  expect(rig.view?.frame).toMatchObject({
    largeText: true,
    theme: "contrast",
    speech: { on: true, volume: "loud" },
  });
  rig.terminal.back();
  expect(rig.view?.frame).toEqual(before);
});

test("whoever has made the terminal easier to use has a result ten times as long, the next customer as long as any", async () => {
  const staysMs = async (change: Parameters<TerminalRig["terminal"]["setAppearance"]>[0]): Promise<number> => {
    const rig = await cancelled("kiosk");
    rig.terminal.setAppearance(change);
    const begunMs = rig.time.nowMs();
    await rig.time.passUntil(() => rig.screen.at === "attract", 600_000);
    return rig.time.nowMs() - begunMs;
  };
  for (const change of [{ largeText: true }, { pace: "slow" }, { theme: "contrast" }, { speaks: true }] as const)
    expect(await staysMs(change), JSON.stringify(change)).toBeGreaterThanOrEqual(200_000);
  expect(await staysMs({})).toBeLessThanOrEqual(21_000);
});
