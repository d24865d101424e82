import { close, constants, open, write } from "node:fs";
import { promisify } from "node:util";
import type { Ticker } from "../contract.ts";
import type { DispenserSpec } from "../drivers/registry.ts";

const openFile = promisify(open);
const closeFile = promisify(close);
const writeFile = promisify(write);

/** The port of a process that died a moment ago may still be closing. */
const TRIES = 40;
const TRY_EVERY_MS = 3;

/** Families whose frames end by a silence: said in one breath, two of them would be none. */
const ENDED_BY_SILENCE: ReadonlySet<string> = new Set(["modbus-rtu", "modbus-coils", "eletechsup"]);
/** What ends a command that a dying process has half said, where the first of our frames would else be taken for the rest of it. */
const ENDS_HALF_SAID: Readonly<Record<string, readonly number[]>> = { numato: [0x0d] };

/** The frames that switch a board off, safe to be said into the middle of anything. */
export function intoAnything(driver: string, frames: readonly Uint8Array[]): readonly Uint8Array[] {
  const end = ENDS_HALF_SAID[driver];
  return end === undefined || frames.length === 0 ? frames : [Uint8Array.from(end), ...frames];
}

/** More than three and a half letters at the slowest speed there is, 2400. */
const SILENCE_MS = 15;

/** Rest after a frame before the next one may be said; 0 where none is needed. */
export function restBetweenMs({ driver, line }: DispenserSpec, frame: Uint8Array): number {
  if (!ENDED_BY_SILENCE.has(driver) || line.kind !== "serial") return 0;
  return Math.ceil((frame.length * 11_000) / line.baudRate) + SILENCE_MS;
}

/**
 * Says the frames that switch a board off into its port, at once and past every driver: a motor is turning and nobody times it
 * any more. The port keeps the speed that the dead process had set. Nothing is read back: what proves the outputs off comes
 * after. False when the port could not be opened, or took less than everything.
 */
export async function sayAtOnce(
  path: string,
  spec: DispenserSpec,
  frames: readonly Uint8Array[],
  ticker: Ticker,
): Promise<boolean> {
  const port = await openWhenFree(path, ticker);
  if (port === undefined) return false;
  let isSaid = true;
  for (const frame of frames) {
    const written = await writeFile(port, frame).then(
      ({ bytesWritten }) => bytesWritten,
      () => 0,
    );
    isSaid &&= written === frame.length;
    const restMs = restBetweenMs(spec, frame);
    if (restMs > 0) await new Promise<void>((resolve) => ticker.after(restMs, resolve));
  }
  // Closing may wait until the line has carried everything; nobody here waits for that.
  void closeFile(port).catch(() => undefined);
  return isSaid;
}

async function openWhenFree(path: string, ticker: Ticker): Promise<number | undefined> {
  const flags = constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = await openFile(path, flags).catch(() => undefined);
    if (port !== undefined) return port;
    await new Promise<void>((resolve) => ticker.after(TRY_EVERY_MS, resolve));
  }
  return undefined;
}
