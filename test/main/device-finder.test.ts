import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deviceSchema } from "../../electron/config/device-schema.ts";
import { FinderProcess } from "../../electron/main/device-finder.ts";
import { nodeLauncher } from "../../hardware/hosts/node-launcher.ts";
import type { PlacedDevice } from "../../hardware/identify/listed-ports.ts";
import { portHolders } from "../../hardware/identify/port-holders.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { openerFor } from "../../hardware/transport/opener.ts";
import { BOARD_KINDS } from "../../simulator/devices/boards/kinds.ts";
import { ScannerEmulator } from "../../simulator/devices/peripherals/scanner-emulator.ts";
import { createPrinterEmulator } from "../../simulator/devices/printer/printer-emulator.ts";
import { socatIsMissing } from "../../simulator/devices/pty.ts";
import { isRunning } from "../hardware/hosts/host-rig.ts";
import { UsbMachine } from "../rig/usb-machine.ts";

/** A process is to be started, on a machine that may be busy. */
const SOON = { timeout: 15_000 };
const CH340 = { vendorId: "1a86", productId: "7523" } as const;
const EPSON = { vendorId: "04b8", productId: "0202" } as const;

function board(name: string) {
  const kind = BOARD_KINDS[name];
  if (kind === undefined) throw new Error(`no emulated board is called ${name}`);
  return kind.create({ ticker: steadyTicker, channels: kind.channels, inputs: kind.inputs, shelf: [] });
}

/** Fails where the lines are not what a configuration takes. */
const asDevice = (lines: string | undefined) => deviceSchema.parse(JSON.parse(lines ?? "null"));

describe.skipIf(socatIsMissing())("the process that looks for devices (skipped: socat is not installed)", () => {
  let machine: UsbMachine;
  let finder: FinderProcess;
  const pids: number[] = [];
  const notes: string[] = [];

  function startFinder(devices: readonly PlacedDevice[] = []): void {
    finder = new FinderProcess({
      launcher: nodeLauncher((_kind, pid) => pids.push(pid)),
      devices,
      after: (ms, call) => steadyTicker.after(ms, call),
      note: (what) => notes.push(what),
    });
  }

  beforeEach(() => {
    machine = new UsbMachine();
    process.env["MYNTFRI_PORTS_ROOT"] = machine.root;
    pids.length = 0;
    notes.length = 0;
    startFinder();
  });
  afterEach(async () => {
    finder.end();
    await expect.poll(() => pids.some(isRunning), SOON).toBe(false);
    delete process.env["MYNTFRI_PORTS_ROOT"];
    await machine.close();
  });

  test("names a printer and a board, and gives lines that a configuration takes as they stand", async () => {
    const paper = createPrinterEmulator({ model: "epson-80", ticker: steadyTicker });
    const modbus = board("modbus");
    await machine.plug({ tty: "ttyACM0", socket: "1-2", ...EPSON, serial: "K5", emulator: paper.plug });
    await machine.plug({ tty: "ttyUSB0", socket: "1-1.4", ...CH340, emulator: modbus.device });
    const listed = await finder.ports().answer;
    expect(listed?.ports).toMatchObject([
      { adapter: "Epson printer", usb: { ...EPSON, serialNumber: "K5" }, users: [], twins: [] },
      { adapter: "CH340 adapter", usb: { ...CH340, socket: "1-1.4:1.0" }, users: [], twins: [] },
    ]);
    const [printer = "", relays = ""] = listed?.ports.map(({ path }) => path) ?? [];

    const first = await finder.look(printer).answer;
    expect(first).toMatchObject({ is: "found", what: "a receipt printer that speaks ESC/POS", sure: "sure" });
    expect(asDevice(first?.lines)).toMatchObject({
      kind: "printer",
      driver: "escpos",
      profile: "epson-80",
      line: { usb: { ...EPSON, serialNumber: "K5" }, baudRate: first?.baudRate },
    });
    const second = await finder.look(relays).answer;
    expect(second).toMatchObject({ is: "found", sure: "family", baudRate: 9_600 });
    expect(asDevice(second?.lines)).toMatchObject({
      kind: "dispenser",
      driver: "modbus-rtu",
      address: 1,
      channels: 8,
      line: { usb: { ...CH340, socket: "1-1.4:1.0" } },
    });
    expect([paper.receipts, paper.paper.length, modbus.bench.events]).toEqual([[], 0, []]);
    expect(pids).toHaveLength(1);
    paper.switchOff();
  });

  test("touches neither the port of a configured device nor one that another program has open", async () => {
    const heard: Uint8Array[] = [];
    const emulator = board("modbus").device;
    const mine = await machine.plug({ tty: "ttyUSB0", socket: "1-1", ...CH340, serial: "A1", emulator });
    const foreign = await machine.plug({
      tty: "ttyUSB1",
      socket: "1-2",
      ...CH340,
      serial: "A2",
      emulator: (port) => port.onBytes((bytes) => heard.push(bytes)),
    });
    startFinder([
      { id: "shelf", line: { kind: "serial", usb: { ...CH340, serialNumber: "A1" }, baudRate: 9_600 } },
      { id: "bar", line: { kind: "serial", usb: EPSON, baudRate: 9_600 } },
    ]);
    const listed = await finder.ports().answer;
    expect(listed?.ports.map(({ users }) => users)).toEqual([["shelf"], []]);
    expect(listed?.missing).toMatchObject([{ id: "bar", what: expect.stringContaining("04b8:0202") }]);
    expect(await finder.look(mine.path).answer).toMatchObject({ is: "refused", sure: "none" });

    const ears = { bytes: () => undefined, lost: () => undefined };
    const line = { kind: "serial", path: foreign.path, baudRate: 9_600 } as const;
    const opened = await openerFor(line, steadyTicker).open(ears, 5_000);
    if ("loss" in opened) throw new Error(opened.loss.what);
    expect(await finder.look(foreign.path).answer).toMatchObject({
      is: "refused",
      what: expect.stringContaining("in use by"),
    });
    expect(heard).toEqual([]);
    await opened.line.close();
  });

  test("a look that is stopped ends at once, sends nothing more and lets the port go", async () => {
    const silent = await machine.plug({
      tty: "ttyUSB0",
      socket: "1-1",
      ...CH340,
      emulator: (port) => port.onBytes(() => undefined),
    });
    await finder.ports().answer;
    const look = finder.look(silent.path);
    await expect.poll(() => isOpenElsewhere(silent.path), SOON).toBe(true);
    const beganMs = performance.now();
    look.stop();
    expect(await look.answer).toMatchObject({ is: "silent" });
    expect(performance.now() - beganMs).toBeLessThan(2_500);
    expect(await isOpenElsewhere(silent.path)).toBe(false);
  });

  test("ended in the middle of a look, its process is gone and so is its hold on the port", async () => {
    const emulator = board("lcus").device;
    const silent = await machine.plug({ tty: "ttyUSB0", socket: "1-1", ...CH340, emulator });
    const look = finder.look(silent.path);
    await expect.poll(() => isOpenElsewhere(silent.path), SOON).toBe(true);
    finder.end();
    expect(await look.answer).toBeUndefined();
    await expect.poll(() => isOpenElsewhere(silent.path), SOON).toBe(false);
    expect(notes).toEqual([]);
  });

  test("of two that look alike the one whose cable was pulled is named, under the name it came back with", async () => {
    const plug = (tty: string, socket: string) =>
      machine.plug({ tty, socket, ...CH340, emulator: board("lcus").device });
    const one = await plug("ttyUSB0", "1-1.3");
    const other = await plug("ttyUSB1", "1-1.4");
    const listed = await finder.ports().answer;
    expect(listed?.ports.map(({ twins }) => twins)).toEqual([[other.path], [one.path]]);
    const away: (string | undefined)[] = [];
    const which = finder.which([one.path, other.path], (path) => away.push(path));
    await expect.poll(() => isOpenElsewhere(other.path), SOON).toBe(true);
    const was = other.path;
    await other.unplug();
    await expect.poll(() => away, SOON).toEqual([was]);
    await other.plug("ttyUSB5");
    const chosen = await which.answer;
    expect(chosen).toMatchObject({ is: "this", path: other.path, sign: "cable" });
    expect(JSON.parse(`{${chosen?.is === "this" ? chosen.lines : ""}}`)).toEqual({
      line: { kind: "serial", usb: { ...CH340, socket: "1-1.4:1.0" }, baudRate: 9_600 },
    });
    expect(await isOpenElsewhere(one.path)).toBe(false);
  });

  test("two cables pulled at once tell nothing; afterwards one does", async () => {
    const plug = (tty: string, socket: string) =>
      machine.plug({ tty, socket, ...CH340, emulator: board("lcus").device });
    const one = await plug("ttyUSB0", "1-1");
    const other = await plug("ttyUSB1", "1-2");
    const away: (string | undefined)[] = [];
    const which = finder.which([one.path, other.path], (path) => away.push(path));
    await expect.poll(() => isOpenElsewhere(one.path), SOON).toBe(true);
    await Promise.all([one.unplug(), other.unplug()]);
    await expect.poll(() => away.length, SOON).toBeGreaterThan(0);
    await expect.poll(() => away.at(-1), SOON).toBeUndefined();
    const heard = away.length;
    await Promise.all([one.plug(), other.plug()]);
    await expect.poll(() => away.length, SOON).toBeGreaterThan(heard);
    await one.unplug();
    await expect.poll(() => away.at(-1), SOON).toBe(one.path);
    await one.plug();
    expect(await which.answer).toMatchObject({ is: "this", path: one.path, sign: "cable" });
  });

  test("of two scanners the one that scans is named, and of two printers the one whose cover is opened", async () => {
    const scanners = [new ScannerEmulator(), new ScannerEmulator()] as const;
    const left = await machine.plug({ tty: "ttyACM0", socket: "1-1", ...CH340, emulator: scanners[0].device });
    const right = await machine.plug({ tty: "ttyACM1", socket: "1-2", ...CH340, emulator: scanners[1].device });
    const which = finder.which([left.path, right.path], () => undefined);
    await expect.poll(() => isOpenElsewhere(right.path), SOON).toBe(true);
    const scanning = setInterval(() => scanners[1].scan("7038010000065"), 1_400);
    const chosen = await which.answer;
    clearInterval(scanning);
    expect(chosen).toMatchObject({ is: "this", path: right.path, sign: "spoke" });
    expect(asDevice(chosen?.is === "this" ? chosen.lines : undefined)).toMatchObject({ kind: "scanner" });
    expect(scanners.map(({ violations }) => violations)).toEqual([0, 0]);
    await Promise.all([left.unplug(), right.unplug()]);

    const printers = ["one", "other"].map(() => createPrinterEmulator({ model: "epson-80", ticker: steadyTicker }));
    const [one, other] = await Promise.all(
      printers.map(({ plug }, at) =>
        machine.plug({ tty: `ttyACM${at + 2}`, socket: `2-${at}`, ...EPSON, emulator: plug }),
      ),
    );
    if (one === undefined || other === undefined) throw new Error("two printers were plugged in");
    for (const { path } of [one, other]) expect((await finder.look(path).answer)?.is).toBe("found");
    const opened = finder.which([one.path, other.path], () => undefined);
    await expect.poll(() => isOpenElsewhere(one.path), SOON).toBe(true);
    const opening = setTimeout(() => printers[0]?.becomes({ coverOpen: true }), 1_500);
    expect(await opened.answer).toMatchObject({ is: "this", path: one.path, sign: "pressed" });
    clearTimeout(opening);
    for (const printer of printers) {
      expect([printer.receipts, printer.paper.length]).toEqual([[], 0]);
      printer.switchOff();
    }
  });
});

/** Whether another process has the port open. */
async function isOpenElsewhere(path: string): Promise<boolean> {
  return (await portHolders(path)).length > 0;
}
