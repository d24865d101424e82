import { realpath } from "node:fs/promises";
import { parseArgs } from "node:util";
import { adapterOf } from "../../hardware/identify/adapters.ts";
import { type Identification, identifyPort } from "../../hardware/identify/identify-port.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { listPorts } from "../../hardware/transport/identity.ts";
import { Wrong } from "./wrong.ts";

export const USAGE = `npm run devices -- identify [PORT] [--no-printer] [--numato] [--json]
  asks with bytes that neither switch nor print, whoever hears them. Without a port every USB port is asked in turn.
  npm run devices -- list names the ports there are.
  --no-printer   your word that no printer hangs there: questions that hold letters are asked as well
  --numato       your word that it is a Numato module: its question switches something on other boards`;

export async function identify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      "no-printer": { type: "boolean", default: false },
      numato: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const [port, ...more] = positionals;
  if (more.length > 0) throw new Wrong("One port at a time, or none for all of them.");
  if (port === undefined && values.numato) throw new Wrong("Name the port of the Numato module.");
  const ports = await listPorts();
  // Ports built into the machine may carry its console: they are asked only when they are named.
  const paths =
    port === undefined ? ports.filter((one) => one.vendorId !== undefined).map(({ path }) => path) : [port];
  if (paths.length === 0) process.stderr.write("No USB port on this machine; name a port to ask it.\n");
  if (values.numato && values["no-printer"]) {
    throw new Wrong("--numato or --no-printer, not both: a Numato module is asked nothing else.");
  }
  let isAnyFound = false;
  for (const path of paths) {
    const real = await realpath(path).catch(() => path);
    const known = ports.find((one) => one.path === path || one.path === real);
    const found = await identifyPort({
      path,
      ticker: steadyTicker,
      adapter: known === undefined ? undefined : adapterOf(known),
      hasNoPrinter: values["no-printer"],
      isNumato: values.numato,
    });
    isAnyFound ||= found.is === "found";
    process.stdout.write(
      `${values.json ? JSON.stringify({ path, ...found }) : `${path}: ${inWords(found)}${values["no-printer"] || values.numato ? "" : optionsFor(found)}`}\n`,
    );
  }
  return isAnyFound ? 0 : 1;
}

/** What more could be asked, where that would help. */
export function optionsFor(found: Identification): string {
  if (found.is !== "silent" && found.is !== "unknown") return "";
  return " If no printer hangs there, ask again with --no-printer; if it is a Numato module, with --numato.";
}

function inWords(found: Identification): string {
  switch (found.is) {
    case "found":
      return `${found.what}, at ${found.baudRate} baud. "driver": ${found.drivers.map((name) => `"${name}"`).join(" or ")}.`;
    case "unknown":
      return `${found.what} Its first bytes: ${found.heard}.`;
    case "silent":
    case "refused":
      return found.what;
  }
}
