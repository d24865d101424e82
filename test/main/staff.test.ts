import { describe, expect, test } from "vitest";
import { hashPin, pinCheck, STAFF_PIN_HASH } from "../../electron/config/staff-pin.ts";
import { handlersFor, NotNow } from "../../electron/main/handlers.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const SALT = "00112233445566778899aabbccddeeff";

describe("the staff's PIN", () => {
  test("is known by its hash alone, and only by the whole of it", () => {
    const written = hashPin("246810", SALT);
    expect(written).toMatch(STAFF_PIN_HASH);
    expect(written).not.toContain("246810");
    expect(hashPin("246810", SALT.replace("0", "1"))).not.toBe(written);
    const isPin = pinCheck(written);
    for (const wrong of ["", "24681", "2468100", "246811", "000000"]) expect(isPin(wrong)).toBe(false);
    expect(isPin("246810")).toBe(true);
  });
});

describe("asks of the staff's page", () => {
  test("are refused while the door is closed, and change nothing", async () => {
    const rig = new TerminalRig({ staffPin: "246810", captureAt: "on-handover" });
    await rig.open();
    const reference = await rig.payByCode();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(5_000);
    const handlers = handlersFor(rig.terminal, () => undefined);
    const before = rig.kinds().length;
    for (const ask of [
      () => handlers["staff:read"]({}),
      () => handlers["staff:hand-over"]({ orderNumber: 1 }),
      () => handlers["staff:refund"]({ reference, amount: 100 }),
      () => handlers["staff:unlock-slot"]({ slot: "A1", why: "cleared" }),
    ])
      expect(ask).toThrow(NotNow);
    expect(rig.kinds()).toHaveLength(before);
    expect(() => handlers["staff:open"]({ pin: "111111" })).toThrow(NotNow);
    expect(handlers["staff:open"]({ pin: "246810" })).toEqual({});
    expect(handlers["staff:read"]({})).toMatchObject({ orders: [{ orderNumber: 1 }] });
    expect(handlers["staff:hand-over"]({ orderNumber: 1 })).toEqual({});
    await rig.time.pass(5_000);
    expect(handlers["staff:refund"]({ reference, amount: 4_500 })).toEqual({});
    expect(handlers["staff:close"]({})).toEqual({});
    expect(() => handlers["staff:read"]({})).toThrow(NotNow);
    await rig.time.pass(5_000);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, refunded: 4_500 }]);
  });
});
