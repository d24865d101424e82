import type { PrinterSession } from "./printer-session.ts";

/** The same level so often in a row, with no strange byte between, is the level. */
const SURE_AFTER = 3;

/** Asks until it is sure of the drawer's switch: true for high; undefined when `asksMax` answers did not agree. */
export async function surelyHigh(session: PrinterSession, asksMax: number): Promise<boolean | undefined> {
  let last: PrinterSession["drawerLevel"];
  let times = 0;
  for (let asks = 0; asks < asksMax && !session.ended; asks++) {
    if (!(await session.ask(1))) continue;
    const level = session.drawerLevel;
    times = level?.high === last?.high && level?.strange === last?.strange ? times + 1 : 1;
    last = level;
    if (times >= SURE_AFTER) return level?.high;
  }
  return undefined;
}
