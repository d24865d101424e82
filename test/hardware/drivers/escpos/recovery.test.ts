import { describe, expect, test } from "vitest";
import { benchPrinter, RECEIPT } from "./printer-bench.ts";

const MIDDLE = 200;
/** Nobody can know that a printer found on a new line waits for image data: the first question falls into it. */
const ASKED_INSIDE_AN_IMAGE = ["a real-time command inside 1d 76 30 00"];
const isWhole = (text: string | undefined): boolean =>
  ["Kafé Ærlig", "Takk for besøket"].every((part) => text?.includes(part));

describe("after a receipt that failed in the middle", () => {
  test.each(["epson-80", "citizen-80", "generic-80", "generic-58", "star-line-80"])(
    "%s: new paper, the fragment comes out first, then the next receipt is whole",
    async (profile) => {
      const { printer, print, emulator, ticker, texts } = await benchPrinter({ profile });
      emulator.take({ is: "paper-out-at", byte: emulator.workedBytes + MIDDLE });
      expect(await print(RECEIPT)).toMatchObject({ is: "failed", nothingPrinted: false });
      emulator.becomes({ paper: "enough" });
      await ticker.advance(2_500);
      expect(printer.condition().state).toBe("ready");
      expect(await print(RECEIPT)).toEqual({ is: "printed" });
      expect(isWhole(texts().at(-1))).toBe(true);
      expect(texts().length).toBeGreaterThanOrEqual(2);
      expect(texts().at(-1)?.match(/Ærlig/g)).toHaveLength(1);
    },
  );

  test("a printer that can drop its buffers prints nothing by itself when the new paper is in", async () => {
    const { print, emulator, ticker, texts } = await benchPrinter({ profile: "epson-80" });
    emulator.take({ is: "paper-out-at", byte: emulator.workedBytes + MIDDLE });
    await print(RECEIPT);
    const lines = emulator.paper.length;
    emulator.becomes({ paper: "enough" });
    await ticker.advance(10_000);
    expect(texts()).toEqual([]);
    expect(emulator.paper).toHaveLength(lines);
  });

  test("a cable pulled inside an image is mended with blank bytes before the next receipt", async () => {
    const { print, emulator, cable, ticker, texts } = await benchPrinter({
      profile: "generic-80",
      baudRate: 9_600,
    });
    emulator.take({ is: "unplug-at", byte: emulator.workedBytes + 1_500 });
    expect(await print(RECEIPT)).toMatchObject({ is: "failed", nothingPrinted: false });
    cable.plug();
    await ticker.advance(3_000);
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(isWhole(texts().at(-1))).toBe(true);
    expect(emulator.violations).toEqual(ASKED_INSIDE_AN_IMAGE);
  });

  test("a printer found waiting for the rest of an image is freed by the first receipt", async () => {
    const { print, emulator, cable, ticker, texts } = await benchPrinter({ profile: "epson-80" });
    cable.unplug();
    emulator.hear(Uint8Array.of(0x1d, 0x76, 0x30, 0x00, 0x20, 0x00, 0x80, 0x00));
    cable.plug();
    await ticker.advance(3_000);
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(isWhole(texts().at(-1))).toBe(true);
    expect(emulator.violations).toEqual(ASKED_INSIDE_AN_IMAGE);
  });

  test("a stuck knife is told to go on once the cover was opened and closed", async () => {
    const { printer, print, emulator, ticker, texts } = await benchPrinter({ profile: "epson-80" });
    emulator.take({ is: "cutter-jam" });
    expect(await print(RECEIPT)).toMatchObject({ is: "failed", nothingPrinted: false });
    await ticker.advance(10_000);
    expect(printer.condition().what).toContain("knife is stuck");
    emulator.becomes({ coverOpen: true });
    emulator.clearKnife();
    await ticker.advance(500);
    emulator.becomes({ coverOpen: false });
    await ticker.advance(3_000);
    expect(printer.condition().state).toBe("ready");
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(isWhole(texts().at(-1))).toBe(true);
  });

  test("a knife freed without opening the cover is told to go on by the next receipt", async () => {
    const { print, emulator } = await benchPrinter({ profile: "citizen-80" });
    emulator.take({ is: "cutter-jam" });
    await print(RECEIPT);
    emulator.clearKnife();
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
  });

  test("power lost and back: the next receipt is whole and in the right letters", async () => {
    for (const profile of ["epson-80", "generic-58"]) {
      const { print, emulator, ticker, texts } = await benchPrinter({ profile, baudRate: 9_600 });
      emulator.take({ is: "power-loss-at", byte: emulator.workedBytes + MIDDLE });
      expect((await print(RECEIPT)).is).toBe("unconfirmed");
      emulator.switchOn();
      await ticker.advance(10_000);
      expect(await print(RECEIPT)).toEqual({ is: "printed" });
      expect(isWhole(texts().at(-1))).toBe(true);
    }
  });
});

describe("a proof that came too late", () => {
  test.each(["epson-80", "citizen-80", "star-line-80"])(
    "%s: is not taken for the next receipt's",
    async (profile) => {
      const { print, emulator, texts } = await benchPrinter({ profile });
      // The first receipt takes so long that nobody waits for its proof; the second runs out of paper.
      emulator.take({ is: "slow", mmPerSecond: 8 });
      expect((await print(RECEIPT)).is).toBe("unconfirmed");
      emulator.heal();
      emulator.take({ is: "paper-out-at-line", line: 14 });
      const second = await print(RECEIPT);
      expect(second.is).not.toBe("printed");
      expect(texts().filter(isWhole)).toHaveLength(1);
    },
  );

  test("a receipt after an unconfirmed one is proved again", async () => {
    for (const profile of ["epson-80", "citizen-80"]) {
      const { print, emulator } = await benchPrinter({ profile });
      emulator.take({ is: "no-proof" });
      expect((await print(RECEIPT)).is).toBe("unconfirmed");
      emulator.heal();
      expect(await print(RECEIPT)).toEqual({ is: "printed" });
    }
  });
});

describe("a stray byte", () => {
  test("is not taken for a proof, even one that looks like it", async () => {
    const { print, emulator, disturb } = await benchPrinter({ profile: "citizen-80" });
    emulator.take({ is: "no-proof" });
    const outcome = await print(RECEIPT, (ms) => {
      if (ms === 2_000) disturb(0x00);
    });
    expect(outcome.is).toBe("unconfirmed");
  });

  test("beside an answer makes the printer be asked again", async () => {
    const { print, emulator, disturb } = await benchPrinter({ profile: "citizen-80" });
    emulator.take({ is: "slow", mmPerSecond: 40 });
    const outcome = await print(RECEIPT, (ms) => {
      if (ms >= 500 && ms < 520) disturb(0x00, 0xff);
    });
    expect(outcome).toEqual({ is: "printed" });
  });
});

describe("a printer that only listens", () => {
  test("gets one receipt after the other without waiting for answers that never come", async () => {
    const { print, ticker, texts } = await benchPrinter({ profile: "output-only-58" });
    expect((await print(RECEIPT)).is).toBe("unconfirmed");
    const startMs = ticker.nowMs();
    expect((await print(RECEIPT)).is).toBe("unconfirmed");
    expect(ticker.nowMs() - startMs).toBeLessThan(9_000);
    expect(texts().filter(isWhole)).toHaveLength(2);
  });
});

describe("flow control", () => {
  const LONG = {
    id: "long",
    parts: [...Array(14).fill(RECEIPT.parts.slice(0, -1)).flat(), { part: "cut" }],
  } as const;

  test("without any, a long receipt does not overrun a slow printer with a small buffer", async () => {
    const { print, emulator } = await benchPrinter({ profile: "epson-80", baudRate: 115_200 });
    expect(await print(LONG)).toEqual({ is: "printed" });
    expect(emulator.lostBytes).toBe(0);
  });

  test("a printer that holds the line is waited for", async () => {
    const { print, emulator } = await benchPrinter({
      profile: "epson-80",
      baudRate: 115_200,
      flowControl: "rts-cts",
      emulatorFlowControl: "hold",
    });
    expect(await print(LONG)).toEqual({ is: "printed" });
    expect(emulator.lostBytes).toBe(0);
  });

  test("bytes stuck before a held line are not sent when it goes on", async () => {
    const longer = { id: "longer", parts: [...LONG.parts, ...LONG.parts, ...LONG.parts] };
    const bench = await benchPrinter({ profile: "epson-80", baudRate: 115_200, flowControl: "rts-cts" });
    const { print, emulator, ticker, holdLine } = bench;
    const outcome = await print(longer, (ms) => {
      if (ms === 100) holdLine(true);
      if (ms === 2_000) emulator.becomes({ paper: "out" });
    });
    expect(outcome).toMatchObject({ is: "failed", nothingPrinted: false });
    const lines = emulator.paper.length;
    holdLine(false);
    await ticker.advance(10_000);
    emulator.becomes({ paper: "enough" });
    await ticker.advance(10_000);
    expect(emulator.paper).toHaveLength(lines);
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
  });

  test("a printer that holds the line for want of paper is not waited for to the end", async () => {
    const { print, emulator, ticker, printer } = await benchPrinter({
      profile: "epson-80",
      baudRate: 115_200,
      flowControl: "rts-cts",
      emulatorFlowControl: "hold",
    });
    emulator.take({ is: "paper-out-at", byte: emulator.workedBytes + MIDDLE });
    expect(await print(LONG)).toEqual({
      is: "failed",
      nothingPrinted: false,
      what: "The printer is out of paper: put in a new roll.",
    });
    const lines = emulator.paper.length;
    await ticker.advance(5_000);
    emulator.becomes({ paper: "enough" });
    await ticker.advance(10_000);
    expect(emulator.paper).toHaveLength(lines);
    expect(printer.condition().state).toBe("ready");
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
  });
});
