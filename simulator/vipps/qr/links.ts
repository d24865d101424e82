import type { World } from "../world.ts";

/** What a one-time payment QR says; a phone that scans it opens the payment. */
export const paymentQrOf = (world: World, token: string): string => `${world.baseUrl}/q/${token}`;
/** What a sticker with a merchant callback QR says; a scan tells the merchant who is there. */
export const callbackQrOf = (world: World, code: string): string => `${world.baseUrl}/c/${code}`;
/** What a merchant redirect QR says; a scan opens the merchant's page. */
export const redirectQrOf = (world: World, code: string): string => `${world.baseUrl}/r/${code}`;

export type ImageKind = "svg" | "png";

/** The address of a drawn QR. `subject` names what it shows; without a border four modules stay white. */
export function qrImageOf(
  world: World,
  subject: Readonly<Record<string, string>>,
  kind: ImageKind,
  sizePx: number,
  borderPx?: number,
): string {
  const query = new URLSearchParams({ ...subject, size: String(sizePx) });
  if (borderPx !== undefined) query.set("border", String(borderPx));
  return `${world.baseUrl}/qr/generate/qr.${kind}?${query}`;
}
