import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../electron/core/market.ts";
import { minor } from "../../electron/core/money.ts";
import type { View } from "../../electron/core/view.ts";
import { PoleWriter, poleOf } from "../../electron/main/pole-display.ts";
import { displayLine } from "../../hardware/frames/display/two-lines.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const SHOP = { name: "Gårdsutsalget", language: "nb", letters: "cp850" } as const;

/** The terminal's own views, written as they come. */
async function openRig(language: Language = "nb") {
  const rig = new TerminalRig({ mode: "counter" });
  const writer = new PoleWriter({ ...SHOP, language });
  await rig.open();
  const lines = () => {
    if (rig.view === undefined) throw new Error("nothing was shown");
    return writer.linesFor(rig.view);
  };
  return { rig, lines, writer };
}

test("the good rung up last stands above the total, with how many there are", async () => {
  const { rig, lines } = await openRig();
  expect(lines()).toEqual(["Gårdsutsalget", ""]);
  rig.terminal.basket.add("coffee");
  expect(lines()).toEqual(["Kaffe          45,00", "Sum            45,00"]);
  rig.terminal.basket.add("coffee");
  expect(lines()).toEqual(["2 Kaffe        90,00", "Sum            90,00"]);
  rig.terminal.basket.clear();
  expect(lines()).toEqual(["Gårdsutsalget", ""]);
});

test("what was taken off the whole is told with its reason, until another good is rung up", async () => {
  const rig = new TerminalRig({
    mode: "counter",
    settings: { discounts: { reasons: ["Ansatt"], withoutPinPercent: 20 } },
  });
  const writer = new PoleWriter(SHOP);
  await rig.open();
  const lines = () => rig.view && writer.linesFor(rig.view);
  rig.terminal.basket.add("coffee");
  lines();
  rig.terminal.discounts.give({ off: { by: "percent", percent: 10 }, reason: "Ansatt" });
  expect(lines()).toEqual(["Rabatt Ansatt  -4,50", "Sum            40,50"]);
  rig.terminal.basket.add("coffee");
  expect(lines()).toEqual(["2 Kaffe        90,00", "Sum            81,00"]);
  rig.terminal.discounts.remove(undefined);
  expect(lines()).toEqual(["2 Kaffe        90,00", "Sum            90,00"]);
});

test("a good counted down again is the last one, and one that is gone is not", async () => {
  const { rig, lines } = await openRig();
  const [first, second] = ["coffee", rig.terminal.catalogue().goods.find(({ sku }) => sku !== "coffee")?.sku ?? ""];
  rig.terminal.basket.add(first);
  lines();
  rig.terminal.basket.add(second);
  rig.terminal.basket.add(second);
  lines();
  rig.terminal.basket.remove(second);
  const [counted] = lines();
  rig.terminal.basket.remove(second);
  expect(counted).not.toContain("Kaffe");
  expect(lines()[0]).toContain("Kaffe");
});

test("it asks for approval while the customer is to act, and thanks at the end", async () => {
  const { rig, lines } = await openRig();
  rig.terminal.basket.add("coffee");
  rig.terminal.checkout.open();
  expect(lines()).toEqual(["Sum            45,00", ""]);
  rig.terminal.checkout.byNumber("NO", "912 34 567");
  await rig.time.pass(200);
  expect(lines()).toEqual(["Sum            45,00", "Godkjenn i Vipps"]);
  rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
  await rig.time.passUntil(() => rig.screen.at === "done" && rig.at("done").money === "paid", 60_000);
  expect(lines()).toEqual(["Takk!", "Betalt         45,00"]);
});

test("it never says paid of what is not, nor that nothing was taken of what is still being released", async () => {
  const { rig, writer } = await openRig();
  const frame = rig.view?.frame;
  if (frame === undefined) throw new Error("nothing was shown");
  const shown = (screen: View["screen"]) => writer.linesFor({ frame, screen });
  const done = {
    at: "done",
    amount: minor(4_500),
    receipt: "printed",
    notDelivered: minor(0),
    notDeliveredIs: "given-back",
    items: [],
  } as const;
  const ended = { at: "ended", amount: minor(4_500), why: "cancelled", mayTryAgain: true, items: [] } as const;
  expect(shown({ ...done, money: "reserved" })).toEqual(["Takk!", ""]);
  expect(shown({ ...ended, money: "nothing-reserved" })).toEqual(["Ingenting er trukket", ""]);
  expect(shown({ ...ended, money: "being-released" })).toEqual(["Pengene går tilbake", ""]);
  expect(shown({ ...ended, money: "being-checked" })).toEqual(["Et øyeblikk", ""]);
});

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(["Vipps", "MobilePay"])("every line fits twenty letters of a common page, with %s", async (wallet) => {
    const { rig, writer } = await openRig(language);
    const frame = { ...rig.view?.frame, wallet } as View["frame"];
    const amount = minor(12_345_600);
    const paying = {
      at: "paying",
      amount,
      showsWhereInApp: false,
      offersCode: false,
      canSwitch: true,
      canCancel: true,
      pickedUp: false,
      money: "nothing-reserved",
    } as const;
    const screens: View["screen"][] = [
      ...(["waiting", "cancelling"] as const).flatMap((step) =>
        (["push", "qr"] as const).map((flow) => ({ ...paying, step, flow })),
      ),
      { at: "late", amount },
      ...(["nothing-reserved", "given-back", "being-checked"] as const).map(
        (money) => ({ at: "ended", amount, why: "declined", money, mayTryAgain: true, items: [] }) as const,
      ),
    ];
    for (const screen of screens)
      for (const line of writer.linesFor({ frame, screen })) {
        expect(line.length, line).toBeLessThanOrEqual(20);
        // No letter of it had to be replaced.
        expect(Buffer.from(displayLine(line, "cp850")).toString("latin1")).not.toContain("?");
      }
  });
});

test("without a display nothing is written anywhere", () => {
  const asked: string[] = [];
  const pole = poleOf({
    devices: [],
    shopName: "Shop",
    language: "en",
    display: (id) => {
      asked.push(id);
      return undefined;
    },
  });
  expect(() => pole({} as View)).not.toThrow();
  expect(asked).toEqual([]);
});
