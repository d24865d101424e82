import { create } from "qrcode";
import type { QrView } from "../core/view.ts";

/** White modules around the code; readers ask for four. */
const QUIET = 4;

/** One path in module units, a run of dark modules per step, so that the page draws a single sharp element. */
export function drawQr(content: string): Pick<QrView, "modules" | "path"> {
  const { modules } = create(content, { errorCorrectionLevel: "M" });
  const size = modules.size;
  let path = "";
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (modules.get(row, column) === 0) continue;
      let run = 1;
      while (column + run < size && modules.get(row, column + run) !== 0) run += 1;
      path += `M${column + QUIET} ${row + QUIET}h${run}v1h-${run}z`;
      column += run;
    }
  }
  return { modules: size + 2 * QUIET, path };
}
