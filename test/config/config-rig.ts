import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { loadConfig, plainConfigFaults } from "../../electron/config/load.ts";
import type { TerminalConfig } from "../../electron/config/schema.ts";

/** Configurations that are right as they stand, and a folder for each test to load them from. */
export const KNOWN = { printerProfiles: ["epson"], dispenserDrivers: ["lcus", "modbus-rtu"] };

export const COFFEE = { sku: "coffee", name: "Coffee", category: "Warm", price: "39.00", vat: 15 };

export const PROVIDER = {
  api: "epayment",
  clientId: { env: "CLIENT_ID" },
  clientSecret: { file: "secret.txt" },
  subscriptionKey: "subscription-key-of-a-trial",
  merchantSerialNumber: "123456",
};

export const KIOSK = {
  mode: "kiosk",
  market: "NO",
  languages: ["nb", "en"],
  terminalId: "till-1",
  shop: {
    name: "Kaffebaren AS",
    organisationNumber: "123456785",
    vatRegistered: true,
    address: ["Storgata 1", "0155 Oslo"],
  },
  provider: PROVIDER,
  catalogue: { goods: [COFFEE] },
};

export const BOARD = {
  id: "board",
  kind: "dispenser",
  driver: "lcus",
  line: { kind: "serial", path: "/dev/ttyUSB0", baudRate: 9600 },
  channels: 4,
  slots: [
    { slot: "A1", channel: 1 },
    { slot: "A2", channel: 2, pulseMs: 800, dropInput: 1, dropWindowMs: 3000 },
  ],
};

export const PRINTER = {
  id: "printer",
  kind: "printer",
  driver: "escpos",
  line: { kind: "tcp", host: "192.168.1.20", port: 9100 },
  profile: "epson",
};

export const VENDING = {
  ...KIOSK,
  mode: "vending",
  devices: [BOARD],
  catalogue: { goods: [{ ...COFFEE, slot: "A1" }] },
};

export function configRig() {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "myntfri-config-"));
    writeFileSync(join(folder, "secret.txt"), "a-secret-in-a-file\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const path = () => join(folder, "terminal.json");
  const load = (config: unknown, env: Record<string, string> = { CLIENT_ID: "client-1" }) => {
    writeFileSync(path(), typeof config === "string" ? config : JSON.stringify(config));
    return loadConfig(path(), env, KNOWN);
  };
  return {
    folder: () => folder,
    path,
    load,
    taken(config: unknown): TerminalConfig {
      const loaded = load(config);
      if (!loaded.ok) throw new Error(plainConfigFaults(loaded.faults));
      return loaded.config;
    },
    faultsOf(config: unknown, env?: Record<string, string>): string[] {
      const loaded = load(config, env);
      if (loaded.ok) throw new Error("the configuration was taken");
      expect(new Set(loaded.faults.map(({ file }) => file))).toEqual(new Set([path()]));
      return loaded.faults.map(({ field, expected, got }) => `${field} | ${expected} | ${got}`);
    },
  };
}
