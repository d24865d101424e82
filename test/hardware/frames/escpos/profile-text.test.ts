import { describe, expect, test } from "vitest";
import { PRINTER_PROFILES } from "../../../../hardware/drivers/escpos/profiles.ts";
import {
  PAGE_CANDIDATES,
  profileFrom,
  ruler,
  WIDTHS,
} from "../../../../hardware/frames/escpos/characterisation.ts";
import { profileText, readProfileText } from "../../../../hardware/frames/escpos/profile-text.ts";

const LINE = "own 48x576 cp858@19 cut=partial qr=native right=position status=2 proof=id drops";

describe("a profile as a line of text", () => {
  test("is read back as it was written", () => {
    for (const profile of PRINTER_PROFILES.filter((each) => each.language === "escpos")) {
      const line = profileText(profile);
      const read = readProfileText(line);
      expect(read).toBeDefined();
      if (read !== undefined) expect(profileText(read)).toBe(line);
      expect(read).toMatchObject({ columns: profile.columns, proof: profile.proof, cutter: profile.cutter });
      expect(line.length).toBeLessThanOrEqual(120);
    }
  });

  test.each([
    ["a name", "epson-80"],
    ["a page nobody has", LINE.replace("cp858", "cp999")],
    ["a page number no byte holds", LINE.replace("@19", "@256")],
    ["a cutter nobody built", LINE.replace("partial", "sideways")],
    ["codes drawn otherwise", LINE.replace("native", "by-hand")],
    ["a side put otherwise", LINE.replace("position", "luck")],
    ["a proof of another kind", LINE.replace("proof=id", "proof=oath")],
    ["codes of another word", LINE.replace("qr=native", "qr=paint")],
    ["a level there is not", LINE.replace("status=2", "status=3")],
    ["more behind it", `${LINE} more`],
  ])("is not taken from %s", (_what, text) => {
    expect(readProfileText(text)).toBeUndefined();
  });
});

describe("answers", () => {
  const asked = { answersStatus: true, pushesStatus: false, answersInTurn: false, provesById: false };
  const answers = {
    pageLabel: 1,
    columns: 48,
    seen: { picture: true, code: false, position: false },
    cut: "full",
  } as const;

  test("and asking make a profile", () => {
    expect(profileFrom(answers, asked)).toMatchObject({
      columns: 48,
      dots: 576,
      codePage: { number: 19, name: "cp858" },
      cutter: "full",
      qr: "raster",
      rightSide: "spaces",
      statusLevel: 1,
      proof: "none",
      dropsBuffers: false,
    });
  });

  test("that fit no line or no width make none", () => {
    expect(profileFrom({ ...answers, pageLabel: undefined }, asked)).toBeUndefined();
    expect(profileFrom({ ...answers, columns: 40 }, asked)).toBeUndefined();
  });

  test("choose from lines with labels of their own and rulers of their own length", () => {
    expect(new Set(PAGE_CANDIDATES.map(({ label }) => label)).size).toBe(PAGE_CANDIDATES.length);
    for (const { columns } of WIDTHS) expect(ruler(columns)).toHaveLength(columns);
  });
});
