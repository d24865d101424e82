import type { Identification } from "./identify-port.ts";
import type { ListedPort } from "./listed-ports.ts";

/** Speed most devices have as they come; where a device did not tell its own, it is to be looked up. */
const USUAL_BAUD_RATE = 9_600;

/** How a device made itself known when staff were asked which one it is. */
export type Sign = "cable" | "spoke" | "pressed";

/**
 * The entry of `devices` that would use what was found on a port, as text that the configuration takes as it stands. What
 * cannot be asked (how many outputs, how the slots are wired, how wide the paper is) stands in its smallest form and is for
 * whoever installs the device. Where nothing is known of the device, it is the `line` alone.
 */
export function configurationLines(port: ListedPort, found: Identification | undefined, sign?: Sign): string {
  const named = JSON.parse(port.nameBy) as { readonly path?: string; readonly usb?: object };
  const baudRate = found?.is === "found" ? found.baudRate : USUAL_BAUD_RATE;
  const line = { kind: "serial", ...named, baudRate };
  const [driver] = found?.is === "found" ? found.drivers : [];
  if (found?.is === "found" && driver === "escpos") {
    return inLines({ id: "printer", kind: "printer", driver, line, profile: profileOf(port) });
  }
  if (found?.is === "found" && driver !== undefined) {
    const { address, outputs = 1 } = found;
    return inLines({
      id: "board",
      kind: "dispenser",
      driver,
      line,
      ...(address === undefined ? {} : { address }),
      channels: outputs,
      slots: [{ slot: "A1", channel: 1 }],
    });
  }
  if (sign === "spoke") return inLines({ id: "scanner", kind: "scanner", driver: "serial", line });
  return `"line": ${inLines(line)}`;
}

function profileOf({ adapter }: ListedPort): string {
  return adapter === "Epson printer" ? "epson-80" : "generic-80";
}

/** One field a line, down to those of the USB identity, so that it can be read out and typed. */
function inLines(fields: object, indent = ""): string {
  const lines = Object.entries(fields).map(([name, value]) => {
    const written = name === "line" || name === "usb" ? inLines(value, `${indent}  `) : JSON.stringify(value);
    return `${indent}  ${JSON.stringify(name)}: ${written}`;
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

/**
 * How far an answer can be trusted. "sure": it answered twice, in a language only it speaks. "family": its language is sure, its
 * make is not. "by-plug": nothing answered, and the USB identity alone tells the make. "none": nothing is known.
 */
export type Sureness = "sure" | "family" | "by-plug" | "none";

export function surenessOf(found: Identification, port: Pick<ListedPort, "adapter">): Sureness {
  if (found.is === "found") return found.drivers.length === 1 ? "sure" : "family";
  return found.is === "silent" && port.adapter !== undefined && !/adapter|Arduino/.test(port.adapter)
    ? "by-plug"
    : "none";
}
