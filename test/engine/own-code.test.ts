import { describe, expect, test } from "vitest";
import type { ProviderName } from "../../electron/core/ports.ts";
import { CUSTOMER, CUSTOMER_TYPED, GOODS, type RigOptions, TerminalRig } from "../rig/terminal-rig.ts";

const PROVIDERS = ["epayment", "ecom"] as const;
const OLD_CODE = `https://qr.vipps.no/28/2/01/031/${CUSTOMER}?v=1`;
const SECOND_MS = 1_000;

async function openRig(options: RigOptions = {}) {
  const rig = new TerminalRig(options);
  await rig.open();
  /** A fresh code on the customer's phone, as its wallet shows it. */
  const ownCode = (msisdn = CUSTOMER) =>
    (rig.wallet.control("POST", `/phones/${msisdn}/personal-qr`) as { readonly content: string }).content;
  const show = async (text: string) => {
    const isTaken = rig.terminal.scans.take(`]Q1${text}`);
    await rig.time.pass(500);
    return isTaken;
  };
  const choose = (sku = "coffee") => {
    rig.terminal.begin();
    if (!rig.terminal.basket.add(sku)) throw new Error(`${sku} cannot be bought now`);
  };
  const approve = async () => {
    rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
    await rig.time.pass(15 * SECOND_MS);
  };
  /** Payments that could still take money, or have. */
  const alive = () => rig.wallet.ledger().filter(({ state }) => !["TERMINATED", "Cancelled"].includes(state));
  return { rig, ownCode, show, choose, approve, alive };
}

function isNowhere(rig: TerminalRig, text: string): void {
  expect(JSON.stringify([rig.view, rig.notes, rig.disk])).not.toContain(text);
}

describe.each(PROVIDERS)("a customer's own code, through %s,", (provider) => {
  test.each(["counter", "kiosk", "vending"] as const)(
    "sends the request to them and is paid at a %s",
    async (mode) => {
      const { rig, ownCode, show, choose, approve } = await openRig({ provider, mode });
      choose();
      const code = ownCode();
      expect(await show(code)).toBe(true);
      expect(rig.at("paying")).toMatchObject({
        flow: "push",
        step: "waiting",
        money: "nothing-reserved",
        toOwnCode: true,
      });
      expect(rig.at("paying")).not.toHaveProperty("maskedNumber");
      isNowhere(rig, code);
      await approve();
      expect(rig.at("done")).toMatchObject({ money: "paid", amount: 4_500 });
      expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500 }]);
    },
  );

  test("is taken whole, in its old form with the number in it too, which is written nowhere", async () => {
    const { rig, show, choose } = await openRig({ provider, mode: "counter" });
    choose();
    await show(OLD_CODE);
    expect(rig.at("paying")).toMatchObject({ flow: "push", step: "waiting" });
    isNowhere(rig, CUSTOMER);
    isNowhere(rig, CUSTOMER.slice(2));
  });

  test("may be shown where the number is asked, too", async () => {
    const { rig, ownCode, show, choose, approve } = await openRig({ provider });
    choose();
    rig.terminal.checkout.open();
    await show(ownCode());
    expect(rig.at("paying")).toMatchObject({ flow: "push", step: "waiting" });
    await approve();
    expect(rig.at("done").money).toBe("paid");
  });

  test("that nobody has is refused: in plain words, with the other ways beside it and the basket kept", async () => {
    const { rig, show, choose } = await openRig({ provider });
    choose();
    expect(await show("https://qr.vipps.no/p/expired")).toBe(true);
    expect(rig.at("number")).toMatchObject({ complaint: "code-refused", canPush: true, amount: 4_500 });
    expect(rig.wallet.ledger()).toEqual([]);
    rig.terminal.checkout.byCode();
    await rig.time.pass(500);
    expect(rig.at("paying")).toMatchObject({ flow: "qr", step: "waiting" });
    expect(rig.at("paying")).not.toHaveProperty("toOwnCode");
  });

  test("that was refused says nothing of a number typed later", async () => {
    const { rig, show, choose } = await openRig({ provider });
    choose();
    await show("https://qr.vipps.no/p/expired");
    rig.terminal.checkout.byNumber("NO", "999 99 999");
    await rig.time.pass(500);
    expect(rig.at("number").complaint).toBe("could-not-send");
  });

  test("while a code waits on the screen: that payment is dead before the request goes out", async () => {
    const { rig, ownCode, show, approve, alive } = await openRig({ provider });
    const first = await rig.payByCode();
    rig.terminal.scans.take(ownCode());
    await rig.time.pass(1);
    expect(rig.at("paying").step).toBe("switching");
    expect(rig.wallet.ledger()).toHaveLength(1);
    await rig.time.pass(3 * SECOND_MS);
    expect(rig.at("paying")).toMatchObject({ flow: "push", step: "waiting" });
    expect(alive().map(({ reference }) => reference)).toEqual([rig.lastReference()]);
    expect(rig.lastReference()).not.toBe(first);
    await show(ownCode());
    await approve();
    expect(rig.at("done").money).toBe("paid");
    expect(rig.wallet.ledger().filter(({ captured }) => captured > 0)).toHaveLength(1);
  });

  test("while a request to a number waits: the same", async () => {
    const { rig, ownCode, show, approve, alive } = await openRig({ provider });
    await rig.payByNumber();
    await show(ownCode());
    await rig.time.pass(3 * SECOND_MS);
    expect(rig.at("paying")).toMatchObject({ flow: "push", step: "waiting" });
    expect(rig.at("paying")).not.toHaveProperty("maskedNumber");
    expect([rig.wallet.ledger().length, alive().length]).toEqual([2, 1]);
    await approve();
    expect(rig.at("done").money).toBe("paid");
  });

  test("refused after a code on the screen was ended for it leaves no payment, and the other ways", async () => {
    const { rig, show, alive } = await openRig({ provider });
    await rig.payByCode();
    await show("https://qr.vipps.no/p/expired");
    await rig.time.pass(3 * SECOND_MS);
    expect(rig.at("number").complaint).toBe("code-refused");
    expect(alive()).toEqual([]);
  });

  test("can be left for a code on the screen, and taken up again", async () => {
    const { rig, ownCode, show, choose, approve } = await openRig({ provider });
    choose();
    await show(ownCode());
    rig.terminal.checkout.switchFlow();
    await rig.time.pass(3 * SECOND_MS);
    expect(rig.at("paying")).toMatchObject({ flow: "qr", step: "waiting" });
    await show(ownCode());
    await rig.time.pass(3 * SECOND_MS);
    expect(rig.at("paying")).toMatchObject({ flow: "push", step: "waiting" });
    expect(rig.wallet.ledger()).toHaveLength(3);
    await approve();
    expect(rig.at("done").money).toBe("paid");
  });

  test("whose request was lost on the way is asked for again with the same code and key: one payment", async () => {
    const { rig, ownCode, show, choose } = await openRig({ provider });
    let lost = 0;
    rig.wallet.weather = ({ method, url }) =>
      method === "POST" && url.endsWith("/payments") && lost++ === 0 ? { lost: "request" } : {};
    choose();
    const code = ownCode();
    await show(code);
    await rig.time.pass(60 * SECOND_MS);
    expect(rig.at("paying")).toMatchObject({ flow: "push", step: "waiting" });
    expect(lost).toBe(2);
    expect(rig.wallet.ledger()).toHaveLength(1);
    isNowhere(rig, code);
  });

  test("whose answer was lost: the payment is found, and nothing is sent twice", async () => {
    const { rig, ownCode, show, choose, approve } = await openRig({ provider });
    let creates = 0;
    rig.wallet.weather = ({ method, url }) =>
      method === "POST" && url.endsWith("/payments") && creates++ === 0 ? { lost: "answer" } : {};
    choose();
    await show(ownCode());
    await rig.time.pass(60 * SECOND_MS);
    expect(creates).toBe(1);
    await approve();
    expect(rig.at("done").money).toBe("paid");
  });

  test("is gone with the power: its payment is settled by asking the provider, not by sending it again", async () => {
    const { rig, ownCode, show, choose } = await openRig({ provider });
    let creates = 0;
    rig.wallet.weather = ({ method, url }) =>
      method === "POST" && url.endsWith("/payments") && creates++ === 0 ? { lost: "answer" } : {};
    choose();
    const code = ownCode();
    await show(code);
    expect(rig.kinds()).toContain("sale/pay");
    await rig.restart();
    await rig.time.pass(30 * SECOND_MS);
    expect(creates).toBe(1);
    expect(rig.wallet.ledger()).toMatchObject([{ authorized: 0 }]);
    expect(rig.kinds().at(-1)).toBe("sale/closed");
    expect(rig.screen).toMatchObject({ at: "attract", available: true });
    isNowhere(rig, code);
  });
});

describe("a customer's own code", () => {
  test("held before the scanner for long, or made anew meanwhile, is one request", async () => {
    const { rig, ownCode, show, choose } = await openRig({ mode: "counter" });
    choose();
    const code = ownCode();
    for (let nth = 0; nth < 20; nth += 1) expect(await show(code)).toBe(true);
    await rig.time.pass(10 * SECOND_MS);
    expect(await show(code)).toBe(true);
    expect(await show(ownCode())).toBe(true);
    expect(rig.wallet.ledger()).toHaveLength(1);
    expect(rig.at("paying").step).toBe("waiting");
  });

  test("held there on and on after it was refused is not tried again until it is taken away", async () => {
    const { rig, show, choose } = await openRig({ mode: "counter" });
    choose();
    const begun = () => rig.kinds().filter((kind) => kind === "sale/begun").length;
    for (let nth = 0; nth < 10; nth += 1) await show("https://qr.vipps.no/p/expired");
    expect(begun()).toBe(1);
    await rig.time.pass(3 * SECOND_MS);
    await show("https://qr.vipps.no/p/expired");
    expect(begun()).toBe(2);
  });

  test("with nothing to pay is said, at the attract screen too; with goods the same code is taken at once", async () => {
    const { rig, ownCode, show } = await openRig();
    const code = ownCode();
    expect(rig.screen.at).toBe("attract");
    expect(await show(code)).toBe(true);
    expect(rig.at("goods").scan).toEqual({ is: "own-code", why: "empty" });
    rig.terminal.basket.add("coffee");
    expect(rig.at("goods")).not.toHaveProperty("scan");
    await show(code);
    expect(rig.at("paying").flow).toBe("push");
  });

  test("is not taken before the cashier has looked at the customer", async () => {
    const goods = GOODS.map((good) => ({ ...good, minimumAge: 18 }));
    const { rig, ownCode, show, choose } = await openRig({ mode: "counter", goods });
    choose();
    await show(ownCode());
    expect(rig.at("goods").scan).toEqual({ is: "own-code", why: "unanswered" });
    rig.terminal.basket.seeAge(18, true);
    await show(ownCode());
    expect(rig.screen.at).toBe("paying");
  });

  test("where the sales unit may not send requests: said, nothing is asked for, and the code on the screen pays", async () => {
    const { rig, ownCode, show, choose } = await openRig({ canPush: false });
    choose();
    await show(ownCode());
    expect(rig.at("goods").scan).toEqual({ is: "own-code", why: "no-push" });
    rig.terminal.checkout.open();
    await rig.time.pass(500);
    expect(rig.at("paying")).toMatchObject({ flow: "qr", step: "waiting" });
    expect(await show(ownCode())).toBe(false);
    expect(rig.wallet.ledger()).toHaveLength(1);
  });

  test.each(PROVIDERS)(
    "where the provider refuses to push for it: the operator is told, a code is offered (%s)",
    async (provider) => {
      const { rig, ownCode, show, choose } = await openRig({ provider });
      rig.wallet.control("POST", "/sales-unit", { pushAllowed: false });
      choose();
      await show(ownCode());
      expect(rig.at("number")).toMatchObject({ canPush: false, amount: 4_500 });
      expect(rig.at("number")).not.toHaveProperty("complaint");
      expect(rig.notes.join()).toContain("gateway/push-not-allowed");
      expect(await show(ownCode())).toBe(false);
    },
  );

  test("whose exchange stays unanswered makes no payment, and can be shown again", async () => {
    const { rig, ownCode, show, choose, approve } = await openRig({ provider: "ecom" });
    let exchanges = 0;
    rig.wallet.weather = ({ url }) =>
      url.endsWith("/qr/v1/exchange") && exchanges++ === 0 ? { lost: "answer" } : {};
    choose();
    await show(ownCode());
    expect(rig.at("paying").step).toBe("asking");
    await rig.time.pass(25 * SECOND_MS);
    expect(rig.at("number").complaint).toBe("code-refused");
    expect(rig.wallet.ledger()).toEqual([]);
    await show(ownCode());
    await approve();
    expect(rig.at("done").money).toBe("paid");
  });

  test.each([
    [
      "while its request is on its way",
      async (rig: TerminalRig) => rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED),
    ],
    [
      "while another is being cancelled",
      async (rig: TerminalRig) => {
        rig.terminal.checkout.byCode();
        await rig.time.pass(500);
        rig.terminal.checkout.cancel();
      },
    ],
    [
      "after the sale",
      async (rig: TerminalRig) => {
        rig.terminal.checkout.byNumber("NO", CUSTOMER_TYPED);
        await rig.time.pass(500);
        rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
        await rig.time.pass(10 * SECOND_MS);
      },
    ],
  ])("begins nothing %s", async (_, before) => {
    const { rig, ownCode, choose } = await openRig();
    choose();
    rig.terminal.checkout.open();
    await before(rig);
    expect(rig.terminal.scans.take(ownCode())).toBe(false);
    await rig.time.pass(30 * SECOND_MS);
    expect(rig.wallet.ledger()).toHaveLength(1);
  });

  test("begins nothing behind the staff's sheet, nor once the customer's app has opened the other payment", async () => {
    const { rig, ownCode, show } = await openRig({ staffPin: "1234", provider: "ecom" });
    rig.terminal.staff.knock();
    expect(await show(ownCode())).toBe(false);
    expect(rig.screen.at).toBe("attract");
    rig.terminal.staff.close();
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "open");
    await rig.time.pass(6 * SECOND_MS);
    expect(rig.at("paying").pickedUp).toBe(true);
    expect(await show(ownCode())).toBe(false);
    expect(rig.wallet.ledger()).toHaveLength(1);
  });

  test("approved late, after the customer left, is given back", async () => {
    const { rig, ownCode, show, choose } = await openRig();
    choose();
    await show(ownCode());
    rig.wallet.act(CUSTOMER, rig.lastReference(), "approve");
    rig.terminal.checkout.cancel();
    await rig.time.pass(60 * SECOND_MS);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 0, cancelled: 4_500 }]);
  });
});

test.each<ProviderName>(PROVIDERS)(
  "approving a code on the screen while one's own is being read pays once (%s)",
  async (provider) => {
    const { rig, ownCode } = await openRig({ provider });
    const first = await rig.payByCode();
    rig.wallet.control("POST", "/scan", { content: codeOnScreen(rig), msisdn: CUSTOMER });
    rig.wallet.act(CUSTOMER, first, "approve");
    rig.terminal.scans.take(ownCode());
    await rig.time.pass(60 * SECOND_MS);
    const sums = rig.wallet
      .ledger()
      .map(({ captured, authorized, cancelled }) => [authorized, captured, cancelled]);
    expect(sums.filter(([authorized]) => authorized !== 0)).toHaveLength(1);
    expect(sums.every(([authorized = 0, captured = 0, cancelled = 0]) => captured + cancelled === authorized)).toBe(
      true,
    );
  },
);

function codeOnScreen(rig: TerminalRig): string {
  const { payments } = rig.wallet.control("GET", "/codes") as { readonly payments: { readonly content: string }[] };
  return payments.at(-1)?.content ?? "";
}
