import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { OPEN_MS, StaffDoor } from "../../electron/engine/staff-door.ts";
import { SteadyClock } from "../../electron/engine/steady-clock.ts";
import { MemoryJournal } from "../../electron/journal/memory-journal.ts";
import { ManualTime } from "../rig/manual-time.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const PIN = "246810";
const MINUTE_MS = 60_000;

function door(attended = false, pinSet: "a PIN" | "no PIN" = "a PIN") {
  const time = new ManualTime();
  const events: string[] = [];
  const made = new StaffDoor({
    clock: new SteadyClock(time),
    isPin: pinSet === "no PIN" ? undefined : (pin) => pin === PIN,
    attended,
    onEvent: (kind) => events.push(kind),
    onChange: () => undefined,
  });
  return { door: made, time, events };
}

describe("the staff's door", () => {
  test("opens to the PIN, closes when told to, and by itself after two minutes without use", async () => {
    const { door: it, time, events } = door();
    expect(it.use()).toBe(false);
    expect(it.open(PIN)).toBe(true);
    await time.pass(OPEN_MS - 1);
    expect(it.use()).toBe(true);
    await time.pass(OPEN_MS - 1);
    expect(it.use()).toBe(true);
    await time.pass(OPEN_MS);
    expect(it.use()).toBe(false);
    it.open(PIN);
    it.close();
    expect(it.use()).toBe(false);
    expect(events).toEqual(["staff/opened", "staff/opened"]);
  });

  test("is shut for a while after five wrong PINs, even to the right one, and longer each time, up to an hour", async () => {
    const { door: it, time, events } = door();
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      for (let wrong = 0; wrong < 5; wrong += 1) expect(it.open("000000")).toBe(false);
      expect(it.open(PIN)).toBe(false);
      await time.pass(minutes * MINUTE_MS - 1);
      expect(it.open(PIN)).toBe(false);
      await time.pass(1);
    }
    expect(it.open(PIN)).toBe(true);
    expect(events.filter((kind) => kind === "staff/shut")).toHaveLength(8);
    expect(events.join()).not.toContain(PIN);
  });

  test("without a PIN lets nobody in at a kiosk or machine, and whoever stands there at an attended counter", () => {
    expect(door(false, "no PIN").door.open("")).toBe(false);
    expect(door(true, "no PIN").door.open("")).toBe(true);
    expect(door(true).door.open("")).toBe(false);
  });
});

async function jammed(): Promise<TerminalRig> {
  const rig = new TerminalRig({ mode: "vending", staffPin: PIN });
  rig.vendOutcome = () => ({ is: "not-dropped", evidence: "the beam saw nothing" });
  await rig.open();
  const reference = await rig.payByCode();
  rig.wallet.act(CUSTOMER, reference, "approve");
  await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), MINUTE_MS);
  await rig.time.pass(30_000);
  return rig;
}

describe("a locked slot", () => {
  test("is sold from again once staff have said why, over a restart too, and the board hears of it", async () => {
    const rig = await jammed();
    rig.terminal.begin();
    expect(rig.terminal.basket.add("coffee")).toBe(false);
    expect(rig.terminal.staff.acts.unlockSlot("A2", "cleared")).toBe(false);
    expect(rig.terminal.staff.acts.unlockSlot("A1", "cleared")).toBe(true);
    expect(rig.unlocked).toEqual(["A1"]);
    expect(rig.terminal.basket.add("coffee")).toBe(true);
    await rig.restart();
    rig.terminal.begin();
    expect(rig.terminal.basket.add("coffee")).toBe(true);
    const [entry] = [...new MemoryJournal(rig.disk).all()].filter(({ kind }) => kind === "slot/unlocked");
    expect(entry?.body).toEqual({ slot: "A1", why: "cleared", by: "staff" });
  });

  test("stays with its reason in what staff see until then; one the board locked by itself is there too", async () => {
    const rig = await jammed();
    rig.lockedByBoard = ["B4"];
    expect(rig.terminal.staff.view()).toBeUndefined();
    expect(rig.terminal.staff.open(PIN)).toBe(true);
    expect(rig.terminal.staff.view()?.lockedSlots).toMatchObject([
      { slot: "A1", why: "the beam saw nothing" },
      { slot: "B4", why: "the board has locked it" },
    ]);
    expect(rig.terminal.staff.unlockSlot("A1", "tested")).toBe(true);
    rig.boardUnlocks = false;
    expect(rig.terminal.staff.unlockSlot("B4", "tested")).toBe(true);
    await rig.time.pass(1);
    expect(rig.notes.join()).toContain("the board did not release slot B4");
    expect(rig.terminal.staff.view()?.lockedSlots).toMatchObject([{ slot: "B4" }]);
  });

  test("an alarm about a slot that is not locked is seen to in the same place, and the journal says by whom", async () => {
    const rig = await jammed();
    rig.alarms = ["A1", "B4"];
    expect(rig.terminal.staff.open(PIN)).toBe(true);
    const listed = () =>
      rig.terminal.staff.view()?.lockedSlots.map(({ slot, isAlarm }) => [slot, isAlarm ?? false]);
    // A1 is locked besides: one row says so, and one key ends both.
    expect(listed()).toEqual([
      ["A1", false],
      ["B4", true],
    ]);
    expect(rig.terminal.staff.unlockSlot("B4", "cleared")).toBe(true);
    expect(rig.unlocked).toEqual(["B4"]);
    const entry = [...new MemoryJournal(rig.disk).all()].find(({ kind }) => kind === "slot/unlocked");
    expect(entry?.body).toEqual({ slot: "B4", why: "cleared", by: "staff" });
    rig.alarms = undefined;
    expect(listed()).toEqual([["A1", false]]);
    expect(rig.terminal.staff.unlockSlot("B4", "cleared")).toBe(false);
  });

  test("an alarm about no slot of the shelf stands under the first one, whose unlocking ends it as any would", async () => {
    const rig = await jammed();
    rig.alarms = [];
    expect(rig.terminal.staff.open(PIN)).toBe(true);
    expect(rig.terminal.staff.unlockSlot("A1", "tested")).toBe(true);
    expect(rig.terminal.staff.view()?.lockedSlots).toMatchObject([{ slot: "A1", isAlarm: true }]);
  });
});

describe("the staff's sheet", () => {
  test("lies above a free screen from the knock on, and is taken away when nobody uses it", async () => {
    const rig = new TerminalRig({ staffPin: PIN });
    await rig.open();
    const at = () => rig.view?.frame.staff;
    expect(at()).toBeUndefined();
    expect(rig.terminal.staff.knock()).toBe(true);
    expect(at()).toBe("door");
    await rig.time.pass(50_000);
    rig.terminal.staff.open("111111");
    await rig.time.pass(50_000);
    expect(at()).toBe("door");
    await rig.time.pass(11_000);
    expect(at()).toBeUndefined();
    rig.terminal.staff.knock();
    rig.terminal.staff.open(PIN);
    expect(at()).toBe("inside");
    await rig.time.pass(OPEN_MS);
    expect(at()).toBeUndefined();
    rig.terminal.staff.knock();
    rig.terminal.staff.close();
    expect(at()).toBeUndefined();
    await rig.payByCode();
    expect(rig.terminal.staff.knock()).toBe(false);
  });

  test("is open at once at a counter without a PIN, and never at a kiosk without one", async () => {
    const counter = new TerminalRig({ mode: "counter" });
    await counter.open();
    expect(counter.terminal.staff.knock()).toBe(true);
    expect(counter.view?.frame.staff).toBe("inside");
    const kiosk = new TerminalRig();
    await kiosk.open();
    expect(kiosk.terminal.staff.knock()).toBe(false);
    expect(kiosk.view?.frame.staff).toBeUndefined();
  });
});

describe("what staff see and do", () => {
  test("orders that wait, and sales with what is left of them", async () => {
    const rig = new TerminalRig({ captureAt: "on-handover", staffPin: PIN });
    await rig.open();
    const reference = await rig.payByCode();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(5_000);
    const { staff } = rig.terminal;
    expect(staff.handOver(1)).toBe(false);
    staff.open(PIN);
    expect(staff.view()).toMatchObject({
      currency: "NOK",
      orders: [{ orderNumber: 1, total: 4_500, lines: [{ name: "Kaffe", quantity: 1 }] }],
      sales: [],
    });
    expect(staff.handOver(1)).toBe(true);
    await rig.time.pass(5_000);
    const sold = { reference, total: 4_500, orderNumber: 1, receiptNumber: 1 };
    expect(staff.view()).toMatchObject({ orders: [], sales: [{ ...sold, left: 4_500 }] });
    expect(staff.refund(reference, minor(1_000))).toBe(true);
    await rig.time.pass(5_000);
    expect(staff.refund(reference, minor(1_500))).toBe(true);
    await rig.time.pass(5_000);
    expect(staff.view()?.sales).toMatchObject([{ ...sold, left: 2_000 }]);
    await rig.restart();
    expect(rig.terminal.staff.refund(reference, minor(100))).toBe(false);
    rig.terminal.staff.open(PIN);
    expect(rig.terminal.staff.view()?.sales).toMatchObject([{ ...sold, left: 2_000 }]);
    rig.terminal.staff.close();
    expect(rig.terminal.staff.view()).toBeUndefined();
  });

  test("the PIN is in no entry and no note", async () => {
    const rig = new TerminalRig({ staffPin: PIN });
    await rig.open();
    rig.terminal.staff.open("135791");
    rig.terminal.staff.open(PIN);
    const kept = `${JSON.stringify([...new MemoryJournal(rig.disk).all()])}${rig.notes.join()}`;
    expect(kept).toContain("staff/opened");
    expect(kept).toContain("staff/refused");
    expect(kept).not.toContain(PIN);
    expect(kept).not.toContain("135791");
  });
});
