import { PRINTER_PROFILES } from "../../hardware/drivers/escpos/profiles.ts";
import type { KnownDevices } from "../config/cross-checks.ts";

/** Names a configuration may use. */
export const knownDevices: KnownDevices = {
  printerProfiles: PRINTER_PROFILES.map((profile) => profile.name),
  dispenserDrivers: ["modbus-rtu", "lcus"],
};
