import type { LineOpener, Ticker } from "../../contract.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import { surelyHigh } from "./drawer-level.ts";
import { PrinterSession } from "./printer-session.ts";

const OPEN_MS = 3_000;
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
    const shut = await surelyHigh(session, ASKS_MAX);
    await wait("open");
    const open = await surelyHigh(session, ASKS_MAX);
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
