import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import { readProfileText } from "../../frames/escpos/profile-text.ts";

const CP858 = "cp858" as const;

/** Epson TM with 80 mm paper at 203 dpi: TM-T20, T70II, T82, m30 and those that copy them faithfully. */
const epson80: PrinterProfile = {
  name: "epson-80",
  language: "escpos",
  columns: 48,
  dots: 576,
  letterDots: 12,
  codePage: { number: 19, name: CP858 },
  cutter: "partial",
  qr: "native",
  rightSide: "position",
  statusLevel: 2,
  proof: "GS ( H",
  dropsBuffers: true,
  storesLogo: true,
  bufferBytes: 4_096,
  paperMmPerSecond: 150,
  drawerPin: 2,
};

/** What most 80 mm printers of unknown make do; nothing is asked of them that some of them lack. */
const generic80: PrinterProfile = {
  ...epson80,
  name: "generic-80",
  qr: "raster",
  rightSide: "spaces",
  proof: "GS r",
  dropsBuffers: false,
  storesLogo: false,
  paperMmPerSecond: 100,
};

const generic58: PrinterProfile = {
  ...generic80,
  name: "generic-58",
  columns: 32,
  dots: 384,
  codePage: { number: 53, name: CP858 },
  cutter: "none",
  statusLevel: 1,
  paperMmPerSecond: 60,
};

/** Star's own language, as its printers leave the factory. */
const starLine80: PrinterProfile = {
  ...epson80,
  name: "star-line-80",
  language: "star-line",
  codePage: { number: 4, name: CP858 },
  statusLevel: 1,
  proof: "ETB",
  dropsBuffers: false,
  storesLogo: false,
  paperMmPerSecond: 100,
};

/**
 * Profiles by name. Code page numbers follow the makes' own tables; buffers are the smallest the make has sold, and
 * paper speeds the slowest.
 */
export const PRINTER_PROFILES: readonly PrinterProfile[] = [
  epson80,
  { ...epson80, name: "epson-tm-t88", columns: 42, dots: 512 },
  { ...epson80, name: "citizen-80", proof: "GS r", dropsBuffers: false },
  { ...epson80, name: "bixolon-80", proof: "GS r", dropsBuffers: false, storesLogo: false },
  // The subset a Star's ESC/POS emulation shares with Epson.
  { ...generic80, name: "star-escpos", codePage: { number: 4, name: CP858 } },
  starLine80,
  { ...starLine80, name: "star-line-58", columns: 32, dots: 384, cutter: "none", paperMmPerSecond: 60 },
  generic80,
  { ...generic80, name: "wincor-th230", codePage: { number: 6, name: CP858 } },
  { ...generic80, name: "yhdaa-80", codePage: { number: 14, name: CP858 } },
  { ...generic80, name: "kefar-80", codePage: { number: 31, name: CP858 } },
  generic58,
  { ...generic58, name: "epson-page-58", codePage: { number: 19, name: CP858 } },
  { ...generic58, name: "pos-5890", bufferBytes: 2_048 },
  // Nothing comes back: a receipt can be sent, never confirmed.
  { ...generic58, name: "output-only-58", statusLevel: 0, proof: "none" },
  { ...generic80, name: "output-only-80", statusLevel: 0, proof: "none" },
];

/** A profile by its name, or one written out as the characterisation of a printer writes it. */
export function printerProfile(name: string): PrinterProfile | undefined {
  return PRINTER_PROFILES.find((profile) => profile.name === name) ?? readProfileText(name);
}
