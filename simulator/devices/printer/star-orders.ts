import type { Order, Reading } from "./orders.ts";

/** Star Line mode, as far as receipts use it: bytes to orders, as strict as `readOrder` is about ESC/POS. */

const ESC = 0x1b;
const GS = 0x1d;
const RS = 0x1e;

const whole = (order: Order): Reading => ({ order });
const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;

type Fixed = readonly [length: number, read: (bytes: Uint8Array) => Order];

const setting = (): Order => ({ is: "setting" });
/** Figures may be sent as numbers or as ASCII digits. */
const figure = (byte: number): number => (byte >= 0x30 ? byte - 0x30 : byte);

/** ESC and one more byte. */
const AFTER_ESC: ReadonlyMap<number, Fixed> = new Map<number, Fixed>([
  [0x40, [2, () => ({ is: "initialise" })]],
  [0x45, [2, () => ({ is: "bold", on: true })]],
  [0x46, [2, () => ({ is: "bold", on: false })]],
  [0x30, [2, setting]],
  [0x34, [2, setting]],
  [0x35, [2, setting]],
  [0x52, [3, (b) => ({ is: "international-set", number: at(b, 2) })]],
  [0x7a, [3, setting]],
  [0x20, [3, setting]],
  [0x2d, [3, setting]],
  [0x6c, [3, setting]],
  [0x51, [3, setting]],
  [0x73, [4, setting]],
  [0x61, [3, (b) => ({ is: "feed", lines: at(b, 2) })]],
  [0x4a, [3, (b) => ({ is: "feed-dots", dots: 2 * at(b, 2) })]],
  [0x69, [4, (b) => ({ is: "size", height: figure(at(b, 2)) + 1, width: figure(at(b, 3)) + 1 })]],
  [0x64, [3, (b) => readCut(figure(at(b, 2)))]],
  [0x07, [4, setting]],
  // Done when it arrived.
  [0x06, [3, () => ({ is: "real-time" })]],
]);

/** ESC GS and one more byte. */
const AFTER_ESC_GS: ReadonlyMap<number, Fixed> = new Map<number, Fixed>([
  [0x74, [4, (b) => ({ is: "code-page", number: at(b, 3) })]],
  [0x61, [4, (b) => ({ is: "align", side: figure(at(b, 3)) })]],
  [0x41, [5, (b) => ({ is: "move-to", dots: at(b, 3) + 256 * at(b, 4) })]],
  [0x52, [5, (b) => ({ is: "move-by", dots: ((at(b, 3) + 256 * at(b, 4)) << 16) >> 16 })]],
  [0x03, [6, setting]],
]);

/** ESC RS and one more byte. */
const AFTER_ESC_RS: ReadonlyMap<number, Fixed> = new Map<number, Fixed>([
  [0x46, [4, setting]],
  [0x61, [4, (b) => ({ is: "push-status", bits: figure(at(b, 3)) })]],
  [0x45, [4, () => ({ is: "reset-proofs" })]],
]);

export function readStarOrder(bytes: Uint8Array): Reading {
  const first = at(bytes, 0);
  if (first >= 0x20) return whole({ is: "letters", bytes: [first] });
  if (first === 0x0a) return whole({ is: "line-feed" });
  if (first === 0x17) return whole({ is: "count-proof" });
  if (first === 0x07 || first === 0x1a)
    return whole({ is: "drawer", pin: first === 0x07 ? 2 : 5, onMs: 100, offMs: 500 });
  // Upside-down printing, off and on.
  if (first === 0x12 || first === 0x0f) return whole({ is: "setting" });
  if (first === 0x00) return whole({ is: "nothing" });
  if (first !== ESC) return whole({ is: "unknown" });
  if (bytes.length < 2) return { needsBytes: 2 };
  const second = at(bytes, 1);
  if (second === GS || second === RS) return readGroup(second, bytes);
  if (second === 0x58) return readColumns(bytes);
  if (second === 0x6b) return readRows(bytes);
  if (second === 0x62) return readBarcode(bytes);
  return readFixed(AFTER_ESC.get(second), bytes);
}

function readFixed(fixed: Fixed | undefined, bytes: Uint8Array): Reading {
  if (fixed === undefined) return whole({ is: "unknown" });
  const [length, read] = fixed;
  return bytes.length < length ? { needsBytes: length } : whole(read(bytes));
}

function readGroup(group: number, bytes: Uint8Array): Reading {
  if (bytes.length < 3) return { needsBytes: 3 };
  const third = at(bytes, 2);
  if (group === RS) return readFixed(AFTER_ESC_RS.get(third), bytes);
  if (third === 0x79) return readQr(bytes);
  if (third === 0x53) return readRaster(bytes);
  return readFixed(AFTER_ESC_GS.get(third), bytes);
}

function readCut(how: number): Order {
  if (how > 3) return { is: "unknown" };
  return { is: "cut", how: how % 2 === 0 ? "full" : "partial", feeds: how >= 2 };
}

/** ESC X nL nH and three bytes a column. */
function readColumns(bytes: Uint8Array): Reading {
  if (bytes.length < 4) return { needsBytes: 4 };
  const widthDots = at(bytes, 2) + 256 * at(bytes, 3);
  const length = 4 + 3 * widthDots;
  if (bytes.length < length) return { needsBytes: length };
  const widthBytes = Math.ceil(widthDots / 8);
  const image = new Uint8Array(widthBytes * 24);
  for (let x = 0; x < widthDots; x++) {
    for (let row = 0; row < 24; row++) {
      if ((at(bytes, 4 + x * 3 + (row >> 3)) & (0x80 >> (row & 7))) === 0) continue;
      const place = row * widthBytes + (x >> 3);
      image[place] = (image[place] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return whole({ is: "raster", widthBytes, rows: 24, image, endsWithFeed: true });
}

/** ESC k nL nH and 24 rows of bytes. */
function readRows(bytes: Uint8Array): Reading {
  if (bytes.length < 4) return { needsBytes: 4 };
  const widthBytes = at(bytes, 2) + 256 * at(bytes, 3);
  const length = 4 + 24 * widthBytes;
  return bytes.length < length
    ? { needsBytes: length }
    : whole({ is: "raster", widthBytes, rows: 24, image: bytes.slice(4), endsWithFeed: true });
}

/** ESC GS S 1 xL xH yL yH 0: rows of bytes. */
function readRaster(bytes: Uint8Array): Reading {
  if (bytes.length < 9) return { needsBytes: 9 };
  const widthBytes = at(bytes, 4) + 256 * at(bytes, 5);
  const rows = at(bytes, 6) + 256 * at(bytes, 7);
  const length = 9 + widthBytes * rows;
  return bytes.length < length
    ? { needsBytes: length }
    : whole({ is: "raster", widthBytes, rows, image: bytes.slice(9) });
}

/** ESC b n1 n2 n3 n4 data RS. */
function readBarcode(bytes: Uint8Array): Reading {
  if (bytes.length < 7 || bytes.at(-1) !== RS) return { needsBytes: Math.max(7, bytes.length + 1) };
  // 3 is JAN-13, as EAN-13 is called there.
  const system = figure(at(bytes, 2)) === 3 ? 2 : -1;
  return whole({ is: "barcode", system, content: bytes.slice(6, -1) });
}

/** ESC GS y S k n settings, D 1 m nL nH content, P print; told to the same store as GS ( k. */
function readQr(bytes: Uint8Array): Reading {
  if (bytes.length < 4) return { needsBytes: 4 };
  switch (at(bytes, 3)) {
    case 0x50:
      return whole({ is: "qr", setting: 0x51, content: Uint8Array.of(0x30) });
    case 0x53:
      if (bytes.length < 6) return { needsBytes: 6 };
      return whole(
        at(bytes, 4) === 0x32 ? { is: "qr", setting: 0x43, content: bytes.slice(5, 6) } : { is: "setting" },
      );
    case 0x44: {
      if (bytes.length < 8) return { needsBytes: 8 };
      const length = 8 + at(bytes, 6) + 256 * at(bytes, 7);
      if (bytes.length < length) return { needsBytes: length };
      return whole({ is: "qr", setting: 0x50, content: Uint8Array.from([0x30, ...bytes.subarray(8)]) });
    }
    default:
      return whole({ is: "unknown" });
  }
}
