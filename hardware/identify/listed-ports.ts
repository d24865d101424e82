import { readdir, readlink, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { LineAddress } from "../contract.ts";
import { findPort, type KnownPort } from "../transport/identity.ts";
import { adapterOf } from "./adapters.ts";

/** What a configured device says about where it is. */
export interface PlacedDevice {
  readonly id: string;
  readonly line: LineAddress;
}

/** One port as it is listed. */
export interface ListedPort extends KnownPort {
  readonly adapter?: string;
  /** The link that stays the same for this socket. */
  readonly byPath?: string;
  /** Ids of configured devices that would open this port. */
  readonly configured: readonly string[];
  /** Other ports that no configuration without a socket can tell from this one. */
  readonly twins: readonly string[];
  /** What to write into the configuration to name it. */
  readonly nameBy: string;
}

export interface ListedDevice {
  readonly id: string;
  /** Why it has no port now; undefined when it has one, or is on the network. */
  readonly trouble?: string;
}

export interface Listed {
  readonly ports: readonly ListedPort[];
  readonly devices: readonly ListedDevice[];
}

/** Joins ports and configuration. `links` names each port's link under /dev/serial/by-path. */
export async function listDevices(
  ports: readonly KnownPort[],
  devices: readonly PlacedDevice[],
  links: ReadonlyMap<string, string> = new Map(),
): Promise<Listed> {
  const found = await Promise.all(devices.map((device) => located(device, ports)));
  return {
    ports: ports.map((port) => {
      const adapter = adapterOf(port)?.name;
      const byPath = links.get(port.path);
      const twins = ports.filter((other) => other !== port && areTwins(port, other)).map(({ path }) => path);
      return {
        ...port,
        ...(adapter === undefined ? {} : { adapter }),
        ...(byPath === undefined ? {} : { byPath }),
        configured: found.filter(({ path }) => path === port.path).map(({ id }) => id),
        twins,
        nameBy: JSON.stringify(nameBy(port, twins.length > 0)),
      };
    }),
    devices: found.map(({ id, trouble }) => (trouble === undefined ? { id } : { id, trouble })),
  };
}

async function located(
  device: PlacedDevice,
  ports: readonly KnownPort[],
): Promise<{ readonly id: string; readonly path?: string; readonly trouble?: string }> {
  const { id, line } = device;
  if (line.kind === "tcp") return { id };
  const there = await findPort(line, async () => ports);
  if ("loss" in there) return { id, trouble: there.loss.what };
  const path = await realpath(there.path).catch(() => undefined);
  if (path !== undefined) return { id, path: (await sameAs(there.path, path, ports)) ?? path };
  if (ports.some((port) => port.path === there.path)) return { id, path: there.path };
  return { id, trouble: `There is no ${there.path}; plug the device in and check its cable and power.` };
}

/** The listed name of a port that is configured by its name, by a link to it, or by what its own name leads to. */
async function sameAs(path: string, real: string, ports: readonly KnownPort[]): Promise<string | undefined> {
  if (ports.some((port) => port.path === path)) return path;
  for (const port of ports) {
    if ((await realpath(port.path).catch(() => port.path)) === real) return port.path;
  }
  return undefined;
}

/** The same product twice, and no serial number to tell one from the other. */
function areTwins(one: KnownPort, other: KnownPort): boolean {
  return (
    one.vendorId !== undefined &&
    one.vendorId === other.vendorId &&
    one.productId === other.productId &&
    one.serialNumber === other.serialNumber
  );
}

/** The fields of a line that name this port, the identity before the path. A serial number that two have names neither. */
function nameBy(port: KnownPort, hasTwin: boolean): Pick<Extract<LineAddress, { kind: "serial" }>, "path" | "usb"> {
  const { vendorId, productId, serialNumber, path } = port;
  if (vendorId === undefined || productId === undefined) return { path };
  const socket = port.socketPart ?? port.socket;
  return {
    usb: {
      vendorId,
      productId,
      ...(serialNumber === undefined ? {} : { serialNumber }),
      ...(socket === undefined || (serialNumber !== undefined && !hasTwin) ? {} : { socket }),
    },
  };
}

/** Links of udev; a machine without it has none. */
export async function byPathLinks(folder = "/dev/serial/by-path"): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => []);
  const pairs = await Promise.all(
    names.map(async (name) => {
      const link = join(folder, name);
      const target = await readlink(link)
        .then(() => realpath(link))
        .catch(() => undefined);
      return target === undefined ? [] : [[target, link] as const];
    }),
  );
  return new Map(pairs.flat());
}
