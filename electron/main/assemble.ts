import { settingsOf, type TerminalConfig } from "../config/schema.ts";
import { pinCheck } from "../config/staff-pin.ts";
import type { Clock, Journal, PaymentGateway } from "../core/ports.ts";
import type { DeviceFinder } from "../core/set-up.ts";
import type { View } from "../core/view.ts";
import { Terminal } from "../engine/terminal.ts";
import type { Devices } from "./devices.ts";
import { drawQr } from "./draw-qr.ts";
import { systemEntropy } from "./entropy.ts";
import { phoneNumbers } from "./phone-numbers.ts";

export interface AssemblyParts {
  readonly config: TerminalConfig;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly gateway: PaymentGateway;
  readonly devices: Devices;
  /** Looks who is on the machine's ports. */
  readonly finder?: DeviceFinder;
  /** Whether guidance can be spoken now. */
  readonly hasVoice?: () => boolean;
  readonly onView: (view: View) => void;
  readonly onFatal: (error: unknown) => void;
  readonly onNote: (what: string) => void;
}

/** The terminal without its window: runs in Electron's main process, and in plain Node for kill campaigns. */
export function assembleTerminal(parts: AssemblyParts): Terminal {
  const { config, devices, ...ports } = parts;
  return new Terminal({
    ...ports,
    settings: settingsOf(config),
    goods: config.goods,
    entropy: systemEntropy,
    ...(devices.printer === undefined ? {} : { printer: devices.printer }),
    ...(devices.dispenser === undefined ? {} : { dispenser: devices.dispenser }),
    ...(devices.drawer === undefined ? {} : { drawer: devices.drawer }),
    devices: () => devices.states(),
    service: () => devices.service?.() ?? [],
    nearness: () => devices.nearness?.(),
    seesStillness: config.devices.some(({ kind, driver }) => kind === "presence" && driver !== "modbus-input"),
    ...(config.staff === undefined ? {} : { isStaffPin: pinCheck(config.staff.pin) }),
    phoneNumbers,
    drawQr,
  });
}
