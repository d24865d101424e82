import { create } from "qrcode";
import type { QrView } from "../core/view.ts";

/** White modules around the code; readers ask for four. */
const QUIET = 4;

type Drawn = Pick<QrView, "modules" | "path">;

/** The code on the screen stays the same while its seconds run: it is worked out once. */
let last: { readonly content: string; readonly drawn: Drawn } | undefined;

export function drawQr(content: string): Drawn {
  if (last?.content !== content) last = { content, drawn: draw(content) };
  return last.drawn;
}

/** One path in module units, a run of dark modules per step, so that the page draws a single sharp element. */
function draw(content: string): Drawn {
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
