import type { Slip, SlipPart } from "../../contract.ts";
import { languageOf } from "../printer-languages.ts";
import { printable, type Replacement, toPageBytes } from "./code-page.ts";
import { LF } from "./commands.ts";
import type { PrinterLanguage } from "./language.ts";
import { layRow, wrap } from "./layout.ts";
import type { PrinterProfile } from "./profile.ts";
import { type Bitmap, drawModules, type QrModules, QUIET_MODULES } from "./raster.ts";
import { type LogoKey, printStoredLogo } from "./stored-logo.ts";

/** One command or one line of text: a status request may stand before or after it, never inside. */
export interface PrinterCommand {
  readonly bytes: Uint8Array;
  /** Paper it moves, at the default line spacing. */
  readonly paperMm: number;
}

export interface EncodedSlip {
  readonly commands: readonly PrinterCommand[];
  readonly byteLength: number;
  readonly paperMm: number;
  /** Letters the printer's page lacks, in order of appearance. */
  readonly replaced: readonly Replacement[];
}

/** Turns the content of a QR code into modules; null when it is more than one code can hold. */
export type QrDrawing = (content: string) => QrModules | null;

const LINE_MM = 4.25;
const DOTS_PER_MM = 8;
/** The tallest logo there may be. */
const LOGO_MM = 40;
/** From the print head to the knife. */
const KNIFE_MM = 15;
/** Lines fed where there is no knife, so that the receipt can be torn off. */
const TEAR_LINES = 5;
/** A QR code this wide is read from a hand's distance; as an image it is smaller, because each dot crosses the line. */
const QR_WANTED_DOTS = { native: 288, raster: 180 } as const;
const LARGEST_MODULE_DOTS = 8;

/** Above every slip: kept by the printer under a key, or sent as a picture. */
export type SlipLogo = { readonly storedAs: LogoKey } | { readonly picture: Bitmap };

/** The whole slip as bytes for one make of printer, beginning with the preamble. */
export function encodeSlip(slip: Slip, profile: PrinterProfile, drawQr: QrDrawing, logo?: SlipLogo): EncodedSlip {
  const encoder = new SlipEncoder(profile, drawQr);
  if (logo !== undefined) encoder.addLogo(logo);
  for (const part of slip.parts) encoder.add(part);
  return encoder.finish();
}

interface LetterStyle {
  readonly align: "left" | "centre" | "right";
  readonly bold: boolean;
  readonly size: 1 | 2;
}

const PLAIN: LetterStyle = { align: "left", bold: false, size: 1 };

class SlipEncoder {
  readonly #profile: PrinterProfile;
  readonly #language: PrinterLanguage;
  readonly #drawQr: QrDrawing;
  readonly #commands: PrinterCommand[] = [];
  readonly #replaced: Replacement[] = [];
  #style = PLAIN;

  constructor(profile: PrinterProfile, drawQr: QrDrawing) {
    this.#profile = profile;
    this.#drawQr = drawQr;
    this.#language = languageOf(profile);
    this.#push(this.#language.preamble(profile), 0);
  }

  add(part: SlipPart): void {
    switch (part.part) {
      case "text":
        this.#text(part);
        break;
      case "row":
        this.#row(part);
        break;
      case "rule":
        this.#rule();
        break;
      case "feed":
        this.#feed(part.lines);
        break;
      case "qr":
        this.#qr(part.content);
        break;
      case "cut":
        this.#cut();
        break;
    }
  }

  addLogo(logo: SlipLogo): void {
    this.#wear({ ...PLAIN, align: "centre" });
    if ("storedAs" in logo) {
      this.#push(printStoredLogo(logo.storedAs), LOGO_MM);
      return;
    }
    const bands = this.#language.picture(logo.picture);
    for (const band of bands) this.#push(band, logo.picture.heightDots / DOTS_PER_MM / bands.length);
  }

  finish(): EncodedSlip {
    this.#wear(PLAIN);
    const sum = (of: (one: PrinterCommand) => number) => this.#commands.reduce((total, one) => total + of(one), 0);
    return {
      commands: this.#commands,
      byteLength: sum((one) => one.bytes.length),
      paperMm: sum((one) => one.paperMm),
      replaced: this.#replaced,
    };
  }

  #text(part: Extract<SlipPart, { part: "text" }>): void {
    const size = part.size ?? 1;
    this.#wear({ align: part.align ?? "left", bold: part.bold ?? false, size });
    for (const line of this.#fit(part.text)) {
      for (const piece of wrap(line, this.#columns(size))) this.#line(this.#letters(piece));
    }
  }

  #row(part: Extract<SlipPart, { part: "row" }>): void {
    const size = part.size ?? 1;
    this.#wear({ align: "left", bold: part.bold ?? false, size });
    const left = this.#fit(part.left).join(" ");
    const right = this.#fit(part.right).join(" ");
    for (const line of layRow(left, right, this.#columns(size))) {
      this.#line(line.right === "" ? this.#letters(line.left) : this.#bothSides(line.left, line.right));
    }
  }

  #bothSides(left: string, right: string): number[] {
    const columns = this.#columns(this.#style.size);
    const gap = columns - left.length - right.length;
    if (this.#profile.rightSide === "spaces") return this.#letters(left + " ".repeat(gap) + right);
    const letterDots = this.#profile.letterDots * this.#style.size;
    return [
      ...this.#letters(left),
      ...this.#language.moveTo((columns - right.length) * letterDots),
      ...this.#letters(right),
    ];
  }

  #rule(): void {
    this.#wear(PLAIN);
    this.#line(this.#letters("-".repeat(this.#profile.columns)));
  }

  #feed(lines: number): void {
    const whole = Math.min(Math.max(Math.round(lines), 0), 255);
    if (whole > 0) this.#push(this.#language.feedLines(whole), whole * LINE_MM);
  }

  #cut(): void {
    this.#wear(PLAIN);
    const { cutter } = this.#profile;
    if (cutter === "none") this.#feed(TEAR_LINES);
    else this.#push(this.#language.cut(cutter), KNIFE_MM);
  }

  /** Content a code cannot hold, or too wide for the paper, is printed as text: readable by a person at least. */
  #qr(content: string): void {
    const modules = this.#drawQr(content);
    const widthModules = modules === null ? Number.POSITIVE_INFINITY : modules.size + 2 * QUIET_MODULES;
    const moduleDots = Math.min(
      LARGEST_MODULE_DOTS,
      Math.max(Math.floor(QR_WANTED_DOTS[this.#profile.qr] / widthModules), 2),
      Math.floor(this.#profile.dots / widthModules),
    );
    if (modules === null || moduleDots < 1) {
      this.#text({ part: "text", text: content });
      return;
    }
    this.#wear({ ...PLAIN, align: "centre" });
    const paperMm = (widthModules * moduleDots) / DOTS_PER_MM;
    const bytes = new TextEncoder().encode(content);
    // A control byte in the content could read as a real-time command; as image data it is made harmless.
    if (this.#profile.qr === "raster" || bytes.some((byte) => byte < 0x20)) {
      const bands = this.#language.picture(drawModules(modules, moduleDots));
      for (const band of bands) this.#push(band, paperMm / bands.length);
    } else {
      // The printer draws no white border above and below; readers want one.
      const border = this.#language.feedDots(QUIET_MODULES * moduleDots);
      const commands = [border, ...this.#language.qrCode(bytes, moduleDots), border];
      for (const one of commands) this.#push(one, paperMm / commands.length);
    }
  }

  /** Splits at line ends, then fits every line to the printer's page. */
  #fit(text: string): string[] {
    return text.split(/\r\n|\r|\n/).map((line) => {
      const fitted = printable(line, this.#profile.codePage.name);
      this.#replaced.push(...fitted.replaced);
      return fitted.text;
    });
  }

  #columns(size: 1 | 2): number {
    return Math.floor(this.#profile.columns / size);
  }

  #letters(text: string): number[] {
    return toPageBytes(text, this.#profile.codePage.name);
  }

  #line(bytes: number[]): void {
    this.#push([...bytes, LF], LINE_MM * this.#style.size);
  }

  /** Sends only what changes; always between lines, where alignment is honoured. */
  #wear(style: LetterStyle): void {
    if (style.align !== this.#style.align) this.#push(this.#language.align(style.align), 0);
    if (style.bold !== this.#style.bold) this.#push(this.#language.bold(style.bold), 0);
    if (style.size !== this.#style.size) this.#push(this.#language.letterSize(style.size), 0);
    this.#style = style;
  }

  #push(bytes: ArrayLike<number>, paperMm: number): void {
    this.#commands.push({ bytes: Uint8Array.from(bytes), paperMm });
  }
}
