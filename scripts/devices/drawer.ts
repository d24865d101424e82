import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { calibrateDrawer } from "../../hardware/drivers/escpos/calibrate-drawer.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { printerOpener } from "./printer-opener.ts";

export const USAGE = `npm run devices -- drawer PORT [--baud RATE] [--star]
  finds out which level of a cash drawer's switch means open: looks at it shut, then opened by its key. Fires nothing.
  PORT is the printer's serial port, or HOST:9100.  --star for a Star in Line mode`;

export async function calibrateDrawerByHand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { baud: { type: "string", default: "9600" }, star: { type: "boolean", default: false } },
  });
  const opener = printerOpener(positionals, values.baud);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const done = await calibrateDrawer({
    opener,
    ticker: steadyTicker,
    language: values.star ? "star-line" : "escpos",
    wait: async (until) => {
      await lines.question(
        until === "shut" ? "Shut the drawer, then press Enter. " : "Open it by its key, then press Enter. ",
      );
    },
  }).finally(() => lines.close());
  if (done.is === "failed") {
    process.stderr.write(`${done.what}\n`);
    return 1;
  }
  process.stdout.write(`"drawer": {"openIs": "${done.openIs}"}\n`);
  return 0;
}
