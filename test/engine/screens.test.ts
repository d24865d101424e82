import { describe, expect, test } from "vitest";
import type { ProviderName } from "../../electron/core/ports.ts";
import { CUSTOMER, type RigOptions, TerminalRig } from "../rig/terminal-rig.ts";

const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];

async function approved(options: RigOptions, before: (rig: TerminalRig) => void): Promise<TerminalRig> {
  const rig = new TerminalRig({ mode: "vending", ...options });
  before(rig);
  await rig.open();
  rig.terminal.begin();
  rig.terminal.basket.add("bun");
  const reference = await rig.payByCode();
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.passUntil(() => rig.screen.at === "done" || rig.screen.at === "ended", 30_000);
  return rig;
}

describe.each(PROVIDERS)("words on the screen, through %s", (provider) => {
  test("an item of unknown fate is never said not to have come out", async () => {
    const rig = await approved({ provider }, (made) => {
      made.vendOutcome = (slot) => ({ is: slot === "A1" ? "unknown" : "not-dropped", evidence: "in this test" });
    });
    expect(rig.at("ended")).toMatchObject({ why: "unknown-drop", money: "being-released" });
    await rig.time.pass(5_000);
    expect(rig.at("ended")).toMatchObject({ why: "unknown-drop", money: "given-back" });
  });

  test("where it is known of every item, it is said", async () => {
    const rig = await approved({ provider }, (made) => {
      made.vendOutcome = () => ({ is: "not-dropped", evidence: "in this test" });
    });
    expect(rig.at("ended").why).toBe("not-dropped");
  });

  test("what did not come is given back only when that is proved, and the rest is paid", async () => {
    const rig = await approved({ provider }, (made) => {
      if (provider === "ecom") made.wallet.control("POST", "/sales-unit", { directCapture: true });
      made.vendOutcome = (slot) => ({ is: slot === "A1" ? "dropped" : "not-dropped", evidence: "in this test" });
      made.wallet.weather = ({ url }) => (/\/(refund|cancel)$/.test(url) ? { lost: "request" } : {});
    });
    await rig.time.pass(4_000);
    expect(rig.at("done")).toMatchObject({
      amount: 4_500,
      money: "paid",
      notDelivered: 3_900,
      notDeliveredIs: "being-released",
    });
    rig.wallet.weather = () => ({});
    for (let at = 0; at < 90 && rig.at("done").notDeliveredIs !== "given-back"; at += 1) {
      rig.terminal.touch();
      await rig.time.pass(1_000);
    }
    expect(rig.at("done").notDeliveredIs).toBe("given-back");
    const [paid] = rig.wallet.ledger();
    expect((paid?.captured ?? 0) - (paid?.refunded ?? 0)).toBe(4_500);
  });
});
