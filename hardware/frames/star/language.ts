import type { PrinterLanguage } from "../escpos/language.ts";
import * as command from "./commands.ts";
import { columnBands } from "./pictures.ts";

export const STAR_LINE: PrinterLanguage = {
  preamble: (profile) => [
    ...command.initialise(),
    ...command.silentStatus(),
    ...command.largeFont(),
    ...command.selectCodePage(profile.codePage.number),
    ...command.plainAsciiSet(),
  ],
  align: command.align,
  bold: command.bold,
  letterSize: command.letterSize,
  moveTo: command.moveTo,
  feedLines: command.feedLines,
  feedDots: command.feedDots,
  cut: command.cut,
  kickDrawer: command.kickDrawer,
  qrCode: command.qrCode,
  picture: columnBands,
};
