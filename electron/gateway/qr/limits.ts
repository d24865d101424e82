import { type Fault, fault } from "../../core/fault.ts";
import { textFault } from "../limits.ts";

/** `locationDescription`, shown in the customer's app after the scan. */
export const PLACE_CHARACTERS_MAX = 36;
export const REDIRECT_ID_CHARACTERS_MAX = 128;
/** `ttl` in seconds. */
export const REDIRECT_LIFE_S = { least: 300, most: 2_147_483_647 } as const;
/** Side of a picture in pixels. */
export const PICTURE_PX = { least: 100, most: 2_000 } as const;
/** The file gives no limit; more is no id of anybody's. */
const QR_ID_CHARACTERS_MAX = 128;

/** What the answer's link leads to: the text to draw oneself, a vector picture, or a picture of so many pixels. */
export type CodeLook =
  | { readonly as: "text" }
  | { readonly as: "svg" }
  | { readonly as: "png"; readonly sizePx: number };

/** Callback codes always come with their text, so only the picture can be chosen. */
export type PictureLook = Exclude<CodeLook, { readonly as: "text" }>;

function bad(what: string): Fault {
  return fault("gateway/bad-request", what);
}

export function lookFault(look: CodeLook): Fault | undefined {
  if (look.as !== "png") return undefined;
  return within("sizePx", look.sizePx, PICTURE_PX);
}

function within(
  field: string,
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): Fault | undefined {
  if (Number.isInteger(value) && value >= least && value <= most) return undefined;
  return bad(`${field} must be a whole number of ${least} to ${most}, got ${value}`);
}

/** `field` is `merchantQrId` or `beaconId`; it becomes one part of a path. */
export function qrIdFault(field: string, id: string): Fault | undefined {
  return (
    textFault(field, id, 1, QR_ID_CHARACTERS_MAX) ??
    (/\p{C}/u.test(id) || !/[^.]/.test(id)
      ? bad(`${field} must not hold control characters or be dots alone`)
      : undefined)
  );
}

export function placeFault(place: string): Fault | undefined {
  return textFault("locationDescription", place, 1, PLACE_CHARACTERS_MAX);
}

export function redirectIdFault(id: string): Fault | undefined {
  return (
    textFault("id", id, 1, REDIRECT_ID_CHARACTERS_MAX) ??
    (/^[-_+%æøåÆØÅ\w\s]*$/.test(id) ? undefined : bad("id must be letters, digits, spaces and any of - _ + %"))
  );
}

export function redirectUrlFault(url: string): Fault | undefined {
  return /^https:\/\/[\w.]+([\w#!:.?+=&%@\-/]+)?$/.test(url) && URL.canParse(url)
    ? undefined
    : bad("redirectUrl must be an https address of plain characters");
}

export function lifeFault(lifeS: number | undefined): Fault | undefined {
  return lifeS === undefined ? undefined : within("lifeS", lifeS, REDIRECT_LIFE_S);
}

/** The full text of a customer's code or token, as it was scanned or heard. Its value is never told on. */
export function scannedFault(field: string, text: string): Fault | undefined {
  return textFault(field, text, 1, 2_000);
}
