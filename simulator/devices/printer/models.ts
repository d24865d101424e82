/** A printer as it is built: what it understands, how much it remembers, how fast it moves. */
export interface PrinterModel {
  /** What it takes bytes for. */
  readonly language: "escpos" | "star-line";
  readonly maker: string;
  readonly model: string;
  readonly columns: number;
  readonly dots: number;
  readonly letterDots: number;
  /** ESC t n: the makes disagree on the numbers. */
  readonly pages: Readonly<Record<number, string>>;
  readonly cutter: boolean;
  /** GS ( k. */
  readonly drawsQr: boolean;
  /** GS ( L. */
  readonly keepsPictures: boolean;
  /** GS ( H. */
  readonly provesById: boolean;
  /** GS r. */
  readonly answersInTurn: boolean;
  /** DLE EOT. */
  readonly answersStatus: boolean;
  /** GS a. */
  readonly pushesStatus: boolean;
  /** GS I with text answers. */
  readonly namesItself: boolean;
  /** DLE DC4 8. */
  readonly dropsBuffers: boolean;
  /** Wakes, and comes out of ESC @, reading two bytes as one Chinese letter until FS . ends it. */
  readonly wakesInTwoByteLetters: boolean;
  /** Receive buffer; what does not fit is lost. */
  readonly bufferBytes: number;
  readonly paperMmPerSecond: number;
}

/** Not in any library: the few letters of it that matter here are made in `pageLetter`. */
export const KATAKANA = "katakana";

const EPSON_PAGES = { 0: "cp437", 1: KATAKANA, 2: "cp850", 5: "cp865", 16: "windows1252", 19: "cp858" };
const ZIJIANG_PAGES = { 0: "cp437", 2: "cp850", 53: "cp858", 58: "cp865", 71: "windows1252" };

const epson80: PrinterModel = {
  language: "escpos",
  maker: "EPSON",
  model: "TM-T20III",
  columns: 48,
  dots: 576,
  letterDots: 12,
  pages: EPSON_PAGES,
  cutter: true,
  drawsQr: true,
  keepsPictures: true,
  provesById: true,
  answersInTurn: true,
  answersStatus: true,
  pushesStatus: true,
  namesItself: true,
  dropsBuffers: true,
  wakesInTwoByteLetters: false,
  bufferBytes: 4_096,
  paperMmPerSecond: 200,
};

const clone80: PrinterModel = {
  ...epson80,
  maker: "",
  model: "80 mm clone",
  keepsPictures: false,
  provesById: false,
  namesItself: false,
  dropsBuffers: false,
  wakesInTwoByteLetters: true,
  bufferBytes: 16_384,
  paperMmPerSecond: 150,
};

const clone58: PrinterModel = {
  ...clone80,
  model: "58 mm clone",
  columns: 32,
  dots: 384,
  pages: ZIJIANG_PAGES,
  cutter: false,
  drawsQr: false,
  pushesStatus: false,
  bufferBytes: 4_096,
  paperMmPerSecond: 70,
};

const starLine: PrinterModel = {
  ...epson80,
  language: "star-line",
  maker: "STAR",
  model: "TSP654",
  pages: { 0: "cp437", 1: "cp437", 4: "cp858", 9: "cp865", 32: "windows1252" },
  namesItself: false,
  dropsBuffers: false,
  paperMmPerSecond: 150,
};

/** The emulated machines, under the names of the driver's profiles they answer to. */
export const MODELS: Readonly<Record<string, PrinterModel>> = {
  "epson-80": epson80,
  "epson-tm-t88": { ...epson80, model: "TM-T88V", columns: 42, dots: 512, paperMmPerSecond: 300 },
  "citizen-80": {
    ...epson80,
    maker: "CITIZEN",
    model: "CT-S651",
    provesById: false,
    dropsBuffers: false,
    paperMmPerSecond: 200,
  },
  "bixolon-80": {
    ...epson80,
    maker: "BIXOLON",
    model: "SRP-S300",
    provesById: false,
    dropsBuffers: false,
    paperMmPerSecond: 150,
  },
  "star-escpos": { ...clone80, maker: "STAR", model: "TSP", pages: { 0: "cp437", 4: "cp858", 9: "cp865" } },
  "star-line-80": starLine,
  "star-line-58": { ...starLine, columns: 32, dots: 384, cutter: false, paperMmPerSecond: 70 },
  "generic-80": clone80,
  "generic-58": clone58,
  "pos-5890": { ...clone58, model: "POS-5890", pushesStatus: false },
  "output-only-58": { ...clone58, model: "output only", answersStatus: false, answersInTurn: false },
};
