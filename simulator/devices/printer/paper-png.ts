import { PNG } from "pngjs";
import { burn, type Canvas, type Strip, stripDots } from "./ink.ts";

/** A piece of paper as it left the printer, or what still hangs out of it. */
export interface PieceOfPaper {
  readonly strips: readonly Strip[];
  readonly ended: "full cut" | "partial cut" | "torn off" | "still in the printer";
}

export interface PrintedPaper {
  /** Printable width; the paper itself is wider. */
  readonly widthDots: number;
  readonly pieces: readonly PieceOfPaper[];
}

/** White left and right of what can be printed: 80 mm paper is 640 dots wide, 58 mm paper 464. */
const MARGIN_DOTS = { wide: 32, narrow: 40 } as const;
const NARROW_DOTS = 440;
/** Paper above the first and below the last line of a piece. */
const LEAD_DOTS = 24;
/** Between two pieces. */
const KNIFE_DOTS = 32;
/** About four metres; what came before is left out. */
const LONGEST_DOTS = 32_000;

const PAPER = 0xff;
const INK = 0x00;
const TABLE = 0xb0;

/** The paper as a PNG, one pixel a dot, its pieces one below the other with the cuts between them. */
export function paperPng(paper: PrintedPaper): Buffer {
  const margin = paper.widthDots > NARROW_DOTS ? MARGIN_DOTS.wide : MARGIN_DOTS.narrow;
  const width = paper.widthDots + 2 * margin;
  const pieces = latestThatFit(paper.pieces);
  const height = Math.max(
    1,
    pieces.reduce((total, piece) => total + pieceDots(piece) + KNIFE_DOTS, 0),
  );
  const png = new PNG({ width, height, inputColorType: 0, inputHasAlpha: false, colorType: 0 });
  const pixels = Buffer.alloc(width * height, PAPER);
  let top = 0;
  for (const piece of pieces) {
    const bottom = top + pieceDots(piece);
    const canvas: Canvas = {
      widthDots: paper.widthDots,
      black: (x, y) => {
        if (x >= 0 && x < paper.widthDots && y >= top && y < bottom) pixels[y * width + margin + x] = INK;
      },
    };
    let at = top + LEAD_DOTS;
    for (const strip of piece.strips) {
      burn(strip, at, canvas);
      at += stripDots(strip);
    }
    drawEnd(piece.ended, pixels, width, bottom);
    top = bottom + KNIFE_DOTS;
  }
  png.data = pixels;
  return PNG.sync.write(png, { inputColorType: 0, inputHasAlpha: false, colorType: 0, bitDepth: 8 });
}

function pieceDots(piece: PieceOfPaper): number {
  return piece.strips.reduce((total, strip) => total + stripDots(strip), 2 * LEAD_DOTS);
}

function latestThatFit(pieces: readonly PieceOfPaper[]): readonly PieceOfPaper[] {
  let left = LONGEST_DOTS;
  const fitting: PieceOfPaper[] = [];
  for (const piece of pieces.toReversed()) {
    left -= pieceDots(piece) + KNIFE_DOTS;
    if (left < 0 && fitting.length > 0) break;
    fitting.unshift(piece);
  }
  return fitting;
}

/** How the edge between paper and table runs: straight, straight with a bridge left standing, or torn. */
function drawEnd(ended: PieceOfPaper["ended"], pixels: Buffer, width: number, fromRow: number): void {
  for (let x = 0; x < width; x++) {
    const bridge = ended === "partial cut" && Math.abs(x - width / 2) < 8;
    const tooth = ended === "torn off" ? Math.abs((x % 24) - 12) : 0;
    for (let row = 0; row < KNIFE_DOTS; row++) {
      if (bridge || row < tooth || ended === "still in the printer") continue;
      pixels[(fromRow + row) * width + x] = TABLE;
    }
  }
}
