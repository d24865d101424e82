import type { LineOpener } from "../../hardware/contract.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { openerFor } from "../../hardware/transport/opener.ts";
import { Wrong } from "./wrong.ts";

/** The line to a printer named on the command line: a serial port, or HOST:9100. */
export function printerOpener(positionals: readonly string[], baud: string): LineOpener {
  const [port, ...more] = positionals;
  if (port === undefined || more.length > 0) throw new Wrong("Name the printer's port.");
  if (!/^\d{3,7}$/.test(baud)) throw new Wrong(`${baud} is no speed.`);
  const network = /^([^/]+):(\d{1,5})$/.exec(port);
  return openerFor(
    network === null
      ? { kind: "serial", path: port, baudRate: Number(baud) }
      : { kind: "tcp", host: network[1] ?? "", port: Number(network[2]) },
    steadyTicker,
  );
}
