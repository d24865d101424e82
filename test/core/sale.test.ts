import { describe, expect, test } from "vitest";
import { fault } from "../../electron/core/fault.ts";
import { minor } from "../../electron/core/money.ts";
import { LATE_QUESTION_MS } from "../../electron/core/sale-reactions.ts";
import { saleDueMs } from "../../electron/core/sale-step.ts";
import { money, Play } from "./sale-play.ts";

describe("a kiosk sale", () => {
  test("is asked for, watched, accepted, printed and captured, in that order", () => {
    const play = new Play("kiosk").pay();
    expect(play.names()).toEqual(["create"]);
    play.created();
    expect(saleDueMs(play.sale)).toBe(play.nowMs + 5_000);
    play.wait();
    expect(play.names()).toEqual(["read"]);
    play.read();
    expect(saleDueMs(play.sale)).toBe(play.nowMs + 2_000);
    play.wait().read(money(4_500));
    expect(play.names()).toEqual(["print", "capture"]);
    expect(play.sale).toMatchObject({ orderNumber: 7, receiptNumber: 100, handedOver: true, phase: "settling" });
    play.hear({ is: "print-answered", outcome: { is: "printed" } });
    play.answered("capture");
    expect(play.names()).toEqual(["read"]);
    play.read(money(4_500, 4_500));
    expect(play.sale.phase).toBe("closed");
    expect(play.sale.end).toEqual({ why: "paid", taken: 4_500, delivered: 4_500 });
    expect(play.sale.receipt).toBe("printed");
  });

  test("takes nothing before staff hand the order over, where the shop wants it so", () => {
    const play = new Play("kiosk", { captureAt: "on-handover" }).pay().created().wait().read(money(4_500));
    expect(play.names()).toEqual(["print"]);
    expect(play.sale.phase).toBe("delivering");
    play.hear({ is: "handed-over" }, 600_000);
    expect(play.names()).toEqual(["capture"]);
  });

  test("is not closed by a capture that was only acknowledged", () => {
    const play = new Play("kiosk").pay().created().wait().read(money(4_500));
    play
      .hear({ is: "print-answered", outcome: { is: "printed" } })
      .answered("capture")
      .read(money(4_500, 0));
    expect(play.sale.phase).toBe("settling");
    expect(play.names()).toEqual([]);
    // Looked at again, and repeated to the letter when the pause is over.
    while (!play.names().includes("capture"))
      play.names().includes("read") ? play.read(money(4_500, 0)) : play.wait();
    const captures = play.allDeeds.filter((deed) => deed.do === "capture");
    expect(captures).toHaveLength(2);
    expect(captures[1]).toEqual(captures[0]);
  });

  test("repeats a capture of unknown fate with the same key until the amounts settle it", () => {
    const play = new Play("kiosk").pay().created().wait().read(money(4_500));
    play.answered("capture", { is: "unknown", fault: fault("gateway/no-answer", "silence") });
    play.wait();
    expect(play.names()).toEqual(["read"]);
    play.read(money(4_500, 4_500));
    play.hear({ is: "print-answered", outcome: { is: "unconfirmed", what: "no proof" } });
    expect(play.sale.end).toEqual({ why: "paid", taken: 4_500, delivered: 4_500 });
    expect(play.allDeeds.filter((deed) => deed.do === "capture")).toHaveLength(1);
    expect(play.sale.receipt).toBe("unconfirmed");
  });
});

describe("a vending sale", () => {
  test("captures exactly what dropped and lets go of the rest", () => {
    const play = new Play("vending", { paper: false }, [2_500, 3_000])
      .pay("qr")
      .created()
      .wait()
      .read(money(5_500));
    expect(play.deeds).toEqual([{ do: "vend", item: 0, slot: "A1" }]);
    play.vended(0, "dropped");
    expect(play.deeds).toEqual([{ do: "vend", item: 1, slot: "A2" }]);
    play.vended(1, "not-dropped");
    expect(play.names()).toEqual(["lock-slot", "alert", "capture"]);
    expect(play.deeds.at(-1)).toMatchObject({ amount: 2_500 });
    play.answered("capture").read(money(5_500, 2_500));
    expect(play.names()).toEqual(["cancel"]);
    play.answered("cancel").read(money(5_500, 2_500, 3_000));
    expect(play.sale.end).toEqual({ why: "paid", taken: 2_500, delivered: 2_500 });
    expect(play.sale.receipt).toBe("in-app");
  });

  test("gives everything back when nothing dropped, and writes no receipt", () => {
    const play = new Play("vending").pay().created().wait().read(money(4_500)).vended(0, "unknown");
    expect(play.names()).toEqual(["lock-slot", "alert", "cancel"]);
    play.answered("cancel").read(money(4_500, 0, 4_500));
    expect(play.sale.end).toEqual({ why: "not-delivered", taken: 0, delivered: 0 });
    expect(play.sale.receiptNumber).toBeUndefined();
  });

  test("dispenses nothing on a state word without an amount", () => {
    const play = new Play("vending").pay().created().wait().read({ word: "authorized" });
    expect(play.names()).toEqual([]);
    expect(play.sale.phase).toBe("paying");
  });

  test("dispenses nothing on a reservation that does not cover it, and gives it back", () => {
    const play = new Play("vending").pay().created().wait().read(money(4_499));
    expect(play.names()).toEqual(["alert", "cancel"]);
  });
});

describe("walking away", () => {
  test("ends the pending payment and says so only after proof", () => {
    const play = new Play("kiosk").pay().created().hear({ is: "leave", customer: "gone" }, 75_000);
    expect(play.names()).toEqual(["cancel"]);
    play.answered("cancel");
    expect(play.sale.phase).toBe("paying");
    play.read({ word: "terminated", cancelled: minor(4_500) });
    expect(play.sale.end).toEqual({ why: "cancelled", taken: 0, delivered: 0 });
    expect(play.sale.payments[0]?.outcome).toBe("released");
  });

  test("releases a reservation that was made a moment before", () => {
    const play = new Play("kiosk").pay().created().hear({ is: "leave", customer: "gone" }, 75_000);
    play.answered("cancel", { is: "refused", fault: fault("gateway/locked", "3-D Secure") }).read(money(4_500));
    while (!play.names().includes("cancel")) play.names().includes("read") ? play.read(money(4_500)) : play.wait();
    play.answered("cancel").read(money(4_500, 0, 4_500));
    expect(play.sale.end?.why).toBe("cancelled");
  });

  test("refunds what a direct-capture sales unit took at approval, and tells the operator", () => {
    const play = new Play("vending").pay().created().hear({ is: "leave", customer: "gone" }, 75_000);
    play
      .answered("cancel", { is: "refused", fault: fault("gateway/already-captured", "SALE") })
      .read(money(4_500, 4_500));
    while (!play.names().includes("refund"))
      play.names().includes("read") ? play.read(money(4_500, 4_500)) : play.wait();
    expect(play.deeds.at(-1)).toMatchObject({ do: "refund", amount: 4_500 });
    play.answered("refund").read(money(4_500, 4_500, 0, 4_500));
    expect(play.sale.end).toEqual({ why: "cancelled", taken: 0, delivered: 0 });
    expect(play.allDeeds.filter((deed) => deed.do === "alert")).toMatchObject([
      { code: "money/refunded-late-approval" },
    ]);
  });

  test("asks somebody who is still there what a late approval shall become", () => {
    const cancelled = () => {
      const play = new Play("vending").pay().created().wait();
      // The read is under way when the customer presses cancel; it brings the approval.
      return play.hear({ is: "leave", customer: "here" }).read(money(4_500));
    };
    const taking = cancelled();
    expect(taking.sale.lateUntilMs).toBe(taking.nowMs + LATE_QUESTION_MS);
    expect(taking.names()).toEqual([]);
    taking.hear({ is: "late-choice", choice: "take" });
    expect(taking.names()).toEqual(["vend"]);
    expect(cancelled().hear({ is: "late-choice", choice: "give-back" }).names()).toEqual(["cancel"]);
    expect(cancelled().wait().names()).toEqual(["cancel"]);
  });

  test("never sells on money that a cancel of ours may still undo", () => {
    const play = new Play("vending").pay().created().hear({ is: "leave", customer: "here" }, 1_000);
    play
      .answered("cancel", { is: "unknown", fault: fault("gateway/no-answer", "silence") })
      .wait()
      .read(money(4_500));
    expect(play.sale.lateUntilMs).toBeUndefined();
    expect(play.allDeeds.some((deed) => deed.do === "vend")).toBe(false);
  });
});

describe("a lost create", () => {
  const lost = (play: Play) =>
    play.hear(
      {
        is: "create-answered",
        reference: play.reference,
        outcome: { is: "unknown", fault: fault("gateway/no-answer", "silence") },
      },
      20_000,
    );

  test("is found by a read when it arrived after all", () => {
    const play = lost(new Play("kiosk").pay()).wait();
    expect(play.names()).toEqual(["read"]);
    expect(play.read().sale.payments[0]?.state).toBe("waiting");
  });

  test("is sent again with the same reference and key when the provider does not know it", () => {
    const play = lost(new Play("kiosk").pay()).wait().readFails("gateway/not-found");
    const creates = play.allDeeds.filter((deed) => deed.do === "create");
    expect(creates).toHaveLength(2);
    expect(creates[1]).toEqual(creates[0]);
  });

  test("never existed only after ten minutes of looking, once the customer has left", () => {
    const play = lost(new Play("kiosk").pay()).hear({ is: "leave", customer: "gone" });
    const looks: number[] = [];
    while (play.sale.phase !== "closed") {
      play.wait();
      if (play.names().includes("read")) {
        looks.push(Math.round((play.nowMs - 1_800_000_000_000) / 1_000));
        play.readFails("gateway/not-found");
      }
    }
    expect(looks).toEqual([21, 30, 120, 600]);
    expect(play.sale.payments[0]?.outcome).toBe("never-existed");
  });

  test("is not taken for a no when nobody answers at all", () => {
    const play = lost(new Play("kiosk").pay()).hear({ is: "leave", customer: "gone" });
    for (let times = 0; times < 100; times += 1) play.wait().readFails("gateway/no-answer");
    expect(play.sale.phase).toBe("paying");
    expect(saleDueMs(play.sale)).toBe(play.nowMs + 30_000);
  });
});

describe("switching from the request to a code", () => {
  test("proves the old payment dead before the new one is asked for", () => {
    const play = new Play("kiosk")
      .pay()
      .created()
      .hear({ is: "switch", flow: "qr", reference: "k1-SALE-2" }, 8_000);
    expect(play.names()).toEqual(["cancel"]);
    expect(play.sale.payments.map((payment) => payment.state)).toEqual(["releasing", "planned"]);
    play.answered("cancel").read({ word: "terminated", cancelled: minor(4_500) });
    expect(play.deeds).toMatchObject([{ do: "create", reference: "k1-SALE-2", flow: "qr" }]);
    expect(play.sale.payments.map((payment) => payment.state)).toEqual(["closed", "asking"]);
  });

  test("takes the old one if it was approved in that moment", () => {
    const play = new Play("kiosk").pay().created().wait();
    play.hear({ is: "switch", flow: "qr", reference: "k1-SALE-2" }).read(money(4_500));
    expect(play.names()).toEqual(["print", "capture"]);
    expect(play.sale.payments.map((payment) => payment.outcome)).toEqual([undefined, "never-existed"]);
  });
});

describe("after a crash", () => {
  test("an unfinished payment is read, cancelled and proven", () => {
    const play = new Play("kiosk").pay().created().hear({ is: "restarted" }, 30_000);
    expect(play.names()).toEqual(["read"]);
    play.read();
    expect(play.names()).toEqual(["cancel"]);
    play.answered("cancel").read({ word: "terminated", cancelled: minor(4_500) });
    expect(play.sale.end?.why).toBe("cancelled");
  });

  test("dropped goods are charged for, the item under way is decided for the customer, nothing more is dispensed", () => {
    const play = new Play("vending", { paper: false }, [1_000, 2_000, 3_000])
      .pay()
      .created()
      .wait()
      .read(money(6_000));
    play.vended(0, "dropped").hear({ is: "restarted" }, 10_000);
    expect(play.names()).toEqual(["lock-slot", "alert", "read"]);
    expect(play.sale.items.map((item) => item.state)).toEqual(["dropped", "unknown", "not-dropped"]);
    play.read(money(6_000));
    expect(play.deeds).toMatchObject([{ do: "capture", amount: 1_000 }]);
  });

  test("a receipt that was being printed comes out again only as a marked copy", () => {
    const play = new Play("kiosk").pay().created().wait().read(money(4_500)).hear({ is: "restarted" }, 10_000);
    expect(play.deeds.filter((deed) => deed.do === "print")).toEqual([{ do: "print", copy: true }]);
  });
});
