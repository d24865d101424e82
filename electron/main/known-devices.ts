import { PRINTER_PROFILES, printerProfile } from "../../hardware/drivers/escpos/profiles.ts";
import { DISPENSER_DRIVERS } from "../../hardware/drivers/registry.ts";
import type { KnownDevices } from "../config/cross-checks.ts";

/** Names a configuration may use. */
export const knownDevices: KnownDevices = {
  printerProfiles: PRINTER_PROFILES.map((profile) => profile.name),
  isPrinterProfile: (text) => printerProfile(text) !== undefined,
  dispenserDrivers: DISPENSER_DRIVERS,
  printerDots: (profile) => printerProfile(profile)?.dots,
};
