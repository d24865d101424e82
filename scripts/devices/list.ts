import { parseArgs } from "node:util";
import { byPathLinks, type Listed, type ListedPort, listDevices } from "../../hardware/identify/listed-ports.ts";
import { listPorts } from "../../hardware/transport/identity.ts";
import { configuredDevices } from "./configured.ts";

export const USAGE = "npm run devices -- list [--configuration FILE] [--json]";

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
