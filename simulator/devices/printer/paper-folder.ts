import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paperText } from "./paper.ts";
import { paperPng } from "./paper-png.ts";
import type { PrinterEmulator } from "./printer-emulator.ts";

/** Keeps what the printer has printed as `paper.png` and `paper.txt`; whoever reads them never sees half of one. */
export function keepPaper(printer: PrinterEmulator, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const texts = printer.receipts.map((receipt) => `${paperText(receipt.lines)}\n--- ${receipt.ended} ---\n`);
  put(join(folder, "paper.txt"), texts.join("\n"));
  put(join(folder, "paper.png"), paperPng(printer.printed));
}

function put(path: string, content: string | Buffer): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
