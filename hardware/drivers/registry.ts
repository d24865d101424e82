import type {
  CustomerDisplay,
  DeviceSpec,
  DrawerNews,
  LineOpener,
  PresenceSensor,
  Printer,
  Scanner,
  Ticker,
  VendingBoard,
} from "../contract.ts";

export type PrinterSpec = Extract<DeviceSpec, { kind: "printer" }>;
export type DispenserSpec = Extract<DeviceSpec, { kind: "dispenser" }>;
export type ScannerSpec = Extract<DeviceSpec, { kind: "scanner" }>;
export type DisplaySpec = Extract<DeviceSpec, { kind: "display" }>;
export type PresenceSpec = Extract<DeviceSpec, { kind: "presence" }>;

interface Parts<Spec> {
  readonly spec: Spec;
  readonly opener: LineOpener;
  readonly ticker: Ticker;
}

type MakeBoard = (parts: Parts<DispenserSpec>) => VendingBoard;

/** A make's code is loaded only when a device of it is configured. */
const BOARDS: Readonly<Record<string, () => Promise<MakeBoard>>> = {
  "modbus-rtu": async () => (await import("./modbus/modbus-board.ts")).createModbusBoard,
  "modbus-coils": async () => (await import("./modbus/modbus-board.ts")).createModbusCoilsBoard,
  "modbus-ascii": async () => (await import("./modbus/modbus-ascii-board.ts")).createModbusAsciiBoard,
  lcus: async () => (await import("./lcus/lcus-board.ts")).createLcusBoard,
  eletechsup: async () => (await import("./eletechsup/eletechsup-board.ts")).createEletechsupBoard,
  numato: async () => (await import("./numato/numato-board.ts")).createNumatoBoard,
  kmtronic: async () => (await import("./kmtronic/kmtronic-board.ts")).createKmtronicBoard,
  devantech: async () => (await import("./devantech/devantech-board.ts")).createDevantechBoard,
  vmc: async () => (await import("./vmc/vmc-board.ts")).createVmcBoard,
  vmc96: async () => (await import("./vmc96/vmc96-board.ts")).createVmc96Board,
  "mdb-qibixx": async () => (await import("./mdb/reader-board.ts")).createMdbQibixxBoard,
  "mdb-waferstar": async () => (await import("./mdb/reader-board.ts")).createMdbWaferstarBoard,
  framed: async () => (await import("./framed/framed-board.ts")).createFramedBoard,
};

/** Names a configuration may give a dispenser's `driver`. */
export const DISPENSER_DRIVERS: readonly string[] = Object.keys(BOARDS);

export async function createBoard(parts: Parts<DispenserSpec>): Promise<VendingBoard> {
  const make = BOARDS[parts.spec.driver];
  if (make === undefined)
    throw new Error(
      `${parts.spec.id}: no driver is called ${parts.spec.driver}; known are ${DISPENSER_DRIVERS.join(", ")}`,
    );
  return (await make())(parts);
}

export async function createPrinter(
  parts: Parts<PrinterSpec> & { readonly onDrawer?: (news: DrawerNews) => void },
): Promise<Printer> {
  const { createEscposPrinter } = await import("./escpos/escpos-printer.ts");
  return createEscposPrinter(parts);
}

export async function createScanner(
  parts: Parts<ScannerSpec> & { readonly onScan: (text: string) => void },
): Promise<Scanner> {
  const { createSerialScanner } = await import("./scanner/serial-scanner.ts");
  return createSerialScanner(parts);
}

export async function createDisplay(parts: Parts<DisplaySpec>): Promise<CustomerDisplay> {
  const { createCustomerDisplay } = await import("./display/customer-display.ts");
  return createCustomerDisplay(parts);
}

export async function createPresence(parts: Parts<PresenceSpec>): Promise<PresenceSensor> {
  const { createPresenceSensor } = await import("./presence/presence-sensor.ts");
  return createPresenceSensor(parts);
}
