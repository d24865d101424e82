import { expect, test } from "vitest";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

test("where the shop wants a code first, paying begins with one, and the number is one touch away", async () => {
  const rig = new TerminalRig({ settings: { payFirst: "qr" } });
  await rig.open();
  rig.terminal.begin();
  rig.terminal.basket.add("coffee");
  rig.terminal.checkout.open();
  await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").qr !== undefined, 3_000);
  expect(rig.at("paying")).toMatchObject({ flow: "qr", canSwitch: true });
  expect(rig.at("paying").beside).toBeUndefined();
  expect(rig.terminal.checkout.switchFlow()).toBe(true);
  await rig.time.passUntil(() => rig.screen.at === "number", 10_000);
});

test("beside a code the number is asked too, and sending it ends the code before anything is asked of the phone", async () => {
  const rig = new TerminalRig({ settings: { payFirst: "side-by-side" } });
  await rig.open();
  rig.terminal.begin();
  rig.terminal.basket.add("coffee");
  rig.terminal.checkout.open();
  await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").qr !== undefined, 3_000);
  expect(rig.at("paying").beside).toEqual({ countries: ["NO", "DK", "FI", "SE"], country: "NO" });
  rig.terminal.checkout.byNumber("NO", "12");
  expect(rig.at("paying").beside).toMatchObject({ complaint: "malformed" });
  expect(rig.wallet.ledger()).toHaveLength(1);
  expect(rig.terminal.checkout.byNumber("NO", CUSTOMER.slice(2))).toBe(true);
  expect(rig.at("paying")).toMatchObject({ step: "switching" });
  await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").flow === "push", 10_000);
  await rig.time.passUntil(() => rig.at("paying").step === "waiting", 5_000);
  expect(rig.at("paying").maskedNumber).toContain("•");
  const [first, second] = rig.wallet.ledger();
  expect(first).toMatchObject({ captured: 0 });
  rig.wallet.act(CUSTOMER, second?.reference ?? "", "approve");
  await rig.time.passUntil(() => rig.screen.at === "done", 6_000);
  expect(rig.wallet.ledger().filter((payment) => payment.authorized > 0)).toHaveLength(1);
});

test("a code approved while the number is sent is let go whole before the phone is asked, so nobody pays twice", async () => {
  const rig = new TerminalRig({ settings: { payFirst: "side-by-side" } });
  await rig.open();
  rig.terminal.begin();
  rig.terminal.basket.add("coffee");
  rig.terminal.checkout.open();
  await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").qr !== undefined, 3_000);
  const [code] = rig.wallet.ledger();
  const codes = rig.wallet.control("GET", "/codes") as {
    readonly payments: readonly { readonly content: string }[];
  };
  rig.wallet.control("POST", "/scan", { content: codes.payments.at(-1)?.content ?? "", msisdn: CUSTOMER });
  rig.wallet.act(CUSTOMER, code?.reference ?? "", "approve");
  rig.terminal.checkout.byNumber("NO", CUSTOMER.slice(2));
  await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").flow === "push", 10_000);
  // Nothing has been asked of the phone before all of the code's money was let go.
  expect(rig.wallet.ledger()[0]).toMatchObject({ authorized: 4_500, cancelled: 4_500, captured: 0 });
});

test("where the sales unit may not push there is a code alone, whatever the shop wrote", async () => {
  const rig = new TerminalRig({ settings: { payFirst: "side-by-side" }, canPush: false });
  await rig.open();
  rig.terminal.begin();
  rig.terminal.basket.add("coffee");
  rig.terminal.checkout.open();
  await rig.time.passUntil(() => rig.screen.at === "paying" && rig.at("paying").qr !== undefined, 3_000);
  expect(rig.at("paying")).toMatchObject({ canSwitch: false });
  expect(rig.at("paying").beside).toBeUndefined();
});

test("after 20 s the screen says where the request lies, after 40 s it offers the code, not a second earlier", async () => {
  const rig = new TerminalRig({});
  await rig.open();
  await rig.payByNumber();
  const shows = () => [rig.at("paying").showsWhereInApp, rig.at("paying").offersCode];
  const asked = rig.time.nowMs();
  await rig.time.pass(18_000);
  rig.terminal.touch();
  expect(shows()).toEqual([false, false]);
  await rig.time.passUntil(() => rig.at("paying").showsWhereInApp, 5_000);
  expect(Math.abs(rig.time.nowMs() - asked - 20_000)).toBeLessThanOrEqual(1_500);
  expect(shows()).toEqual([true, false]);
  await rig.time.passUntil(() => rig.at("paying").offersCode, 25_000);
  expect(Math.abs(rig.time.nowMs() - asked - 40_000)).toBeLessThanOrEqual(1_500);
});
