import type { LineOpener, Ticker } from "../../contract.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import { PrinterSession } from "./printer-session.ts";

const OPEN_MS = 3_000;
/** The same level so often in a row, with no strange byte between, is the level. */
const SURE_AFTER = 3;
const ASKS_MAX = 20;

export interface CalibrateDrawerOptions {
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  readonly language: PrinterProfile["language"];
  /** Ends when the person at the drawer has shut it, then when they have opened it by its key. */
  readonly wait: (until: "shut" | "open") => Promise<void>;
}

export type DrawerCalibrated =
  | { readonly is: "found"; readonly openIs: "high" | "low" }
  | { readonly is: "failed"; readonly what: string };

/** Finds out which level of the switch means open, by looking at the drawer shut and open. Fires nothing, prints nothing. */
export async function calibrateDrawer(options: CalibrateDrawerOptions): Promise<DrawerCalibrated> {
  const { opener, ticker, language, wait } = options;
  let session: PrinterSession | undefined;
  let lost: string | undefined;
  const opened = await opener.open(
    {
      bytes: (chunk) => session?.hear(chunk),
      lost: (loss) => {
        lost = loss.what;
        session?.end();
      },
    },
    OPEN_MS,
  );
  if ("loss" in opened) return { is: "failed", what: opened.loss.what };
  session = new PrinterSession(
    ticker,
    (bytes, deadlineMs) => opened.line.write(bytes, deadlineMs),
    language,
    () => undefined,
  );
  try {
    await wait("shut");
    const shut = await levelOf(session);
    await wait("open");
    const open = await levelOf(session);
    if (lost !== undefined) return { is: "failed", what: lost };
    if (shut === undefined || open === undefined)
      return { is: "failed", what: "The printer does not say how the drawer's switch stands." };
    if (shut === open)
      return {
        is: "failed",
        what: "The drawer's switch says the same open and shut: it has none, or its plug is not in the printer's drawer socket.",
      };
    return { is: "found", openIs: open ? "high" : "low" };
  } finally {
    session.end();
    await opened.line.close();
  }
}

/** True for high; undefined when the printer does not answer the same often enough. */
async function levelOf(session: PrinterSession): Promise<boolean | undefined> {
  let last: PrinterSession["drawerLevel"];
  let times = 0;
  for (let asks = 0; asks < ASKS_MAX && !session.ended; asks++) {
    if (!(await session.ask(1))) continue;
    const level = session.drawerLevel;
    times = level?.high === last?.high && level?.strange === last?.strange ? times + 1 : 1;
    last = level;
    if (times >= SURE_AFTER) return level?.high;
  }
  return undefined;
}
