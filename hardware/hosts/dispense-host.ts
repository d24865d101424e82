import { steadyTicker } from "../steady-ticker.ts";
import { runDeviceHost } from "./device-host.ts";
import { goAhead } from "./go-ahead.ts";
import { processPort } from "./process-port.ts";

/** The process that holds everything that moves goods or locks. */
goAhead();
runDeviceHost("dispense", processPort(), steadyTicker, () => process.exit(0));
