import { describe, expect, test } from "vitest";
import type { Slip } from "../../../../hardware/contract.ts";
import { createEscposPrinter } from "../../../../hardware/drivers/escpos/escpos-printer.ts";
import { createMemoryCable } from "../../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { benchPrinter, RECEIPT } from "./printer-bench.ts";

const short = (id: string): Slip => ({ id, parts: [{ part: "text", text: `Receipt ${id}` }, { part: "cut" }] });

describe("a healthy printer", () => {
  test("prints a receipt, proves it, and is ready before and after", async () => {
    const { printer, print, texts, emulator } = await benchPrinter({ profile: "epson-80" });
    expect(printer.condition()).toEqual({ state: "ready", what: "Ready." });
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(texts()).toEqual([
      [
        "       Kafé Ærlig",
        "             Storgata 1, 0155 Oslo",
        "-".repeat(48),
        `Kaffe latte${" ".repeat(32)}52,00`,
        "Rundstykke med brunost og jordbærsyltetøy",
        `fra Ås gård${" ".repeat(32)}39,00`,
        "-".repeat(48),
        `Sum${" ".repeat(16)}91,00`,
        "",
        "[QR https://example.com/receipt/7f3a]",
        "                Takk for besøket",
      ].join("\n"),
    ]);
    expect(emulator.violations).toEqual([]);
    expect(printer.condition().state).toBe("ready");
  });

  test.each([
    "epson-80",
    "epson-tm-t88",
    "citizen-80",
    "bixolon-80",
    "star-escpos",
    "star-line-80",
    "star-line-58",
    "generic-80",
    "generic-58",
    "pos-5890",
  ])("of profile %s is sent nothing its make does not understand", async (profile) => {
    const { print, texts, emulator } = await benchPrinter({ profile });
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(emulator.violations).toEqual([]);
    expect(emulator.lostBytes).toBe(0);
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain("Takk for besøket");
    expect(texts()[0]).toMatch(/Kaffe latte +52,00/);
    expect(texts()[0]).toContain("[QR https://example.com/receipt/7f3a]");
  });

  test("prints waiting slips whole and in order, never mixed", async () => {
    const { printer, settle, texts } = await benchPrinter({ profile: "epson-80", baudRate: 9_600 });
    const outcomes = Promise.all(["1", "2", "3"].map((id) => printer.print({ ...RECEIPT, id })));
    expect(await settle(outcomes)).toEqual(Array(3).fill({ is: "printed" }));
    expect(texts()).toHaveLength(3);
    expect(new Set(texts()).size).toBe(1);
  });

  test("lets eight slips wait and refuses the next at once, with nothing printed", async () => {
    const { printer, settle, texts } = await benchPrinter({ profile: "epson-80", drawer: {} });
    const waiting = Array.from({ length: 9 }, (_, at) => printer.print(short(String(at))));
    expect(await printer.print(short("one too many"))).toEqual({
      is: "failed",
      nothingPrinted: true,
      what: "Too many receipts are waiting for the printer.",
    });
    expect(await printer.kickDrawer()).toBe("refused");
    await settle(Promise.all(waiting));
    expect(texts()).toEqual(Array.from({ length: 9 }, (_, at) => `Receipt ${at}`));
  });

  test("opens the drawer once and proves it", async () => {
    const { printer, settle, emulator } = await benchPrinter({ profile: "epson-80", drawer: {} });
    expect(await settle(printer.kickDrawer())).toBe("fired");
    expect(emulator.drawerKicks).toBe(1);
  });

  test("reports letters it has to spell otherwise", async () => {
    const ticker = new ManualTicker();
    const replaced: unknown[] = [];
    const printer = createEscposPrinter({
      spec: {
        id: "till",
        kind: "printer",
        driver: "escpos",
        profile: "epson-80",
        line: { kind: "tcp", host: "printer.example", port: 9100 },
      },
      opener: createMemoryCable({ ticker, device: () => undefined }).opener,
      ticker,
      onReplaced: (slipId, letters) => replaced.push(slipId, letters),
    });
    const printed = printer.print({ id: "7", parts: [{ part: "text", text: "“Łódź”" }] });
    await printer.stop();
    await printed;
    expect(replaced).toEqual([
      "7",
      [
        { from: "“", to: '"' },
        { from: "Ł", to: "L" },
        { from: "ź", to: "z" },
        { from: "”", to: '"' },
      ],
    ]);
  });

  test("is not given a receipt without end", async () => {
    const { printer } = await benchPrinter({ profile: "epson-80" });
    const endless = { id: "endless", parts: Array(2_000).fill({ part: "rule" }) };
    expect(await printer.print(endless)).toMatchObject({ is: "failed", nothingPrinted: true });
  });

  test("of unknown profile is a mistake in the configuration", () => {
    const ticker = new ManualTicker();
    const create = () =>
      createEscposPrinter({
        spec: {
          id: "till",
          kind: "printer",
          driver: "escpos",
          profile: "quill",
          line: { kind: "tcp", host: "h", port: 1 },
        },
        opener: createMemoryCable({ ticker, device: () => undefined }).opener,
        ticker,
      });
    expect(create).toThrow("no printer profile is called quill");
  });
});

describe("a printer that cannot print now", () => {
  test.each([
    ["paper", { paper: "out" }, "fault", "The printer is out of paper: put in a new roll."],
    ["cover", { coverOpen: true }, "fault", "The printer's cover is open: close it."],
    [
      "power",
      { fault: "unrecoverable" },
      "fault",
      "The printer has stopped for a fault: switch it off and on again.",
    ],
  ] as const)("says why and takes nothing: %s", async (_cause, change, state, what) => {
    for (const profile of ["epson-80", "generic-58"]) {
      const { printer, print, emulator, ticker, texts } = await benchPrinter({ profile });
      emulator.becomes(change);
      await ticker.advance(2_500);
      expect(printer.condition()).toMatchObject({ state, what });
      const worked = emulator.workedBytes;
      expect(await print(RECEIPT)).toEqual({ is: "failed", nothingPrinted: true, what });
      expect(emulator.workedBytes).toBe(worked);
      expect(texts()).toEqual([]);
    }
  });

  test("says so at once where the printer reports by itself", async () => {
    const { printer, emulator, ticker } = await benchPrinter({ profile: "epson-80" });
    emulator.becomes({ coverOpen: true });
    await ticker.advance(20);
    expect(printer.condition().what).toBe("The printer's cover is open: close it.");
    emulator.becomes({ coverOpen: false });
    await ticker.advance(20);
    expect(printer.condition().state).toBe("ready");
  });

  test("near the end of its paper prints and asks for a new roll", async () => {
    const { printer, print, emulator, ticker } = await benchPrinter({ profile: "epson-80" });
    emulator.becomes({ paper: "near-end" });
    await ticker.advance(20);
    expect(printer.condition()).toMatchObject({
      state: "degraded",
      what: "The paper is nearly used up: have a new roll at hand.",
    });
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
  });

  test("with its head too hot is degraded, not broken", async () => {
    const { printer, print, emulator, ticker } = await benchPrinter({ profile: "epson-80" });
    emulator.becomes({ fault: "head-hot" });
    await ticker.advance(20);
    expect(printer.condition().state).toBe("degraded");
    expect(await print(RECEIPT)).toEqual({
      is: "failed",
      nothingPrinted: true,
      what: "The print head is too hot: it goes on by itself when it has cooled.",
    });
    emulator.becomes({ fault: "none" });
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
  });

  test("that answers nothing is a fault with a remedy, and is asked again and again", async () => {
    const { printer, print, emulator, ticker } = await benchPrinter({ profile: "epson-80" });
    emulator.switchOff();
    await ticker.advance(20_000);
    expect(printer.condition().state).toBe("fault");
    expect(printer.condition().what).toContain("does not answer");
    const outcome = await print(RECEIPT);
    expect(outcome).toMatchObject({ is: "failed", nothingPrinted: true });
    emulator.switchOn();
    await ticker.advance(10_000);
    expect(printer.condition().state).toBe("ready");
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
  });

  test("that was off when the program started comes up by itself", async () => {
    const { printer, print, emulator, ticker, texts } = await benchPrinter({
      profile: "epson-80",
      faults: [{ is: "silence-at", byte: 1 }],
    });
    await ticker.advance(10_000);
    expect(printer.condition().state).toBe("fault");
    emulator.heal();
    await ticker.advance(5_000);
    expect(printer.condition().state).toBe("ready");
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(texts().at(-1)).toContain("Takk for besøket");
  });

  test("that only listens is ready and says what that is worth", async () => {
    const { printer, print, settle, texts } = await benchPrinter({ profile: "output-only-58", drawer: {} });
    expect(printer.condition().state).toBe("ready");
    expect(printer.condition().what).toContain("without confirmation");
    expect((await print(RECEIPT)).is).toBe("unconfirmed");
    expect(texts()[0]).toContain("Takk for besøket");
    expect(await settle(printer.kickDrawer())).toBe("unknown");
  });

  test("is refused a receipt while its cable is out, and prints after it is back", async () => {
    const { printer, print, cable, ticker, texts } = await benchPrinter({ profile: "epson-80" });
    cable.unplug();
    await ticker.advance(1_000);
    expect(printer.condition().state).toBe("absent");
    expect(await print(RECEIPT)).toMatchObject({ is: "failed", nothingPrinted: true });
    expect(await printer.kickDrawer()).toBe("refused");
    cable.plug();
    await ticker.advance(1_000);
    expect(printer.condition().state).toBe("ready");
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(texts()).toHaveLength(1);
  });
});

describe("stopping", () => {
  test("ends what is being printed and what waits, and leaves no timer behind", async () => {
    const { printer, settle, ticker } = await benchPrinter({ profile: "epson-80", baudRate: 9_600 });
    const first = printer.print(RECEIPT);
    const second = printer.print(RECEIPT);
    await ticker.advance(100);
    await settle(printer.stop());
    expect(await settle(first)).toMatchObject({ is: "failed", nothingPrinted: false });
    expect(await settle(second)).toMatchObject({ is: "failed", nothingPrinted: true });
    expect(await printer.print(RECEIPT)).toMatchObject({ is: "failed", nothingPrinted: true });
    expect(await printer.kickDrawer()).toBe("refused");
    expect(printer.condition().state).toBe("absent");
    await ticker.advance(10_000);
    expect(ticker.waiting).toBe(0);
  });
});
