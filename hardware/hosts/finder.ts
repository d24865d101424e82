import { steadyTicker } from "../steady-ticker.ts";
import { runFinder } from "./finder-duty.ts";
import { processPort } from "./process-port.ts";

/** The process that asks free ports who is there. It runs only while staff set devices up. */
runFinder(processPort(), steadyTicker, () => process.exit(0));
