import { type FSWatcher, watch } from "node:fs";
import { access } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { LineAddress, Ticker } from "../contract.ts";
import { listPorts } from "./identity.ts";

type SerialAddress = Extract<LineAddress, { kind: "serial" }>;

/** Names under /dev behind which a serial port may have appeared. */
const SERIAL_NAMES = /^(tty|rfcomm|cu)/;
const LOOK_EVERY_MS = 1_000;

/**
 * Calls when a port may have appeared. Only a hint that saves waiting: whoever keeps a line open tries again by itself.
 * Where folders cannot be watched it looks once a second.
 */
export function watchForPort(address: SerialAddress, appeared: () => void, ticker: Ticker): () => void {
  const { path, usb } = address;
  const watchers: FSWatcher[] = [];
  if (path !== undefined && usb === undefined) {
    add(watchers, dirname(path), (name) => name === basename(path), appeared);
    // Folders of links, such as /dev/serial/by-id, come and go with the devices in them.
    if (path.startsWith("/dev/") && dirname(path) !== "/dev") {
      add(watchers, "/dev", (name) => SERIAL_NAMES.test(name), appeared);
    }
  } else {
    add(watchers, "/dev", (name) => SERIAL_NAMES.test(name), appeared);
  }
  const stopLooking = watchers.length > 0 ? () => undefined : lookForPort(address, appeared, ticker);
  return () => {
    for (const watcher of watchers) watcher.close();
    stopLooking();
  };
}

/** Creation counts, not use: every write to a port is a change in its folder. */
function add(watchers: FSWatcher[], folder: string, isOurs: (name: string) => boolean, appeared: () => void): void {
  try {
    const watcher = watch(folder, { persistent: false }, (event, name) => {
      if (event === "rename" && name !== null && isOurs(name)) appeared();
    });
    watcher.on("error", () => watcher.close());
    watchers.push(watcher);
  } catch {
    // No such folder, or a system without watching: looking takes its place.
    return;
  }
}

function lookForPort(address: SerialAddress, appeared: () => void, ticker: Ticker): () => void {
  let known = new Set<string>();
  let stopped = false;
  let cancel: (() => void) | undefined;
  async function look(): Promise<void> {
    const now = new Set(await portsNow(address));
    const isNew = [...now].some((name) => !known.has(name));
    known = now;
    if (stopped) return;
    cancel = ticker.after(LOOK_EVERY_MS, () => void look());
    if (isNew) appeared();
  }
  void look();
  return () => {
    stopped = true;
    cancel?.();
  };
}

async function portsNow({ path, usb }: SerialAddress): Promise<readonly string[]> {
  try {
    if (path === undefined || usb !== undefined) return (await listPorts()).map((port) => port.path);
    await access(path);
    return [path];
  } catch {
    return [];
  }
}
