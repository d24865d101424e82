import { create } from "qrcode";
import type { QrModules } from "../../frames/escpos/raster.ts";

/** Largest content drawn; a code of more cannot be read from thermal paper of this width. */
const CONTENT_MAX_BYTES = 1_000;

/** Modules of a QR code at error level M; null when the content is empty or too long. */
export function qrModules(content: string): QrModules | null {
  const bytes = new TextEncoder().encode(content);
  if (bytes.length === 0 || bytes.length > CONTENT_MAX_BYTES) return null;
  const { modules } = create([{ data: bytes, mode: "byte" }], { errorCorrectionLevel: "M" });
  return { size: modules.size, isBlack: (row, column) => modules.get(row, column) !== 0 };
}
