import { execFileSync, spawnSync } from "node:child_process";
import { expect, type TestContext, test } from "vitest";
import type { DeviceSpec } from "../../../hardware/contract.ts";
import { createCustomerDisplay } from "../../../hardware/drivers/display/customer-display.ts";
import { createPresenceSensor } from "../../../hardware/drivers/presence/presence-sensor.ts";
import { createSerialScanner } from "../../../hardware/drivers/scanner/serial-scanner.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../hardware/transport/opener.ts";
import { createModbusBoardEmulator } from "../../../simulator/devices/boards/modbus-board.ts";
import type { Emulator } from "../../../simulator/devices/emulated-port.ts";
import { bytesPerSecond, pacePort } from "../../../simulator/devices/paced-port.ts";
import { DisplayEmulator } from "../../../simulator/devices/peripherals/display-emulator.ts";
import { PresenceEmulator } from "../../../simulator/devices/peripherals/presence-emulator.ts";
import { ScannerEmulator } from "../../../simulator/devices/peripherals/scanner-emulator.ts";
import { type ServedPty, servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { until } from "../transport/serial-bench.ts";

const ticker = steadyTicker;
type AtEnd = TestContext["onTestFinished"];

/** The device on a kernel terminal, at the speed of its real line. */
async function served(atEnd: AtEnd, device: Emulator, baudRate: number) {
  const pty = await servePty({
    emulator: (port) => device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker })),
  });
  atEnd(() => pty.close());
  const line = { kind: "serial", path: pty.path, baudRate } as const;
  return { pty, line, opener: openerFor(line, ticker) };
}

/** As after a shock on the cable: the adapter comes back as another terminal, behind the same name. */
async function comesBackElsewhere(atEnd: AtEnd, pty: ServedPty): Promise<void> {
  const { terminal } = pty;
  // Others on this machine open and close terminals meanwhile: the number may be free again when it is plugged in.
  for (let tries = 0; tries < 10; tries += 1) {
    if (pty.plugged) await pty.unplug();
    const other = await servePty({ emulator: () => undefined });
    atEnd(() => other.close());
    await pty.plug();
    if (pty.terminal !== terminal) return;
  }
  throw new Error("the terminal's number was to be taken by another one");
}

const noSocat = socatIsMissing();
const noPython = spawnSync("python3", ["--version"]).status !== 0;
/** `stty` shows 0 for a speed that has no name; the kernel's newer call names it. */
const SPEED = `
import fcntl, os, struct, sys
line = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
print(struct.unpack_from("I", fcntl.ioctl(line, 0x802C542A, bytes(44)), 40)[0])
`;
const WALLET_CODE = "https://qr.vipps.no/28/2/01/031/4791234567?v=1&s=aG+Vp/æ==#t";

test.skipIf(noSocat)(
  "on a real terminal a scanner is heard, lost and heard again (skipped: socat is not installed)",
  async ({ onTestFinished }) => {
    const emulated = new ScannerEmulator({ ending: "cr-lf", saysKind: true });
    const { pty, line, opener } = await served(onTestFinished, emulated.device, 9_600);
    const scans: string[] = [];
    const spec: DeviceSpec & { kind: "scanner" } = { id: "gun", kind: "scanner", driver: "serial", line };
    const scanner = createSerialScanner({ spec, opener, ticker, onScan: (text) => scans.push(text) });
    onTestFinished(() => scanner.stop());
    await until(() => scanner.condition().state === "ready");
    emulated.scan("7038010009457");
    emulated.scan(WALLET_CODE);
    await until(() => scans.length === 2);
    expect(scans).toEqual(["]E07038010009457", `]Q1${WALLET_CODE}`]);
    emulated.scanInterrupted("5701234567899", 4);
    const pulledMs = performance.now();
    await pty.unplug();
    await until(() => scanner.condition().state === "absent");
    expect(performance.now() - pulledMs).toBeLessThan(1_000);
    await comesBackElsewhere(onTestFinished, pty);
    await until(() => scanner.condition().state === "ready");
    emulated.scan("5701234567899");
    await until(() => scans.includes("]E05701234567899"));
    // The half code before it was either nothing or its own four bytes, never the beginning of another one.
    expect(scans.filter((text) => text !== "]E05")).toHaveLength(3);
    expect(emulated.violations).toBe(0);
  },
);

test.skipIf(noSocat).for(["escpos", "cd5220"] as const)(
  "on a real terminal a customer display of %s shows the latest lines, on a new terminal too (skipped: socat is not installed)",
  async (driver, { onTestFinished }) => {
    const emulated = new DisplayEmulator({ language: driver });
    const { pty, line, opener } = await served(onTestFinished, emulated.device, 9_600);
    const spec: DeviceSpec & { kind: "display" } = { id: "pole", kind: "display", driver, line };
    const display = createCustomerDisplay({ spec, opener, ticker });
    onTestFinished(() => display.stop());
    display.show(["Coffee", "45,00"]);
    await until(() => emulated.lines[1].trim() === "45,00");
    await pty.unplug();
    await until(() => display.condition().state === "absent");
    emulated.powerCut();
    display.show(["Smørbrød", "60,00"]);
    await comesBackElsewhere(onTestFinished, pty);
    await until(() => emulated.lines[1].trim() === "60,00");
    expect(emulated.lines).toEqual(["Smørbrød".padEnd(20), "60,00".padEnd(20)]);
    expect(emulated.violations).toEqual([]);
  },
);

test.skipIf(noSocat).for([
  ["tfmini", "tof", 115_200],
  ["ld2410", "radar", 256_000],
] as const)(
  "on a real terminal %s sees who stands there, and its silence and its plug are noticed (skipped: socat is not installed)",
  async ([driver, kind, baudRate], { onTestFinished }) => {
    const emulated = new PresenceEmulator({ kind, ticker });
    onTestFinished(() => emulated.stop());
    const { pty, line, opener } = await served(onTestFinished, emulated.device, baudRate);
    const spec: DeviceSpec & { kind: "presence" } = { id: "eye", kind: "presence", driver, line };
    const sensor = createPresenceSensor({ spec, opener, ticker });
    onTestFinished(() => sensor.stop());
    emulated.stands(60);
    await until(() => sensor.nearness() === "near");
    emulated.hangs(true);
    const silentMs = performance.now();
    await until(() => sensor.nearness() !== "near");
    expect(sensor.nearness()).toBe("unknown");
    expect(performance.now() - silentMs).toBeLessThan(2_000);
    emulated.hangs(false);
    await until(() => sensor.nearness() === "near", 10_000);
    await pty.unplug();
    await until(() => sensor.nearness() === "unknown" && sensor.condition().state === "absent");
    await comesBackElsewhere(onTestFinished, pty);
    await until(() => sensor.nearness() === "near", 10_000);
    expect(emulated.readingsASecond).toBe(10);
  },
);

test.skipIf(noSocat)(
  "on a real terminal a motion detector is read from its board's input (skipped: socat is not installed)",
  async ({ onTestFinished }) => {
    const board = createModbusBoardEmulator({ ticker, channels: 8, inputs: 8, shelf: [] });
    const { pty, line, opener } = await served(onTestFinished, board.device, 9_600);
    const spec: DeviceSpec & { kind: "presence" } = {
      id: "eye",
      kind: "presence",
      driver: "modbus-input",
      line,
      input: 2,
    };
    const sensor = createPresenceSensor({ spec, opener, ticker });
    onTestFinished(() => sensor.stop());
    board.bench.block(2);
    await until(() => sensor.nearness() === "near");
    await pty.unplug();
    await until(() => sensor.nearness() === "unknown");
    await comesBackElsewhere(onTestFinished, pty);
    await until(() => sensor.nearness() === "near", 10_000);
    expect(board.bench.outputs).not.toContain(true);
  },
);

test.skipIf(noSocat || noPython)(
  "a radar's line really runs at its odd speed (skipped: socat or python3 is not installed)",
  async ({ onTestFinished }) => {
    const emulated = new PresenceEmulator({ kind: "radar", ticker });
    onTestFinished(() => emulated.stop());
    const { pty, line, opener } = await served(onTestFinished, emulated.device, 256_000);
    const spec: DeviceSpec & { kind: "presence" } = { id: "eye", kind: "presence", driver: "ld2410", line };
    const sensor = createPresenceSensor({ spec, opener, ticker });
    onTestFinished(() => sensor.stop());
    await until(() => sensor.condition().state === "ready");
    expect(Number(execFileSync("python3", ["-c", SPEED, pty.terminal], { encoding: "utf8" }))).toBe(256_000);
  },
);
