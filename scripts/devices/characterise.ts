import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { characterise } from "../../hardware/drivers/escpos/characterise.ts";
import { type SlipAnswers, WIDTHS } from "../../hardware/frames/escpos/characterisation.ts";
import { profileText } from "../../hardware/frames/escpos/profile-text.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { printerOpener } from "./printer-opener.ts";

export const USAGE = `npm run devices -- characterise PORT [--baud RATE] [--out FILE]
  prints a slip on an ESC/POS printer nobody has a profile for, asks four questions about it, and says the profile.
  PORT is a serial port, or HOST:9100.  --out keeps the profile as a file to hand on`;

export async function characterisePrinter(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { baud: { type: "string", default: "9600" }, out: { type: "string" } },
  });
  const opener = printerOpener(positionals, values.baud);
  const done = await characterise({ opener, ticker: steadyTicker, read: askPerson });
  if (done.is === "failed") {
    process.stderr.write(`${done.what}\n`);
    return 1;
  }
  const text = profileText(done.profile);
  process.stdout.write(
    `"profile": "${text}"\nWith a cash drawer on it: npm run devices -- drawer ${positionals[0]} --baud ${values.baud}\n`,
  );
  if (values.out !== undefined)
    writeFileSync(
      values.out,
      `${JSON.stringify({ line: text, profile: done.profile, asked: done.asked }, null, 2)}\n`,
    );
  return 0;
}

/** Four questions about the slip, on the terminal. */
async function askPerson(): Promise<SlipAnswers> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const widths = WIDTHS.map(({ columns }) => String(columns));
  try {
    const page = await lines.question("1. Number before the first line that reads æøåÆØÅäöÄÖ€ (0: none): ");
    const columns = await lines.question(
      `2. Number at the end of the longest unbroken line (${widths.join(", ")}): `,
    );
    const seen = (
      await lines.question("3. Which are there: A a picture, B a code, C an X far from its C: ")
    ).toUpperCase();
    const cut = (
      await lines.question("4. The slip came out (f)ree, (h)anging by a bridge, (n)ot cut: ")
    ).toLowerCase();
    return {
      pageLabel: Number(page) > 0 ? Number(page) : undefined,
      columns: Number(columns),
      seen: { picture: seen.includes("A"), code: seen.includes("B"), position: seen.includes("C") },
      cut: cut.startsWith("f") ? "full" : cut.startsWith("h") ? "partial" : "none",
    };
  } finally {
    lines.close();
  }
}
