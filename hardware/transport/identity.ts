import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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
  /** One of several ports of the same adapter, such as "1-1.4:1.0". */
  readonly socketPart?: string;
}

/**
 * The path to open now. An identity is looked up on every connection, because a device that returns may return
 * under another name; two that fit are refused, for one of them may be the wrong machine. A path counts only where no
 * identity is given, and is taken as it is.
 */
export async function findPort(
  address: SerialAddress,
  list: () => Promise<readonly KnownPort[]> = listPorts,
): Promise<{ readonly path: string } | { readonly loss: LineLoss }> {
  const { path, usb } = address;
  if (usb === undefined && path !== undefined) return { path };
  if (usb === undefined) {
    return { loss: { cause: "error", what: "The configuration names neither a path nor a USB identity." } };
  }
  const name = `${usb.vendorId}:${usb.productId}${usb.serialNumber === undefined ? "" : ` (${usb.serialNumber})`}`;
  const fitting = (await list()).filter((port) => fits(port, usb));
  const [first, second] = fitting;
  if (first === undefined) {
    return {
      loss: { cause: "not-there", what: `No USB device ${name} is plugged in; check its cable and power.` },
    };
  }
  if (second !== undefined) {
    const paths = fitting.map((port) => `${port.path} in socket ${port.socket ?? "unknown"}`).join(", ");
    return {
      loss: {
        cause: "look-alikes",
        what: `${fitting.length} devices fit ${name} (${paths}); name the socket of the right one in the configuration.`,
      },
    };
  }
  return { path: first.path };
}

function fits(port: KnownPort, usb: NonNullable<SerialAddress["usb"]>): boolean {
  const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
  return (
    same(port.vendorId, usb.vendorId) &&
    same(port.productId, usb.productId) &&
    (usb.serialNumber === undefined || port.serialNumber === usb.serialNumber) &&
    (usb.socket === undefined || port.socket === usb.socket || port.socketPart === usb.socket)
  );
}

/**
 * Every serial port there is. On Linux from /sys, which needs no other program; elsewhere by the library. For trials without
 * devices `MYNTFRI_PORTS_ROOT` names a folder with a `sys` and a `dev` of its own: its ports stand in for the machine's.
 */
export async function listPorts(): Promise<readonly KnownPort[]> {
  const root = process.env["MYNTFRI_PORTS_ROOT"];
  if (root !== undefined) return listFromSys(join(root, "sys"), join(root, "dev"));
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
export async function listFromSys(root = "/sys", devices = "/dev"): Promise<readonly KnownPort[]> {
  const names = await readdir(join(root, "class/tty")).catch(() => []);
  const ports = await Promise.all(names.map((name) => portFromSys(root, devices, name)));
  return ports.filter((port) => port !== undefined);
}

const FOLDERS_UP_MAX = 6;

async function portFromSys(root: string, devices: string, name: string): Promise<KnownPort | undefined> {
  const device = await realpath(join(root, "class/tty", name, "device")).catch(() => undefined);
  if (device === undefined) return undefined;
  const path = `${devices}/${name}`;
  let folder = device;
  let part: string | undefined;
  for (let up = 0; up < FOLDERS_UP_MAX; up += 1) {
    const vendorId = await fact(folder, "idVendor");
    const productId = await fact(folder, "idProduct");
    if (vendorId !== undefined && productId !== undefined) {
      const serialNumber = await fact(folder, "serial");
      const socketPart = part === undefined ? {} : { socketPart: part };
      return {
        path,
        vendorId,
        productId,
        ...(serialNumber === undefined ? {} : { serialNumber }),
        socket: basename(folder),
        ...socketPart,
      };
    }
    if (basename(folder).includes(":")) part = basename(folder);
    folder = dirname(folder);
  }
  return { path };
}

function fact(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}
