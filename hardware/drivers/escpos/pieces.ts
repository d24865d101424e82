import type { LineAddress } from "../../contract.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import type { PrinterCommand } from "../../frames/escpos/slip-encoder.ts";

/** What is handed to the line at once. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly paperMm: number;
  /** True when no command is left half said: a status request may follow. */
  readonly endsCommand: boolean;
}

/** Joins commands into pieces of at most `limitBytes`, and splits a longer command over several. */
export function cutIntoPieces(commands: readonly PrinterCommand[], limitBytes: number): Piece[] {
  const pieces: Piece[] = [];
  let waiting: PrinterCommand[] = [];
  let length = 0;
  const flush = (): void => {
    if (waiting.length > 0) pieces.push(joined(waiting, length));
    waiting = [];
    length = 0;
  };
  for (const command of commands) {
    if (length + command.bytes.length > limitBytes) flush();
    if (command.bytes.length > limitBytes) {
      pieces.push(...split(command, limitBytes));
      continue;
    }
    waiting.push(command);
    length += command.bytes.length;
  }
  flush();
  return pieces;
}

function joined(commands: readonly PrinterCommand[], length: number): Piece {
  const bytes = new Uint8Array(length);
  let at = 0;
  let paperMm = 0;
  for (const command of commands) {
    bytes.set(command.bytes, at);
    at += command.bytes.length;
    paperMm += command.paperMm;
  }
  return { bytes, paperMm, endsCommand: true };
}

function split(command: PrinterCommand, limitBytes: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < command.bytes.length; at += limitBytes) {
    const bytes = command.bytes.subarray(at, at + limitBytes);
    pieces.push({
      bytes,
      paperMm: (command.paperMm * bytes.length) / command.bytes.length,
      endsCommand: at + limitBytes >= command.bytes.length,
    });
  }
  return pieces;
}

/** Share of the line's speed used where the printer cannot say stop. */
const UNGUARDED_SHARE = 0.9;
/** Written this much before the line is free, so that it never idles. */
const LEAD_MS = 20;
/** Share of the buffer that may be filled ahead of the paper. */
const FILL_SHARE = 0.75;

/** Time on the line for so many bytes; nothing to count on a network. */
export function lineMs(line: LineAddress, bytes: number): number {
  return line.kind === "serial" ? (bytes * 10_000) / line.baudRate : 0;
}

/**
 * When a piece may be written. No piece runs far ahead of the line, so that a status request is never stuck behind
 * kilobytes in the kernel; and where the printer has no way to say stop, none runs further ahead of the paper than
 * the receive buffer can hold, because what overruns it is lost without a word.
 */
export class Pace {
  readonly #line: LineAddress;
  readonly #guarded: boolean;
  readonly #profile: PrinterProfile;
  #lineFreeAtMs = 0;
  #paperDoneAtMs = 0;
  #inBuffer: { readonly bytes: number; readonly doneAtMs: number }[] = [];

  constructor(line: LineAddress, profile: PrinterProfile) {
    this.#line = line;
    this.#guarded = line.kind === "tcp" || (line.flowControl ?? "none") !== "none";
    this.#profile = profile;
  }

  /** How long to wait before writing; 0 to write now. */
  waitMs(piece: Piece, nowMs: number): number {
    const forLineMs = this.#lineFreeAtMs - LEAD_MS - nowMs;
    return Math.max(0, forLineMs, this.#guarded ? 0 : this.#waitForBufferMs(piece, nowMs));
  }

  wrote(piece: Piece, nowMs: number): void {
    const share = this.#guarded ? 1 : UNGUARDED_SHARE;
    const arrivedAtMs = Math.max(nowMs, this.#lineFreeAtMs) + lineMs(this.#line, piece.bytes.length) / share;
    this.#lineFreeAtMs = arrivedAtMs;
    const paperMs = (piece.paperMm / this.#profile.paperMmPerSecond) * 1_000;
    this.#paperDoneAtMs = Math.max(this.#paperDoneAtMs, arrivedAtMs) + paperMs;
    if (!this.#guarded) this.#inBuffer.push({ bytes: piece.bytes.length, doneAtMs: this.#paperDoneAtMs });
  }

  #waitForBufferMs(piece: Piece, nowMs: number): number {
    this.#inBuffer = this.#inBuffer.filter((one) => one.doneAtMs > nowMs);
    const room = this.#profile.bufferBytes * FILL_SHARE - piece.bytes.length;
    let held = this.#inBuffer.reduce((total, one) => total + one.bytes, 0);
    let waitMs = 0;
    for (const one of this.#inBuffer) {
      if (held <= room) break;
      held -= one.bytes;
      waitMs = one.doneAtMs - nowMs;
    }
    return waitMs;
  }
}
