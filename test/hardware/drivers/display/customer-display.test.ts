import { expect, test } from "vitest";
import { createCustomerDisplay } from "../../../../hardware/drivers/display/customer-display.ts";
import { createMemoryCable, type FarEnd } from "../../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { DisplayEmulator } from "../../../../simulator/devices/peripherals/display-emulator.ts";

type Spec = Parameters<typeof createCustomerDisplay>[0]["spec"];

const BLANK = " ".repeat(20);

async function openRig(driver: Spec["driver"], spec: Partial<Spec> = {}, language = driver) {
  const ticker = new ManualTicker();
  const emulated = new DisplayEmulator({ language });
  const fars: FarEnd[] = [];
  const cable = createMemoryCable({
    ticker,
    device: (far) => {
      fars.push(far);
      emulated.device(far);
    },
  });
  const display = createCustomerDisplay({
    spec: {
      id: "pole",
      kind: "display",
      driver,
      line: { kind: "serial", path: "/dev/none", baudRate: 9_600 },
      ...spec,
    },
    opener: cable.opener,
    ticker,
  });
  await ticker.advance(10);
  return { ticker, emulated, cable, display, far: () => fars.at(-1) };
}

const LANGUAGES = ["escpos", "cd5220"] as const;

test.each(LANGUAGES)("%s: lines are written whole, in the letters the display has", async (driver) => {
  const { emulated, display, ticker } = await openRig(driver);
  expect([emulated.lines, emulated.isCursorShown]).toEqual([[BLANK, BLANK], driver === "cd5220"]);
  display.show(["Rømmegrøt med smør og sukker", "kr 45,00"]);
  await ticker.advance(10);
  expect(emulated.lines).toEqual(["Rømmegrøt med smør o", "kr 45,00            "]);
  display.show(["Å", "€ 4,50"]);
  await ticker.advance(10);
  expect(emulated.lines).toEqual(["Å                   ", "EUR 4,50            "]);
  expect(emulated.violations).toEqual([]);
});

test.each(LANGUAGES)(
  "%s: both lines stand there again after the cable was out, and nothing else does",
  async (driver) => {
    const { emulated, cable, display, ticker } = await openRig(driver);
    display.show(["Coffee", "45,00"]);
    await ticker.advance(10);
    cable.unplug();
    emulated.powerCut();
    display.show(["Tea", "30,00"]);
    display.show(["Cake", "38,00"]);
    await ticker.advance(3_000);
    expect([emulated.lines, display.condition().state]).toEqual([[BLANK, BLANK], "absent"]);
    cable.plug();
    await ticker.advance(100);
    expect(emulated.lines).toEqual(["Cake".padEnd(20), "38,00".padEnd(20)]);
    expect(emulated.violations).toEqual([]);
  },
);

test.each(LANGUAGES)("%s: power that was gone for a moment is made good within half a minute", async (driver) => {
  const { emulated, display, ticker } = await openRig(driver);
  display.show(["Coffee", "45,00"]);
  await ticker.advance(10);
  emulated.powerCut();
  expect(emulated.lines).toEqual([BLANK, BLANK]);
  await ticker.advance(30_100);
  expect(emulated.lines).toEqual(["Coffee".padEnd(20), "45,00".padEnd(20)]);
});

test("a display that hears another language looks ready, and never as if it showed anything", async () => {
  const { emulated, display, ticker } = await openRig("cd5220", {}, "escpos");
  display.show(["Coffee", "45,00"]);
  await ticker.advance(10);
  expect(emulated.lines[0]).not.toBe("Coffee".padEnd(20));
  expect(emulated.violations.length).toBeGreaterThan(0);
  expect(display.condition()).toEqual({
    state: "ready",
    what: "Connected. A customer display cannot report what it shows.",
  });
});

test("a page of letters under another number is asked for by that number", async () => {
  const { emulated, display, ticker } = await openRig("escpos", { letters: "cp865", pageNumber: 19 });
  display.show(["ok", ""]);
  await ticker.advance(10);
  expect([emulated.page, emulated.lines[0].trim()]).toEqual(["cp858", "ok"]);
});

test("a display that takes no bytes is tried again on a new connection, with the latest lines", async () => {
  const { emulated, far, display, ticker } = await openRig("escpos");
  far()?.hold();
  // What the kernel still takes for a display that hears nothing.
  for (let nth = 0; nth < 200; nth++) {
    display.show([`Line ${nth}`, ""]);
    await ticker.advance(1);
  }
  await ticker.advance(1_100);
  far()?.release();
  await ticker.advance(5_000);
  expect(emulated.lines[0]).toBe("Line 199".padEnd(20));
  expect(display.condition().state).toBe("ready");
});

test("at the end it shows nothing", async () => {
  const { emulated, display, ticker } = await openRig("escpos");
  display.show(["Coffee", "45,00"]);
  await ticker.advance(10);
  const ended = display.stop();
  await ticker.advance(10);
  await ended;
  expect([emulated.lines, display.condition().state]).toEqual([[BLANK, BLANK], "absent"]);
});
