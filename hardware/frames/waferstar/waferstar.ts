import type { FrameStream } from "../stream/frame-stream.ts";
import { textLines } from "../stream/text-lines.ts";

/**
 * WaferStar adapters, 9600 8N1. Before a reader (MDB-RS232) the computer sends a block as raw bytes without its checksum
 * and hears lines of hexadecimal text: the answer to what it said, with checksum, or by themselves words of a device,
 * which begin with the device's address and have none. Before a machine (MDB-USB, RS232-MDB) raw blocks with checksum go
 * both ways, the adapter answers polls by itself and forwards everything else: `frames/mdb/cashless.ts`.
 */
export function waferLines(): FrameStream<string> {
  return textLines(LINE_LONGEST);
}

/** 36 bytes, two letters and a blank each. */
const LINE_LONGEST = 36 * 3 + 2;

/** Undefined for a line that is no hexadecimal text. */
export function readWaferLine(line: string): Uint8Array | undefined {
  if (!/^\s*(?:[0-9A-Fa-f]{2}\s*)+$/.test(line)) return undefined;
  const letters = line.replaceAll(/\s/g, "");
  return Uint8Array.from({ length: letters.length / 2 }, (_, at) =>
    Number.parseInt(letters.slice(at * 2, at * 2 + 2), 16),
  );
}

/** A line as the adapter writes it. */
export function waferLine(bytes: Uint8Array): Uint8Array {
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
  return new TextEncoder().encode(`${text}\r\n`);
}
