import { GS } from "./commands.ts";
import { type Bitmap, withoutRealTimeCommands } from "./raster.ts";

/** Two characters under which a printer keeps a picture. */
export type LogoKey = readonly [first: number, second: number];

/** Ours begin with a small letter; other programs use digits and capitals. */
const OURS = { from: 0x61, count: 26 } as const;
const SECOND = { from: 0x20, count: 95 } as const;
/** Between the key of a picture and that of its seal. */
const SEAL_STEP = 13;

/**
 * A logo that takes more bytes is not accepted: a printer that lost its host in the middle of one is given so many zeros and
 * is then known to be awake.
 */
export const LOGO_MAX_BYTES = 8_000;

/** The key of a picture follows from its dots, so that another picture has another key. */
export function logoKey(bitmap: Bitmap): LogoKey {
  const hash = [bitmap.widthDots, bitmap.heightDots, ...bitmap.rows].reduce(
    (before, byte) => Math.imul(before ^ byte, 0x01000193) >>> 0,
    0x811c9dc5,
  );
  return [OURS.from + (hash % OURS.count), SECOND.from + (Math.floor(hash / OURS.count) % SECOND.count)];
}

/** A dot kept beside a picture once the printer has proved that it took the whole picture. */
export const sealKey = ([first, second]: LogoKey): LogoKey => [
  OURS.from + ((first - OURS.from + SEAL_STEP) % OURS.count),
  second,
];

export const isOurKey = ([first]: LogoKey): boolean => first >= OURS.from && first < OURS.from + OURS.count;

/** GS ( L function 67: keeps a picture over power cuts. Printers allow about ten of these a day. */
export function storeLogo(key: LogoKey, bitmap: Bitmap): number[] {
  const { widthDots, heightDots, rows } = bitmap;
  const length = 11 + rows.length;
  return [
    ...[GS, 0x28, 0x4c, length & 0xff, length >> 8, 0x30, 0x43, 0x30, ...key, 0x01],
    ...[widthDots & 0xff, widthDots >> 8, heightDots & 0xff, heightDots >> 8, 0x31],
    ...withoutRealTimeCommands(rows),
  ];
}

export const storeSeal = (key: LogoKey): number[] =>
  storeLogo(sealKey(key), { widthDots: 8, heightDots: 1, rows: Uint8Array.of(0x80) });

/** GS ( L function 69: prints the picture kept under a key, one dot for a dot. */
export const printStoredLogo = (key: LogoKey): number[] => [
  ...[GS, 0x28, 0x4c, 0x06, 0x00, 0x30, 0x45],
  ...key,
  0x01,
  0x01,
];

/** GS ( L function 66: forgets one picture. */
export const forgetLogo = (key: LogoKey): number[] => [GS, 0x28, 0x4c, 0x04, 0x00, 0x30, 0x42, ...key];

/** GS ( L function 64: answered with the keys of all pictures, in blocks that are acknowledged one by one. */
export const askLogoKeys = (): number[] => [GS, 0x28, 0x4c, 0x04, 0x00, 0x30, 0x40, 0x4b, 0x43];

/** ACK: the block was heard. */
export const acknowledge = (): number[] => [0x06];

/** GS ( L function 51: answered with the bytes still free for pictures. */
export const askLogoRoom = (): number[] => [GS, 0x28, 0x4c, 0x02, 0x00, 0x30, 0x33];

export interface LogoKeys {
  readonly keys: readonly LogoKey[];
  /** Another block follows. */
  readonly more: boolean;
}

/** Reads a block of keys (37 72 40|41 keys 00); null for any other. */
export function readLogoKeys(lead: number, body: Uint8Array): LogoKeys | null {
  const [name, status, ...characters] = body;
  if (lead !== 0x37 || name !== 0x72 || (status !== 0x40 && status !== 0x41) || characters.length % 2 !== 0)
    return null;
  const pairs = String.fromCharCode(...characters).match(/../gs) ?? [];
  const keys = pairs.map((pair): LogoKey => [pair.charCodeAt(0), pair.charCodeAt(1)]);
  return { keys, more: status === 0x41 };
}

/** Reads free bytes (37 31 digits 00); null for any other block. */
export function readLogoRoom(lead: number, body: Uint8Array): number | null {
  const digits = String.fromCharCode(...body.subarray(1));
  return lead === 0x37 && body[0] === 0x31 && /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

export const isSameKey = (one: LogoKey, other: LogoKey): boolean => one[0] === other[0] && one[1] === other[1];
