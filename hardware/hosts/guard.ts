import { steadyTicker } from "../steady-ticker.ts";
import { goAhead } from "./go-ahead.ts";
import { runGuard } from "./guard-duty.ts";
import { sweepLifelines } from "./lifeline.ts";
import { processPort } from "./process-port.ts";

/** The process that switches outputs off when the dispense host cannot. */
const refused = goAhead();
const port = processPort();
// For both processes that switch outputs: what one account may is the same for each.
if (refused !== undefined) void port.send({ say: "note", what: refused });
runGuard(port, steadyTicker, () => process.exit(0));
sweepLifelines();
