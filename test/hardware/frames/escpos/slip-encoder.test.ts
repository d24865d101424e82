import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Slip, SlipPart } from "../../../../hardware/contract.ts";
import { PRINTER_PROFILES, printerProfile } from "../../../../hardware/drivers/escpos/profiles.ts";
import { qrModules } from "../../../../hardware/drivers/escpos/qr-modules.ts";
import { ESCPOS } from "../../../../hardware/frames/escpos/language.ts";
import type { PrinterProfile } from "../../../../hardware/frames/escpos/profile.ts";
import { encodeSlip } from "../../../../hardware/frames/escpos/slip-encoder.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { MODELS, type PrinterModel } from "../../../../simulator/devices/printer/models.ts";
import { paperText } from "../../../../simulator/devices/printer/paper.ts";
import { PrinterEmulator } from "../../../../simulator/devices/printer/printer-emulator.ts";

const profileOf = (name: string): PrinterProfile => {
  const profile = printerProfile(name);
  if (profile === undefined) throw new Error(name);
  return profile;
};

const EPSON = profileOf("epson-80");
const GENERIC = profileOf("generic-58");

const encode = (parts: readonly SlipPart[], profile: PrinterProfile) =>
  encodeSlip({ id: "1", parts }, profile, qrModules);

/** The bytes after the preamble, as hex with one group a command. */
function said(parts: readonly SlipPart[], profile = EPSON): string[] {
  return encode(parts, profile)
    .commands.slice(1)
    .map((one) => Array.from(one.bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
}

const letters = (text: string): string => Buffer.from(text, "latin1").toString("hex");

function onPaper(slip: Slip, profile: PrinterProfile, model: PrinterModel | string) {
  const emulator = new PrinterEmulator({
    model: { ...(typeof model === "string" ? (MODELS[model] as PrinterModel) : model), bufferBytes: 1e6 },
    ticker: new ManualTicker(),
    faults: [{ is: "slow", mmPerSecond: Number.POSITIVE_INFINITY }],
  });
  for (const command of encodeSlip(slip, profile, qrModules).commands) emulator.hear(command.bytes);
  return emulator;
}

describe("a slip as bytes", () => {
  test("begins by putting the printer into a known state", () => {
    expect(Buffer.from(ESCPOS.preamble(EPSON)).toString("hex")).toBe("1b401c2e1b74131b52001d61ff");
    expect(Buffer.from(ESCPOS.preamble(GENERIC)).toString("hex")).toBe("1b401c2e1b74351b5200");
    expect(encode([], EPSON).commands).toHaveLength(1);
  });

  test("changes modes only where they differ, and ends plain", () => {
    expect(
      said([
        { part: "text", text: "A", align: "centre", bold: true, size: 2 },
        { part: "text", text: "B", align: "right" },
        { part: "text", text: "C" },
      ]),
    ).toEqual(["1b6101", "1b4501", "1d2111", "410a", "1b6102", "1b4500", "1d2100", "420a", "1b6100", "430a"]);
    expect(said([{ part: "text", text: "A", bold: true }]).at(-1)).toBe("1b4500");
  });

  test("sets the right side of a row by position, or by spaces where the printer lacks that", () => {
    const row = { part: "row", left: "Kaffe", right: "35,00" } as const;
    expect(said([row])).toEqual([`${letters("Kaffe")}1b240402${letters("35,00")}0a`]);
    expect(said([row], GENERIC)).toEqual([`${letters(`Kaffe${" ".repeat(22)}35,00`)}0a`]);
    expect(said([{ ...row, size: 2 }])[1]).toBe(`${letters("Kaffe")}1b24c801${letters("35,00")}0a`);
  });

  test("rules, feeds and cuts by the printer's own measures", () => {
    expect(said([{ part: "rule" }], GENERIC)).toEqual([`${"2d".repeat(32)}0a`]);
    expect(said([{ part: "feed", lines: 2 }])).toEqual(["1b6402"]);
    expect(
      said([
        { part: "feed", lines: -1 },
        { part: "feed", lines: 0 },
      ]),
    ).toEqual([]);
    expect(said([{ part: "feed", lines: 9_999 }])).toEqual(["1b64ff"]);
    expect(said([{ part: "cut" }])).toEqual(["1d564200"]);
    expect(said([{ part: "cut" }], { ...EPSON, cutter: "full" })).toEqual(["1d564100"]);
    expect(said([{ part: "cut" }], GENERIC)).toEqual(["1b6405"]);
  });

  test("breaks text at line ends and at the paper's edge", () => {
    expect(said([{ part: "text", text: "a\r\nb\n\nc" }])).toEqual(["610a", "620a", "0a", "630a"]);
    expect(said([{ part: "text", text: "x".repeat(33) }], GENERIC)).toEqual([`${"78".repeat(32)}0a`, "780a"]);
    expect(said([{ part: "text", text: "x".repeat(17), size: 2 }], GENERIC).slice(1, 3)).toEqual([
      `${"78".repeat(16)}0a`,
      "780a",
    ]);
  });

  test("reports the letters it had to spell otherwise", () => {
    const encoded = encode([{ part: "text", text: "Łódź" }], EPSON);
    expect(encoded.replaced).toEqual([
      { from: "Ł", to: "L" },
      { from: "ź", to: "z" },
    ]);
  });

  test("draws a QR code by the printer, or as an image where it cannot, or where content holds control bytes", () => {
    const qr = { part: "qr", content: "https://example.com/r/1" } as const;
    expect(said([qr]).filter((one) => one.startsWith("1d286b"))).toHaveLength(5);
    expect(said([qr], GENERIC).every((one) => !one.startsWith("1d286b"))).toBe(true);
    expect(said([qr], GENERIC).some((one) => one.startsWith("1d763000"))).toBe(true);
    const risky = said([{ part: "qr", content: "\u0010\u0004\u0001" }]);
    expect(risky.some((one) => one.startsWith("1d763000"))).toBe(true);
    expect(risky.join("")).not.toContain("100401");
  });

  test("prints as text what no QR code on this paper can hold", () => {
    expect(said([{ part: "qr", content: "x".repeat(1_001) }])[0]).toBe(`${"78".repeat(48)}0a`);
    const narrow = said([{ part: "qr", content: "https://example.com" }], { ...GENERIC, dots: 20 });
    expect(narrow[0]).toBe(`${letters("https://example.com")}0a`);
  });

  test("tells how long it is and how much paper it moves", () => {
    const encoded = encode([{ part: "text", text: "A" }, { part: "cut" }], EPSON);
    expect(encoded.byteLength).toBe(ESCPOS.preamble(EPSON).length + 2 + 4);
    expect(encoded.paperMm).toBeCloseTo(4.25 + 15);
  });
});

const part: fc.Arbitrary<SlipPart> = fc.oneof(
  fc.record({
    part: fc.constant("text" as const),
    text: fc.string({ unit: "binary", maxLength: 80 }),
    align: fc.constantFrom("left", "centre", "right"),
    bold: fc.boolean(),
    size: fc.constantFrom(1, 2),
  }),
  fc.record({
    part: fc.constant("row" as const),
    left: fc.string({ unit: "grapheme", maxLength: 60 }),
    right: fc.string({ maxLength: 60 }),
    bold: fc.boolean(),
    size: fc.constantFrom(1, 2),
  }),
  fc.constant({ part: "rule" as const }),
  fc.record({ part: fc.constant("feed" as const), lines: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    part: fc.constant("qr" as const),
    content: fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
  }),
  fc.constant({ part: "cut" as const }),
);

describe("any slip at all", () => {
  test.each(Object.keys(MODELS))("is understood by %s to the last byte and overruns no line", (name) => {
    const profile = profileOf(name);
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const emulator = onPaper({ id: "1", parts }, profile, name);
        expect(emulator.violations).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("carries no letter that is a command: text is printed as it stands", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~æøåÆØÅäöÄÖ€§]{1,40}$/), (text) => {
        const emulator = onPaper({ id: "1", parts: [{ part: "text", text }, { part: "cut" }] }, EPSON, "epson-80");
        expect(paperText(emulator.receipts[0]?.lines ?? [])).toBe(text.trimEnd());
      }),
      { numRuns: 300 },
    );
  });
});

describe("profiles", () => {
  test.each(PRINTER_PROFILES.map((profile) => [profile.name, profile] as const))(
    "%s is sound",
    (_name, profile) => {
      expect(profile.columns * profile.letterDots).toBeLessThanOrEqual(profile.dots);
      expect(profile.bufferBytes).toBeGreaterThanOrEqual(1_024);
      if (profile.proof !== "none") expect(profile.statusLevel).toBeGreaterThan(0);
    },
  );
});

describe("a logo above a slip", () => {
  const bitmap = { widthDots: 16, heightDots: 200, rows: new Uint8Array(400).fill(0xff) };
  const withLogo = (logo: Parameters<typeof encodeSlip>[3], profile: PrinterProfile) =>
    encodeSlip({ id: "1", parts: [{ part: "text", text: "A" }] }, profile, qrModules, logo)
      .commands.slice(1)
      .map((one) => Array.from(one.bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));

  test("that the printer keeps is one short command, centred", () => {
    expect(withLogo({ storedAs: [0x61, 0x42] }, EPSON)).toEqual([
      "1b6101",
      "1d284c0600304561420101",
      "1b6100",
      `${letters("A")}0a`,
    ]);
  });

  test("that it does not keep is sent in bands, each with its share of paper", () => {
    const [align, first, second] = withLogo({ picture: bitmap }, GENERIC);
    expect(align).toBe("1b6101");
    expect(first).toMatch(/^1d76300002008000ff/);
    expect(second).toMatch(/^1d76300002004800ff/);
    const { paperMm } = encodeSlip({ id: "1", parts: [] }, GENERIC, qrModules, { picture: bitmap });
    expect(paperMm).toBeCloseTo(25);
  });
});
