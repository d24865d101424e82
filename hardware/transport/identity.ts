import { readdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { SerialPort } from "serialport";
import type { LineAddress, LineLoss } from "../contract.ts";

type SerialAddress = Extract<LineAddress, { kind: "serial" }>;

/** A port as the system names it now, with what is known of the adapter behind it. */
export interface KnownPort {
  readonly path: string;
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
  /** Where it is plugged in, such as "1-1.4": stays the same when the adapter is exchanged or renamed. */
  readonly socket?: string;
}

/**
 * The path to open now. An explicit path is taken as it is. An identity is looked up on every connection, because a
 * device that returns may return under another name; two that fit are refused, for one of them may be the wrong machine.
 */
export async function findPort(
  address: SerialAddress,
  list: () => Promise<readonly KnownPort[]> = listPorts,
): Promise<{ readonly path: string } | { readonly loss: LineLoss }> {
  const { path, usb } = address;
  if (path !== undefined) return { path };
  if (usb === undefined)
    return { loss: { cause: "error", what: "the configuration names neither a path nor a USB identity" } };
  const name = `${usb.vendorId}:${usb.productId}${usb.serialNumber === undefined ? "" : ` (${usb.serialNumber})`}`;
  const fitting = (await list()).filter((port) => fits(port, usb));
  const [first, second] = fitting;
  if (first === undefined) return { loss: { cause: "not-there", what: `no USB device ${name} is plugged in` } };
  if (second !== undefined)
    return {
      loss: {
        cause: "error",
        what: `${fitting.length} USB devices ${name} are plugged in and cannot be told apart; name the socket of the right one`,
      },
    };
  return { path: first.path };
}

function fits(port: KnownPort, usb: NonNullable<SerialAddress["usb"]>): boolean {
  const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
  return (
    same(port.vendorId, usb.vendorId) &&
    same(port.productId, usb.productId) &&
    (usb.serialNumber === undefined || port.serialNumber === usb.serialNumber) &&
    (usb.socket === undefined || port.socket === usb.socket)
  );
}

/** Every serial port there is. On Linux from /sys, which needs no other program; elsewhere by the library. */
export async function listPorts(): Promise<readonly KnownPort[]> {
  if (process.platform === "linux") return listFromSys();
  const ports = await SerialPort.list();
  return ports.map(({ path, vendorId, productId, serialNumber, locationId }) => ({
    path,
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(productId === undefined ? {} : { productId }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(locationId === undefined ? {} : { socket: locationId }),
  }));
}

/** A tty with a device behind it; its USB facts stand a few folders above. `root` is /sys, or a copy of it in tests. */
export async function listFromSys(root = "/sys"): Promise<readonly KnownPort[]> {
  const names = await readdir(join(root, "class/tty")).catch(() => []);
  const ports = await Promise.all(names.map((name) => portFromSys(root, name)));
  return ports.filter((port) => port !== undefined);
}

const FOLDERS_UP_MAX = 6;

async function portFromSys(root: string, name: string): Promise<KnownPort | undefined> {
  const device = await realpath(join(root, "class/tty", name, "device")).catch(() => undefined);
  if (device === undefined) return undefined;
  const path = `/dev/${name}`;
  let folder = device;
  for (let up = 0; up < FOLDERS_UP_MAX; up += 1) {
    const vendorId = await fact(folder, "idVendor");
    const productId = await fact(folder, "idProduct");
    if (vendorId !== undefined && productId !== undefined) {
      const serialNumber = await fact(folder, "serial");
      const socket = folder.split("/").at(-1);
      return {
        path,
        vendorId,
        productId,
        ...(serialNumber === undefined ? {} : { serialNumber }),
        ...(socket === undefined ? {} : { socket }),
      };
    }
    folder = join(folder, "..");
  }
  return { path };
}

function fact(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}
