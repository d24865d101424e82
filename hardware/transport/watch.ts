import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { LineAddress } from "../contract.ts";

type SerialAddress = Extract<LineAddress, { kind: "serial" }>;

/** Names under /dev behind which a serial port may have appeared. */
const SERIAL_NAMES = /^(tty|rfcomm|cu)/;

/**
 * Calls when a port may have appeared. Only a hint that saves waiting: whoever keeps a line open tries again by itself, so
 * a system that cannot be watched costs seconds, not service.
 */
export function watchForPort(address: SerialAddress, appeared: () => void): () => void {
  const folder = address.path === undefined ? "/dev" : dirname(address.path);
  const isOurs = (name: string | null): boolean =>
    name !== null && (address.path === undefined ? SERIAL_NAMES.test(name) : name === basename(address.path));
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (isOurs(name)) appeared();
    });
    watcher.on("error", () => watcher?.close());
  } catch {
    // No such folder, or a system without watching: the retries find the port.
    return () => undefined;
  }
  return () => watcher?.close();
}
