import type { LineAddress, LineLoss, LineOpener } from "../../../hardware/contract.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { createSerialOpener } from "../../../hardware/transport/serial.ts";

export type SerialAddress = Extract<LineAddress, { kind: "serial" }>;

/** Waits for a condition that only time and other processes bring about. Fails after the deadline. */
export async function until(holds: () => boolean, deadlineMs = 5_000, what = "it"): Promise<number> {
  const beganMs = performance.now();
  while (!holds()) {
    if (performance.now() - beganMs > deadlineMs) throw new Error(`${what} did not happen in ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return performance.now() - beganMs;
}

/** An open line with what was heard on it. */
export async function openOn(path: string, more: Partial<SerialAddress> = {}) {
  const address: SerialAddress = { kind: "serial", path, baudRate: 115_200, ...more };
  return openWith(createSerialOpener(address, steadyTicker));
}

export async function openWith(opener: LineOpener, deadlineMs = 5_000) {
  const heard: Uint8Array[] = [];
  const losses: LineLoss[] = [];
  const opened = await opener.open(
    { bytes: (chunk) => heard.push(chunk), lost: (loss) => losses.push(loss) },
    deadlineMs,
  );
  if ("loss" in opened) throw new Error(opened.loss.what);
  return { line: opened.line, losses, heard, text: () => Buffer.concat(heard).toString("latin1") };
}

export async function refusalOf(address: SerialAddress, deadlineMs = 5_000): Promise<LineLoss> {
  const opener = createSerialOpener(address, steadyTicker);
  const opened = await opener.open({ bytes: () => undefined, lost: () => undefined }, deadlineMs);
  if ("loss" in opened) return opened.loss;
  await opened.line.close();
  throw new Error("the line opened");
}
