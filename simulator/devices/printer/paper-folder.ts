import { accessSync, constants, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { paperText } from "./paper.ts";
import { paperPng } from "./paper-png.ts";
import type { PrinterEmulator } from "./printer-emulator.ts";

/** Keeps what the printer has printed as `paper.png` and `paper.txt`; whoever reads them never sees half of one. */
export function keepPaper(printer: PrinterEmulator, folder: string): void {
  openPaperFolder(folder);
  const texts = printer.receipts.map((receipt) => `${paperText(receipt.lines)}\n--- ${receipt.ended} ---\n`);
  put(join(folder, "paper.txt"), texts.join("\n"));
  put(join(folder, "paper.png"), paperPng(printer.printed));
}

/**
 * Makes the folder and those above it, and throws the system's error where that cannot be. One by one: Node's own
 * recursive making never ends below /proc, where a missing folder's parent exists and yet takes none.
 */
export function openPaperFolder(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there === undefined) {
    const above = dirname(folder);
    if (above !== folder) openPaperFolder(above);
    mkdirSync(folder);
  } else if (!there.isDirectory()) throw Object.assign(new Error(`${folder} is not a folder`), { code: "ENOTDIR" });
  accessSync(folder, constants.W_OK);
}

function put(path: string, content: string | Buffer): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
