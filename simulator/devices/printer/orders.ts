/** GS ( L with keys: pictures kept over power cuts. */
export type StoreOrder =
  | {
      readonly is: "store-picture";
      readonly key: string;
      readonly widthDots: number;
      readonly rows: number;
      readonly image: Uint8Array;
    }
  | { readonly is: "forget-stored"; readonly key: string }
  | { readonly is: "list-stored" }
  | { readonly is: "room-for-stored" };

/** One command as the printer understood it. */
export type Order =
  | { readonly is: "letters"; readonly bytes: readonly number[] }
  | { readonly is: "line-feed" }
  | { readonly is: "initialise" }
  | { readonly is: "two-byte-letters"; readonly on: boolean }
  | { readonly is: "code-page"; readonly number: number }
  | { readonly is: "international-set"; readonly number: number }
  | { readonly is: "align"; readonly side: number }
  | { readonly is: "bold"; readonly on: boolean }
  | { readonly is: "size"; readonly width: number; readonly height: number }
  | { readonly is: "move-to"; readonly dots: number }
  | { readonly is: "feed"; readonly lines: number }
  | { readonly is: "feed-dots"; readonly dots: number }
  | { readonly is: "cut"; readonly how: "full" | "partial"; readonly feeds: boolean }
  | { readonly is: "drawer"; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  | { readonly is: "push-status"; readonly bits: number }
  | { readonly is: "answer-in-turn"; readonly about: number }
  | { readonly is: "identify"; readonly about: number }
  | { readonly is: "prove"; readonly id: readonly number[] }
  | { readonly is: "qr"; readonly setting: number; readonly content: Uint8Array }
  | { readonly is: "barcode"; readonly system: number; readonly content: Uint8Array }
  /** GS ( L and GS 8 L: kept first, printed by a later command. */
  | { readonly is: "keep-picture"; readonly widthDots: number; readonly rows: number; readonly image: Uint8Array }
  | { readonly is: "print-picture" }
  | { readonly is: "print-stored"; readonly key: string }
  | StoreOrder
  /** Understood, and makes no difference here: fonts, spacing, underlining, margins. */
  | { readonly is: "setting" }
  | { readonly is: "move-by"; readonly dots: number }
  | {
      readonly is: "raster";
      readonly widthBytes: number;
      readonly rows: number;
      readonly image: Uint8Array;
      /** The line feed that follows closes this band and moves no paper of its own. */
      readonly endsWithFeed?: true;
    }
  /** Star's ETB and its counter. */
  | { readonly is: "count-proof" }
  | { readonly is: "reset-proofs" }
  /** Done when it arrived; in its turn it is nothing. */
  | { readonly is: "real-time" }
  | { readonly is: "nothing" }
  | { readonly is: "unknown" };

/** Either a whole order, or how many bytes it takes before one can look again. */
export type Reading = { readonly order: Order } | { readonly needsBytes: number };

const whole = (order: Order): Reading => ({ order });

type Fixed = readonly [length: number, read: (bytes: Uint8Array) => Order];

const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;

/** Commands of fixed length by their first two bytes. */
const FIXED: ReadonlyMap<number, Fixed> = new Map<number, Fixed>([
  [0x1b40, [2, () => ({ is: "initialise" })]],
  [0x1c2e, [2, () => ({ is: "two-byte-letters", on: false })]],
  [0x1c26, [2, () => ({ is: "two-byte-letters", on: true })]],
  [0x1b74, [3, (b) => ({ is: "code-page", number: at(b, 2) })]],
  [0x1b52, [3, (b) => ({ is: "international-set", number: at(b, 2) })]],
  [0x1b61, [3, (b) => ({ is: "align", side: at(b, 2) & 3 })]],
  [0x1b45, [3, (b) => ({ is: "bold", on: (at(b, 2) & 1) === 1 })]],
  [0x1d21, [3, (b) => ({ is: "size", width: (at(b, 2) >> 4) + 1, height: (at(b, 2) & 7) + 1 })]],
  [0x1b24, [4, (b) => ({ is: "move-to", dots: at(b, 2) + 256 * at(b, 3) })]],
  [0x1b64, [3, (b) => ({ is: "feed", lines: at(b, 2) })]],
  [0x1b4a, [3, (b) => ({ is: "feed-dots", dots: at(b, 2) })]],
  [0x1b70, [5, (b) => drawer(b)]],
  [0x1d61, [3, (b) => ({ is: "push-status", bits: at(b, 2) })]],
  [0x1d72, [3, (b) => ({ is: "answer-in-turn", about: at(b, 2) })]],
  [0x1d49, [3, (b) => ({ is: "identify", about: at(b, 2) })]],
  [0x1b5c, [4, (b) => ({ is: "move-by", dots: ((at(b, 2) + 256 * at(b, 3)) << 16) >> 16 })]],
  ...[0x1b32].map((name): [number, Fixed] => [name, [2, () => ({ is: "setting" })]]),
  ...[0x1b4d, 0x1b20, 0x1b33, 0x1b7b, 0x1b2d, 0x1c2d, 0x1d42, 0x1c43].map((name): [number, Fixed] => [
    name,
    [3, () => ({ is: "setting" })],
  ]),
  ...[0x1c53, 0x1d4c, 0x1d57].map((name): [number, Fixed] => [name, [4, () => ({ is: "setting" })]]),
  [0x1d68, [3, () => ({ is: "setting" })]],
  [0x1d77, [3, () => ({ is: "setting" })]],
  [0x1d48, [3, () => ({ is: "setting" })]],
  [0x1d66, [3, () => ({ is: "setting" })]],
  [0x1004, [3, () => ({ is: "real-time" })]],
  [0x1005, [3, () => ({ is: "real-time" })]],
]);

/** Understands what the bytes begin with; they hold nothing but this one order. */
export function readOrder(bytes: Uint8Array): Reading {
  const first = at(bytes, 0);
  if (first >= 0x20) return whole({ is: "letters", bytes: [first] });
  if (first === 0x0a) return whole({ is: "line-feed" });
  if (first === 0x00 || first === 0x06) return whole({ is: "nothing" });
  if (first !== 0x1b && first !== 0x1c && first !== 0x1d && first !== 0x10) return whole({ is: "unknown" });
  if (bytes.length < 2) return { needsBytes: 2 };
  const name = (first << 8) | at(bytes, 1);
  const fixed = FIXED.get(name);
  if (fixed === undefined) return readLong(name, bytes);
  const [length, read] = fixed;
  return bytes.length < length ? { needsBytes: length } : whole(read(bytes));
}

/** Commands that say their own length. */
function readLong(name: number, bytes: Uint8Array): Reading {
  switch (name) {
    case 0x1014:
      return readRealTimeRequest(bytes);
    case 0x1d28:
    case 0x1c28:
      return readParenthesis(bytes);
    case 0x1d38:
      return readLongPicture(bytes);
    case 0x1d56:
      return readCut(bytes);
    case 0x1d6b:
      return readBarcode(bytes);
    case 0x1d76:
      return readRaster(bytes);
    default:
      return whole({ is: "unknown" });
  }
}

function drawer(bytes: Uint8Array): Order {
  const onMs = at(bytes, 3) * 2;
  return { is: "drawer", pin: (at(bytes, 2) & 1) === 0 ? 2 : 5, onMs, offMs: Math.max(at(bytes, 4) * 2, onMs) };
}

function readRealTimeRequest(bytes: Uint8Array): Reading {
  if (bytes.length < 3) return { needsBytes: 3 };
  const length = at(bytes, 2) === 0x08 ? 10 : 5;
  return bytes.length < length ? { needsBytes: length } : whole({ is: "real-time" });
}

function readCut(bytes: Uint8Array): Reading {
  if (bytes.length < 3) return { needsBytes: 3 };
  const form = at(bytes, 2);
  const how = (form & 1) === 0 ? "partial" : "full";
  if (form === 0x41 || form === 0x42) {
    return bytes.length < 4 ? { needsBytes: 4 } : whole({ is: "cut", how, feeds: true });
  }
  if ([0x00, 0x30].includes(form)) return whole({ is: "cut", how: "full", feeds: false });
  if ([0x01, 0x31].includes(form)) return whole({ is: "cut", how: "partial", feeds: false });
  return whole({ is: "unknown" });
}

/** GS ( x pL pH …: QR codes (k) and proof (H); any other is skipped by its length, as printers do. */
function readParenthesis(bytes: Uint8Array): Reading {
  if (bytes.length < 5) return { needsBytes: 5 };
  const length = 5 + at(bytes, 3) + 256 * at(bytes, 4);
  if (bytes.length < length) return { needsBytes: length };
  const parameters = bytes.subarray(5);
  if (at(bytes, 0) === 0x1c) return whole({ is: at(bytes, 2) === 0x41 ? "setting" : "unknown" });
  if (at(bytes, 2) === 0x4c) return whole(picture(parameters));
  if (at(bytes, 2) === 0x6b && at(parameters, 0) === 0x31) {
    return whole({ is: "qr", setting: at(parameters, 1), content: parameters.slice(2) });
  }
  if (at(bytes, 2) === 0x48 && length === 11 && at(parameters, 0) === 0x30 && at(parameters, 1) === 0x30) {
    return whole({ is: "prove", id: [...parameters.subarray(2)] });
  }
  return whole({ is: "unknown" });
}

/** GS 8 L p1 p2 p3 p4 …: the form for more than 65,535 bytes. */
function readLongPicture(bytes: Uint8Array): Reading {
  if (bytes.length < 7) return { needsBytes: 7 };
  const length = 7 + at(bytes, 3) + 256 * at(bytes, 4) + 65_536 * at(bytes, 5) + 16_777_216 * at(bytes, 6);
  if (bytes.length < length) return { needsBytes: length };
  return whole(at(bytes, 2) === 0x4c ? picture(bytes.subarray(7)) : { is: "unknown" });
}

/** m fn …: function 112 keeps a picture whose width is in dots, 50 and 2 print it. */
function picture(parameters: Uint8Array): Order {
  const fn = at(parameters, 1);
  if (parameters.length === 2 && (fn === 50 || fn === 2)) return { is: "print-picture" };
  const key = String.fromCharCode(at(parameters, 2), at(parameters, 3));
  if (fn === 64 && parameters.length === 4 && key === "KC") return { is: "list-stored" };
  if (fn === 51 && parameters.length === 2) return { is: "room-for-stored" };
  if (fn === 66 && parameters.length === 4) return { is: "forget-stored", key };
  if (fn === 69 && parameters.length === 6) return { is: "print-stored", key };
  if (fn === 67 && parameters.length >= 11) return storedPicture(parameters);
  if (fn !== 112 || parameters.length < 10) return { is: "unknown" };
  const widthDots = at(parameters, 6) + 256 * at(parameters, 7);
  const rows = at(parameters, 8) + 256 * at(parameters, 9);
  return { is: "keep-picture", widthDots, rows, image: parameters.slice(10) };
}

/** m fn a kc1 kc2 b xL xH yL yH c …: one colour. */
function storedPicture(parameters: Uint8Array): Order {
  return {
    is: "store-picture",
    key: String.fromCharCode(at(parameters, 3), at(parameters, 4)),
    widthDots: at(parameters, 6) + 256 * at(parameters, 7),
    rows: at(parameters, 8) + 256 * at(parameters, 9),
    image: parameters.slice(11),
  };
}

function readBarcode(bytes: Uint8Array): Reading {
  if (bytes.length < 4) return { needsBytes: 4 };
  const system = at(bytes, 2);
  if (system <= 6) {
    const ended = bytes.length > 3 && bytes.at(-1) === 0;
    return ended ? whole({ is: "barcode", system, content: bytes.slice(3, -1) }) : { needsBytes: bytes.length + 1 };
  }
  const length = 4 + at(bytes, 3);
  return bytes.length < length
    ? { needsBytes: length }
    : whole({ is: "barcode", system: system - 65, content: bytes.slice(4) });
}

function readRaster(bytes: Uint8Array): Reading {
  if (bytes.length < 8) return { needsBytes: 8 };
  const widthBytes = at(bytes, 4) + 256 * at(bytes, 5);
  const rows = at(bytes, 6) + 256 * at(bytes, 7);
  const length = 8 + widthBytes * rows;
  return bytes.length < length
    ? { needsBytes: length }
    : whole({ is: "raster", widthBytes, rows, image: bytes.slice(8) });
}
