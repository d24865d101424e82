import type { TerminalConfig } from "./schema.ts";

const MM_PER_INCH = 25.4;
/**
 * A code of 35 mm with its quiet zone: four modules on each side of at least 25. Vipps MobilePay asks that a code can be
 * scanned from where the customer stands.
 */
const CODE_WITH_MARGIN_MM = 35 * (33 / 25);

/** A style rule that keeps codes large enough for a phone on a screen of this density. */
export function densityCss({
  pixelsPerInch,
}: Partial<Pick<TerminalConfig["display"], "pixelsPerInch">> & object): string | undefined {
  if (pixelsPerInch === undefined) return undefined;
  return `:root:root { --qr-least: ${codeLeastPx(pixelsPerInch)}px; }`;
}

/** The least side of a code with its quiet zone, in CSS pixels. */
export function codeLeastPx(pixelsPerInch: number): number {
  return Math.ceil((CODE_WITH_MARGIN_MM * pixelsPerInch) / MM_PER_INCH);
}
