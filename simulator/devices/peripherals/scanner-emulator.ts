import type { ScanEnding } from "../../../hardware/frames/scanner/scan-stream.ts";
import type { EmulatedPort } from "../emulated-port.ts";

export interface ScannerEmulatorOptions {
  /** How it is set to end a code; "cr" by default, as most leave the factory. */
  readonly ending?: Exclude<ScanEnding, "line">;
  /** Put before every code, before the identifier too. */
  readonly prefix?: string;
  /** Says what kind of code it was by an AIM identifier, "]E0" before an EAN. */
  readonly saysKind?: boolean;
  /** Letters beyond ASCII; UTF-8 by default. */
  readonly letters?: "utf8" | "latin1";
  readonly onEvent?: (event: object) => void;
}

/** AIM identifiers by the kind of code. */
export const KINDS = {
  "ean-13": "]E0",
  "ean-8": "]E4",
  "code-128": "]C0",
  "gs1-128": "]C1",
  "code-39": "]A0",
  qr: "]Q1",
  "gs1-qr": "]Q3",
  "gs1-datamatrix": "]d2",
} as const;

export type CodeKind = keyof typeof KINDS;

const ENDINGS: Readonly<Record<Exclude<ScanEnding, "line">, string>> = {
  cr: "\r",
  lf: "\n",
  "cr-lf": "\r\n",
  none: "",
  "stx-etx": "\x03",
};

/**
 * A scanner on a serial line and the hand that holds codes before it. It takes no orders: trigger and beep commands differ
 * from make to make, so whatever is said to it counts as a violation.
 */
export class ScannerEmulator {
  /** Bytes it was sent, which no scanner asked for. */
  violations = 0;
  /** Codes read so far. */
  scans = 0;
  readonly #options: ScannerEmulatorOptions;
  #port: EmulatedPort | undefined;

  constructor(options: ScannerEmulatorOptions = {}) {
    this.#options = options;
  }

  readonly device = (port: EmulatedPort): void => {
    this.#port = port;
    port.onBytes((bytes) => {
      this.violations += bytes.length;
      this.#options.onEvent?.({ event: "violation", bytes: bytes.length });
    });
    port.onGone(() => {
      if (this.#port === port) this.#port = undefined;
    });
  };

  get isPlugged(): boolean {
    return this.#port !== undefined;
  }

  /** A code is held before it. False while it is not plugged in: what it reads then is lost. */
  scan(text: string, kind?: CodeKind): boolean {
    return this.#say(this.bytesOf(text, kind));
  }

  /** Its cable slips out of the socket in mid word: only the first bytes arrive. */
  scanInterrupted(text: string, afterBytes: number): boolean {
    return this.#say(this.bytesOf(text).subarray(0, afterBytes));
  }

  /** As a line at another speed hears it: bits in wrong places. */
  scanGarbled(text: string): boolean {
    return this.#say(this.bytesOf(text).map((byte) => (byte * 2 + 1) & 0x9f));
  }

  bytesOf(text: string, kind?: CodeKind): Uint8Array {
    const { ending = "cr", prefix = "", saysKind = false, letters = "utf8" } = this.#options;
    const identifier = saysKind ? KINDS[kind ?? kindOf(text)] : "";
    const start = ending === "stx-etx" ? "\x02" : "";
    return new Uint8Array(Buffer.from(`${start}${prefix}${identifier}${text}${ENDINGS[ending]}`, letters));
  }

  #say(bytes: Uint8Array): boolean {
    if (this.#port === undefined) return false;
    this.scans += 1;
    this.#port.write(bytes);
    return true;
  }
}

function kindOf(text: string): CodeKind {
  if (/^\d{13}$/.test(text)) return "ean-13";
  if (/^\d{8}$/.test(text)) return "ean-8";
  return /^[\x20-\x7e]{1,30}$/.test(text) && !text.includes("://") ? "code-128" : "qr";
}
