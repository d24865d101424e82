import type { Good } from "../core/good.ts";
import type { PhoneNumbers } from "../core/phone.ts";
import type {
  CashDrawer,
  Clock,
  DeviceState,
  Dispenser,
  Entropy,
  Journal,
  Nearness,
  PaymentGateway,
  ReceiptPrinter,
} from "../core/ports.ts";
import type { DeviceFinder } from "../core/set-up.ts";
import type { TerminalSettings } from "../core/settings.ts";
import type { DeviceService } from "../core/staff-view.ts";
import type { QrView, View } from "../core/view.ts";

/** Everything the terminal needs from outside itself. */
export interface TerminalPorts {
  readonly settings: TerminalSettings;
  readonly goods: readonly Good[];
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly journal: Journal;
  readonly gateway: PaymentGateway;
  readonly printer?: ReceiptPrinter;
  readonly dispenser?: Dispenser;
  /** Absent where none is configured. */
  readonly drawer?: CashDrawer;
  /** Looks who is on the machine's ports, for staff who set devices up; absent where nobody can. */
  readonly finder?: DeviceFinder;
  /** Every configured device as it is now. */
  readonly devices: () => readonly DeviceState[];
  /** What is known of their wear and their lines; absent where nobody counts. */
  readonly service?: () => readonly DeviceService[];
  /** Whether guidance can be spoken now; a terminal without it has no voice. */
  readonly hasVoice?: () => boolean;
  /** Whether somebody stands before the terminal; absent where no sensor is fitted. */
  readonly nearness?: () => Nearness | undefined;
  /** True for a sensor that also sees people who stand still. A motion detector's "gone" means only that nobody moves. */
  readonly seesStillness?: boolean;
  /** Whether this is the staff's PIN. Absent where none is configured: then only an attended counter lets staff in. */
  readonly isStaffPin?: (pin: string) => boolean;
  readonly phoneNumbers: PhoneNumbers;
  readonly drawQr: (content: string) => Pick<QrView, "modules" | "path">;
  /** A new picture of the world; called only when something in it changed. */
  readonly onView: (view: View) => void;
  /** The journal refused or a bug showed itself: stop the program, start it again. */
  readonly onFatal: (error: unknown) => void;
  /** One line for the log; holds no number, token or key. */
  readonly onNote: (what: string) => void;
}
