import { expect, test } from "vitest";
import type { Good } from "../../electron/core/good.ts";
import { minor } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { CUSTOMER, type RigOptions, TerminalRig } from "../rig/terminal-rig.ts";

const GOOD = { category: "Shelf", price: minor(2_500), vat: vatRate(1_500) };
const GOODS: readonly Good[] = [
  { ...GOOD, sku: "jam", name: "Jam", barcode: "7038010009457", stock: 3 },
  { ...GOOD, sku: "gum", name: "Gum", barcode: "012345678905" },
  { ...GOOD, sku: "loaf", name: "Loaf", barcode: "LOAF-1" },
  {
    ...GOOD,
    sku: "tee",
    name: "Shirt",
    barcode: "5701234567899",
    choices: [{ name: "Size", min: 1, max: 1, options: [{ id: "s", name: "S", adds: minor(0) }] }],
  },
];

async function openRig(options: RigOptions = {}) {
  const rig = new TerminalRig({ mode: "counter", goods: GOODS, ...options });
  await rig.open();
  const scan = async (text: string) => {
    const isTaken = rig.terminal.scans.take(text);
    await rig.time.pass(1_000);
    return isTaken;
  };
  const basket = () => rig.at("goods").basket.lines.map(({ sku, count }) => `${count} ${sku}`);
  return { rig, scan, basket };
}

test("a scan rings the good up, however its number is written", async () => {
  const { rig, scan, basket } = await openRig();
  for (const text of ["7038010009457", "]E07038010009457", "0012345678905", "]C0LOAF-1"]) await scan(text);
  expect(basket()).toEqual(["2 jam", "1 gum", "1 loaf"]);
  expect(rig.at("goods")).not.toHaveProperty("scan");
});

test("the same code within a second is one scan", async () => {
  const { rig, basket } = await openRig();
  expect(rig.terminal.scans.take("7038010009457")).toBe(true);
  await rig.time.pass(900);
  expect(rig.terminal.scans.take("7038010009457")).toBe(true);
  await rig.time.pass(100);
  expect(basket()).toEqual(["1 jam"]);
  rig.terminal.scans.take("7038010009457");
  await rig.time.pass(10);
  rig.terminal.scans.take("012345678905");
  expect(basket()).toEqual(["2 jam", "1 gum"]);
});

test("as many as were said before are rung up, all or none, and once", async () => {
  const { rig, scan, basket } = await openRig();
  const said = () => rig.at("goods").counter?.countSaid;
  rig.terminal.counts.say(2);
  expect(said()).toBe(2);
  await scan("7038010009457");
  expect([basket(), said()]).toEqual([["2 jam"], undefined]);
  rig.terminal.counts.say(2);
  await scan("7038010009457");
  expect([basket(), rig.at("goods").scan, said()]).toEqual([["2 jam"], { is: "no-more", name: "Jam" }, 2]);
  rig.terminal.counts.say(undefined);
  await scan("7038010009457");
  expect([basket(), said()]).toEqual([["3 jam"], undefined]);
});

test("a number said waits for its good: a misread code, another unit of a line and a good with choices leave it", async () => {
  const { rig, scan, basket } = await openRig();
  const said = () => rig.at("goods").counter?.countSaid;
  await scan("7038010009457");
  rig.terminal.counts.say(3);
  await scan("]E07038010009458");
  rig.terminal.basket.add("jam");
  await scan("5701234567899");
  expect([basket(), said()]).toEqual([["2 jam"], 3]);
  rig.terminal.basket.add("tee", ["s"], 3);
  expect([basket(), said()]).toEqual([["2 jam", "3 tee"], undefined]);
});

test("a number said is forgotten after a minute, and with the screen", async () => {
  const { rig, scan, basket } = await openRig();
  const said = () => rig.at("goods").counter?.countSaid;
  rig.terminal.counts.say(3);
  await rig.time.pass(30_000);
  rig.terminal.counts.say(4);
  await rig.time.pass(59_000);
  expect(said()).toBe(4);
  await rig.time.pass(1_000);
  expect(said()).toBeUndefined();
  await scan("7038010009457");
  expect(basket()).toEqual(["1 jam"]);
  rig.terminal.counts.say(5);
  rig.terminal.checkout.open();
  expect(rig.terminal.counts.say(2)).toBe(false);
  rig.terminal.back();
  expect(said()).toBeUndefined();
  rig.terminal.counts.say(5);
  rig.terminal.holds.hold("");
  expect(said()).toBeUndefined();
});

test("nobody says a number where no cashier stands", async () => {
  const { rig } = await openRig({ mode: "kiosk" });
  rig.terminal.begin();
  expect(rig.terminal.counts.say(3)).toBe(false);
});

test("what no good has is said with its number, until the next good", async () => {
  const { rig, scan, basket } = await openRig();
  await scan("96385074");
  expect(rig.at("goods").scan).toEqual({ is: "unknown", code: "96385074" });
  await scan("7038010009457");
  expect([basket(), rig.at("goods").scan]).toEqual([["1 jam"], undefined]);
});

test("a customer's own code is neither shown nor written down", async () => {
  const { rig, scan } = await openRig();
  await scan(`]Q1https://qr.vipps.no/28/2/01/031/${CUSTOMER}`);
  expect(rig.at("goods").scan).toEqual({ is: "own-code", why: "empty" });
  await scan(`]Q1https://qr.example.com/${CUSTOMER}`);
  expect(rig.at("goods").scan).toEqual({ is: "unknown" });
  expect(JSON.stringify([rig.view, rig.notes, rig.disk])).not.toContain(CUSTOMER);
});

test("a misread code, the last unit and open choices are each said in their own way", async () => {
  const { rig, scan, basket } = await openRig();
  await scan("]E07038010009458");
  expect(rig.at("goods").scan).toEqual({ is: "misread" });
  for (let nth = 0; nth < 4; nth++) await scan("7038010009457");
  expect([basket(), rig.at("goods").scan]).toEqual([["3 jam"], { is: "no-more", name: "Jam" }]);
  await scan("5701234567899");
  await scan("5701234567899");
  expect(rig.at("goods").scan).toEqual({ is: "choose", sku: "tee", nth: 2 });
  rig.terminal.basket.add("tee", ["s"]);
  expect([basket(), rig.at("goods").scan]).toEqual([["3 jam", "1 tee"], undefined]);
});

test("on a screen without goods a scan changes nothing", async () => {
  const { rig, scan } = await openRig();
  await scan("7038010009457");
  rig.terminal.checkout.open();
  expect(rig.screen.at).toBe("number");
  expect(await scan("012345678905")).toBe(false);
  rig.terminal.back();
  expect(rig.at("goods").basket.lines).toHaveLength(1);
  expect(await scan("7".repeat(5_000))).toBe(false);
});

test("a scan at the attract screen of a kiosk begins with that good", async () => {
  const { rig, scan, basket } = await openRig({ mode: "kiosk" });
  expect(rig.screen.at).toBe("attract");
  expect(await scan("7038010009457")).toBe(true);
  expect(basket()).toEqual(["1 jam"]);
});
