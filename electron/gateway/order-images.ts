import { z } from "zod";
import { type Fault, failed, fault, type Outcome } from "../core/fault.ts";
import type { Api } from "./api.ts";
import { firstFault } from "./limits.ts";
import { imageIdFault, said } from "./order-errors.ts";
import { settle } from "./settle.ts";

export const IMAGE_BYTES_MAX = 2_000_000;
export const IMAGE_HEIGHT_PX_MIN = 167;

const imageAnswer = z.object({ imageId: z.string() });

/** The first thing the API would refuse about a picture. */
export function imageFault(image: Uint8Array): Fault | undefined {
  const bad = (what: string) => fault("gateway/bad-request", what);
  if (image.length > IMAGE_BYTES_MAX)
    return bad(`the image must be at most ${IMAGE_BYTES_MAX} bytes, got ${image.length}`);
  const heightPx = heightPxOf(image);
  if (heightPx === undefined) return bad("the image must be PNG or JPEG");
  if (heightPx < IMAGE_HEIGHT_PX_MIN)
    return bad(`the image must be at least ${IMAGE_HEIGHT_PX_MIN} pixels high, got ${heightPx}`);
  return undefined;
}

/** `POST /order-management/v1/images`. Call `imageFault` first. */
export async function addImage(api: Api, imageId: string, image: Uint8Array): Promise<Outcome<undefined>> {
  const wrong = firstFault(imageIdFault(imageId), imageFault(image));
  if (wrong !== undefined) return failed(wrong);
  const deed = `upload of image ${imageId}`;
  const body = { imageId, src: base64(image), type: "base64" };
  const reply = await api.ask({ deed, effect: "write", method: "POST", path: "/order-management/v1/images", body });
  return settle(reply, {
    deed,
    said,
    shape: imageAnswer,
    reading: (answer) => (answer.imageId === imageId ? { value: undefined } : { wrong: "another image" }),
  });
}

const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** PNG: IHDR comes first, the height in bytes 20 to 23. JPEG: the first start-of-frame segment holds it. */
function heightPxOf(image: Uint8Array): number | undefined {
  const bytes = new DataView(image.buffer, image.byteOffset, image.byteLength);
  if (image.length >= 24 && PNG_START.every((byte, at) => image[at] === byte)) return bytes.getUint32(20);
  if (image.length < 4 || bytes.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 7 <= image.length && image[at] === 0xff; at += 2 + bytes.getUint16(at + 2)) {
    const marker = image[at + 1] ?? 0;
    // Of C0 to CF, three are tables and no frames.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return bytes.getUint16(at + 5);
  }
  return undefined;
}

/** A multiple of three, so that no part but the last is padded, and few enough to be arguments of one call. */
const PART_BYTES = 24_576;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PART_BYTES)));
  return text;
}
