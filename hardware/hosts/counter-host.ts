import { steadyTicker } from "../steady-ticker.ts";
import { runDeviceHost } from "./device-host.ts";
import { processPort } from "./process-port.ts";

/** The process that holds printers and everything else that moves no goods. */
runDeviceHost("counter", processPort(), steadyTicker, () => process.exit(0));
