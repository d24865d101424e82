import { describe, expect, test } from "vitest";
import { readScan } from "../../../electron/core/scanned-code.ts";
import type { DeviceCondition, Nearness } from "../../../hardware/contract.ts";
import { createCustomerDisplay } from "../../../hardware/drivers/display/customer-display.ts";
import { createPresenceSensor } from "../../../hardware/drivers/presence/presence-sensor.ts";
import { createSerialScanner } from "../../../hardware/drivers/scanner/serial-scanner.ts";
import { createMemoryCable } from "../../../hardware/transport/memory.ts";
import { createModbusBoardEmulator } from "../../../simulator/devices/boards/modbus-board.ts";
import type { Emulator } from "../../../simulator/devices/emulated-port.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { DisplayEmulator } from "../../../simulator/devices/peripherals/display-emulator.ts";
import { PresenceEmulator } from "../../../simulator/devices/peripherals/presence-emulator.ts";
import { ScannerEmulator } from "../../../simulator/devices/peripherals/scanner-emulator.ts";
import { LINE_FAULTS, type LineFault } from "../../../simulator/devices/simulations/faults.ts";
import { SpoiltLine } from "../../../simulator/devices/simulations/spoilt-line.ts";

const LINE = { kind: "serial", path: "/dev/none", baudRate: 9_600 } as const;
const EAN = "7038010009457";
type State = DeviceCondition["state"];

/** A line that can be spoilt, and its cable. */
function spoiltLine(ticker: ManualTicker, device: Emulator) {
  const spoilt = new SpoiltLine(ticker);
  const cable = createMemoryCable({ ticker, device: spoilt.wrap(device) });
  const begin = (fault: LineFault) => (fault === "unplug" ? cable.unplug() : spoilt.begin(fault));
  const heal = () => {
    spoilt.heal();
    cable.plug();
  };
  return { cable, begin, heal };
}

describe("a scanner on a line with", () => {
  const comes: Readonly<Record<LineFault, readonly [scans: readonly string[], state: State]>> = {
    silence: [[], "ready"],
    late: [["number"], "ready"],
    // Without its end a code is none: its beginning might be another good's.
    half: [[], "degraded"],
    noise: [[], "degraded"],
    echo: [["number"], "ready"],
    // The ending is lost in what is left.
    checksum: [[], "degraded"],
    flood: [[], "degraded"],
    slow: [["number"], "ready"],
    doubled: [["misread"], "ready"],
    split: [["number"], "ready"],
    stall: [["number"], "ready"],
    unplug: [[], "absent"],
  };

  test.each(LINE_FAULTS)("%s", async (fault) => {
    const ticker = new ManualTicker();
    const emulated = new ScannerEmulator({ saysKind: true });
    const { cable, begin, heal } = spoiltLine(ticker, emulated.device);
    const scans: string[] = [];
    const scanner = createSerialScanner({
      spec: { id: "gun", kind: "scanner", driver: "serial", line: LINE, ending: "cr" },
      opener: cable.opener,
      ticker,
      onScan: (text) => scans.push(readScan(text).is),
    });
    await ticker.advance(100);
    begin(fault);
    await ticker.advance(100);
    emulated.scan(EAN);
    await ticker.advance(4_000);
    expect([scans, scanner.condition().state]).toEqual(comes[fault]);
    heal();
    await ticker.advance(10_000);
    scans.length = 0;
    emulated.scan(EAN);
    await ticker.advance(2_000);
    expect([scans, scanner.condition().state]).toEqual([["number"], "ready"]);
  });
});

describe.each(["escpos", "cd5220"] as const)("a customer display of %s on a line with", (language) => {
  test.each(LINE_FAULTS)("%s", async (fault) => {
    const ticker = new ManualTicker();
    const emulated = new DisplayEmulator({ language });
    const { cable, begin, heal } = spoiltLine(ticker, emulated.device);
    const display = createCustomerDisplay({
      spec: { id: "pole", kind: "display", driver: language, line: LINE },
      opener: cable.opener,
      ticker,
    });
    await ticker.advance(100);
    begin(fault);
    display.show(["Coffee", "45,00"]);
    await ticker.advance(3_000);
    // It says nothing, so nothing that is said wrongly matters: it shows what reached it.
    const isShown = emulated.lines[0].trim() === "Coffee";
    const comes = { unplug: [false, "absent"], stall: [false, "ready"] };
    expect([isShown, display.condition().state]).toEqual(
      new Map(Object.entries(comes)).get(fault) ?? [true, "ready"],
    );
    heal();
    await ticker.advance(6_000);
    expect([emulated.lines[1].trim(), display.condition().state]).toEqual(["45,00", "ready"]);
    expect(emulated.violations).toEqual([]);
  });
});

type Says = readonly [Nearness, State];
const NEAR: Says = ["near", "ready"];
const FAULTY: Says = ["unknown", "fault"];
const SEEN: Readonly<Record<LineFault, Says>> = {
  silence: FAULTY,
  late: NEAR,
  half: FAULTY,
  noise: NEAR,
  echo: NEAR,
  checksum: FAULTY,
  flood: NEAR,
  slow: NEAR,
  doubled: FAULTY,
  split: NEAR,
  stall: NEAR,
  unplug: ["unknown", "absent"],
};
/** The board is asked and must answer in time, in a frame of its own. */
const ASKED: typeof SEEN = { ...SEEN, late: FAULTY, stall: FAULTY };

describe.each([
  ["tfmini", SEEN],
  ["ld2410", SEEN],
  ["modbus-input", ASKED],
] as const)("%s, with somebody before it, on a line with", (driver, comes) => {
  test.each(LINE_FAULTS)("%s", async (fault) => {
    const ticker = new ManualTicker();
    const board = createModbusBoardEmulator({ ticker, channels: 8, inputs: 8, shelf: [] });
    const sensor = new PresenceEmulator({ kind: driver === "ld2410" ? "radar" : "tof", ticker });
    const { cable, begin, heal } = spoiltLine(ticker, driver === "modbus-input" ? board.device : sensor.device);
    const presence = createPresenceSensor({
      spec: { id: "eye", kind: "presence", driver, line: LINE },
      opener: cable.opener,
      ticker,
    });
    sensor.stands(60);
    board.bench.block(1);
    await ticker.advance(3_000);
    expect([presence.nearness(), presence.condition().state]).toEqual(NEAR);
    begin(fault);
    await ticker.advance(4_000);
    expect([presence.nearness(), presence.condition().state]).toEqual(comes[fault]);
    heal();
    await ticker.advance(20_000);
    expect([presence.nearness(), presence.condition().state]).toEqual(NEAR);
    expect(board.bench.outputs).not.toContain(true);
    sensor.stop();
  });
});
