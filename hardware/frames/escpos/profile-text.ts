import type { CodePageName } from "./code-page.ts";
import type { PrinterProfile } from "./profile.ts";

const PAGES: readonly CodePageName[] = ["cp437", "cp850", "cp858", "cp865", "windows1252"];
const CUTTERS = ["full", "partial", "none"] as const;
const CODES = ["native", "raster"] as const;
const SIDES = ["position", "spaces"] as const;
/** Proofs by words without spaces. */
const PROOFS = { id: "GS ( H", turn: "GS r", none: "none" } as const;

/** Receive buffer and paper speed nobody can see on a slip: what the smallest and slowest printers have. */
const SAFE = { bufferBytes: 4_096, paperMmPerSecond: 60, letterDots: 12, drawerPin: 2, storesLogo: false } as const;

const SHAPE =
  /^own (\d{2})x(\d{3}) (\w+)@(\d{1,3}) cut=(\w+) qr=(\w+) right=(\w+) status=([012]) proof=(\w+)( drops)?$/;

/**
 * A characterised ESC/POS printer as one line of text, which a configuration can hold in place of a profile's name and
 * people can hand on: `own 48x576 cp858@19 cut=partial qr=native right=position status=2 proof=id drops`.
 */
export function profileText(profile: Omit<PrinterProfile, "name">): string {
  const { columns, dots, codePage, cutter, qr, rightSide, statusLevel } = profile;
  const proof = profile.proof === "GS ( H" ? "id" : profile.proof === "GS r" ? "turn" : "none";
  return [
    `own ${columns}x${dots} ${codePage.name}@${codePage.number} cut=${cutter} qr=${qr}`,
    `right=${rightSide} status=${statusLevel} proof=${proof}${profile.dropsBuffers ? " drops" : ""}`,
  ].join(" ");
}

/** Reads such a line; undefined when it is none. */
export function readProfileText(text: string): PrinterProfile | undefined {
  const found = SHAPE.exec(text);
  if (found === null) return undefined;
  const [, columns, dots, page, number, cut, code, side, status, proof, drops] = found;
  const name = PAGES.find((each) => each === page);
  const cutter = CUTTERS.find((each) => each === cut);
  const qr = CODES.find((each) => each === code);
  const rightSide = SIDES.find((each) => each === side);
  const statusLevel = ([0, 1, 2] as const).find((each) => String(each) === status);
  const proven = Object.entries(PROOFS).find(([word]) => word === proof);
  if (!name || !cutter || !qr || !rightSide || statusLevel === undefined || !proven || Number(number) > 255) {
    return undefined;
  }
  return {
    ...SAFE,
    name: text,
    language: "escpos",
    columns: Number(columns),
    dots: Number(dots),
    codePage: { number: Number(number), name },
    cutter,
    qr,
    rightSide,
    statusLevel,
    proof: proven[1],
    dropsBuffers: drops !== undefined,
  };
}
