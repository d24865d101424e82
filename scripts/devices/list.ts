import { readdir, readlink, realpath } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ConfiguredDevice } from "../../electron/config/device-schema.ts";
import { adapterOf } from "../../hardware/identify/adapters.ts";
import { findPort, type KnownPort, listPorts } from "../../hardware/transport/identity.ts";
import { configuredDevices } from "./configured.ts";

export const USAGE = "npm run devices -- list [--configuration FILE] [--json]";

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

export async function list(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { configuration: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const devices = values.configuration === undefined ? [] : configuredDevices(values.configuration);
  const listed = await listDevices(await listPorts(), devices, await byPathLinks());
  process.stdout.write(values.json ? `${JSON.stringify(listed, null, 2)}\n` : `${inWords(listed)}\n`);
  return 0;
}

export interface Listed {
  readonly ports: readonly ListedPort[];
  readonly devices: readonly ListedDevice[];
}

/** Joins ports and configuration. `links` names each port's link under /dev/serial/by-path. */
export async function listDevices(
  ports: readonly KnownPort[],
  devices: readonly ConfiguredDevice[],
  links: ReadonlyMap<string, string> = new Map(),
): Promise<Listed> {
  const found = await Promise.all(devices.map((device) => located(device, ports)));
  return {
    ports: ports.map((port) => {
      const adapter = adapterOf(port)?.name;
      const byPath = links.get(port.path);
      return {
        ...port,
        ...(adapter === undefined ? {} : { adapter }),
        ...(byPath === undefined ? {} : { byPath }),
        configured: found.filter(({ path }) => path === port.path).map(({ id }) => id),
        twins: ports.filter((other) => other !== port && areTwins(port, other)).map(({ path }) => path),
        nameBy: nameBy(port),
      };
    }),
    devices: found.map(({ id, trouble }) => (trouble === undefined ? { id } : { id, trouble })),
  };
}

async function located(
  device: ConfiguredDevice,
  ports: readonly KnownPort[],
): Promise<{ readonly id: string; readonly path?: string; readonly trouble?: string }> {
  const { id, line } = device;
  if (line.kind === "tcp") return { id };
  const there = await findPort(line, async () => ports);
  if ("loss" in there) return { id, trouble: there.loss.what };
  const path = await realpath(there.path).catch(() => undefined);
  if (path !== undefined) return { id, path: ports.some((port) => port.path === there.path) ? there.path : path };
  if (ports.some((port) => port.path === there.path)) return { id, path: there.path };
  return { id, trouble: `There is no ${there.path}; plug the device in and check its cable and power.` };
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

function nameBy(port: KnownPort): string {
  const { vendorId, productId, serialNumber, path } = port;
  if (vendorId === undefined || productId === undefined) return JSON.stringify({ path });
  if (serialNumber !== undefined) return JSON.stringify({ usb: { vendorId, productId, serialNumber } });
  const socket = port.socketPart ?? port.socket;
  return JSON.stringify({ usb: { vendorId, productId, ...(socket === undefined ? {} : { socket }) } });
}

/** Links of udev; a machine without it has none. */
async function byPathLinks(folder = "/dev/serial/by-path"): Promise<ReadonlyMap<string, string>> {
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

export function inWords({ ports, devices }: Listed): string {
  const lines = ports.length === 0 ? ["No serial port on this machine."] : ports.map(portInWords);
  const missing = devices.filter(({ trouble }) => trouble !== undefined);
  return [...lines, ...missing.map(({ id, trouble }) => `Configured "${id}" has no port: ${trouble}`)].join("\n");
}

function portInWords(port: ListedPort): string {
  const { vendorId, productId, serialNumber, socket, socketPart, byPath, twins } = port;
  const usb = vendorId === undefined ? "built in or virtual, no USB identity" : `USB ${vendorId}:${productId}`;
  const facts = [
    port.adapter === undefined ? usb : `${port.adapter}, ${usb}`,
    ...(vendorId === undefined ? [] : [serialNumber === undefined ? "no serial number" : `serial ${serialNumber}`]),
    ...(socket === undefined ? [] : [`socket ${socketPart ?? socket}`]),
    ...(byPath === undefined ? [] : [byPath]),
  ];
  const [first, ...others] = port.configured;
  const users =
    first === undefined
      ? "not configured"
      : others.length === 0
        ? `configured as "${first}"`
        : `claimed by ${port.configured.map((id) => `"${id}"`).join(" and ")}: only one of them will get it, give each its own`;
  const doubled =
    twins.length === 0
      ? []
      : [`  cannot be told from ${twins.join(", ")} except by socket: name the socket in the configuration`];
  return [`${port.path}: ${facts.join(", ")}; ${users}`, ...doubled, `  name it by ${port.nameBy}`].join("\n");
}
