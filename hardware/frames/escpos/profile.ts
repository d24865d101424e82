import type { CodePageName } from "./code-page.ts";

/** How a printer can prove that a receipt is on paper; see the driver for what each is worth. */
export type PrintProof = "GS ( H" | "GS r" | "ETB" | "none";

/** What sets one make of receipt printer apart from the next. */
export interface PrinterProfile {
  readonly name: string;
  /** ESC/POS, or Star's own Line mode. */
  readonly language: "escpos" | "star-line";
  /** Letters of font A on one line. */
  readonly columns: number;
  /** Printable width. */
  readonly dots: number;
  /** Width of a font A letter. */
  readonly letterDots: number;
  /** The one page in use; its number is the make's own. */
  readonly codePage: { readonly number: number; readonly name: CodePageName };
  readonly cutter: "full" | "partial" | "none";
  readonly qr: "native" | "raster";
  /** Where the right side of a row is put: by ESC $, or by spaces on makes that lack it. */
  readonly rightSide: "position" | "spaces";
  /** 0 says nothing; 1 answers DLE EOT; 2 also pushes changes (GS a). */
  readonly statusLevel: 0 | 1 | 2;
  readonly proof: PrintProof;
  /** DLE DC4 8 is understood: an unfinished receipt can be dropped instead of printed later. */
  readonly dropsBuffers: boolean;
  /** GS ( L with keys is understood: a logo is kept by the printer. */
  readonly storesLogo: boolean;
  /** Receive buffer; bytes beyond it are lost in silence. */
  readonly bufferBytes: number;
  /** Slowest paper speed with text, for the time a receipt may take and for pacing without flow control. */
  readonly paperMmPerSecond: number;
  /** The drawer's connector pin. */
  readonly drawerPin: 2 | 5;
}
