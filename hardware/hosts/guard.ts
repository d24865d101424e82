import { steadyTicker } from "../steady-ticker.ts";
import { runGuard } from "./guard-duty.ts";
import { processPort } from "./process-port.ts";

/** The process that switches outputs off when the dispense host cannot. */
runGuard(processPort(), steadyTicker, () => process.exit(0));
