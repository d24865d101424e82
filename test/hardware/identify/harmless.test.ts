import { describe, expect, test } from "vitest";
import { PROBES, type Probe } from "../../../hardware/identify/probes.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../hardware/transport/opener.ts";
import { BOARD_KINDS } from "../../../simulator/devices/boards/kinds.ts";
import type { Emulator } from "../../../simulator/devices/emulated-port.ts";
import { MODELS } from "../../../simulator/devices/printer/models.ts";
import { paperText } from "../../../simulator/devices/printer/paper.ts";
import { createPrinterEmulator } from "../../../simulator/devices/printer/printer-emulator.ts";
import { servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { until } from "../transport/serial-bench.ts";

const ANY = PROBES.filter((probe) => probe.reach === "anybody" && probe.bytes.length > 0);
const NO_PRINTER = PROBES.filter((probe) => probe.reach === "no-printer");

/** Puts the emulated device on a terminal, says every probe to it and ends when it has heard every byte. */
async function sayAll(emulator: Emulator, probes: readonly Probe[], atEnd: (close: () => Promise<void>) => void) {
  let heardBytes = 0;
  const pty = await servePty({
    emulator: (port) =>
      emulator({
        ...port,
        onBytes: (heard) =>
          port.onBytes((bytes) => {
            heard(bytes);
            heardBytes += bytes.length;
          }),
      }),
  });
  atEnd(() => pty.close());
  let saidBytes = 0;
  for (const probe of probes) {
    const address = { kind: "serial", path: pty.path, baudRate: probe.baudRate } as const;
    const opened = await openerFor(address, steadyTicker).open(
      { bytes: () => undefined, lost: () => undefined },
      10_000,
    );
    if ("loss" in opened) throw new Error(opened.loss.what);
    expect(await opened.line.write(probe.bytes, 5_000)).toBe(true);
    saidBytes += probe.bytes.length;
    await until(() => heardBytes >= saidBytes, 10_000, "hearing the probe");
    await opened.line.close();
  }
}

describe.skipIf(socatIsMissing())("every probe on every emulated device (skipped: socat is not installed)", () => {
  test.concurrent.each(Object.entries(BOARD_KINDS))(
    "%s: no output changes, whether it is on or off",
    async (_, kind) => {
      const closers: (() => Promise<void>)[] = [];
      const { channels, inputs } = kind;
      const board = kind.create({ ticker: steadyTicker, channels, inputs, shelf: [] });
      for (const channel of [1, 3]) board.bench.switch(channel, true);
      const before = board.bench.events.length;
      await sayAll(board.device, [...ANY, ...NO_PRINTER], (close) => closers.push(close));
      for (const close of closers) await close();
      expect(board.bench.events.slice(before)).toEqual([]);
    },
  );

  test.concurrent.each(Object.keys(MODELS))(
    "printer %s: nothing on paper, no drawer, no command",
    async (model) => {
      const closers: (() => Promise<void>)[] = [];
      const printer = createPrinterEmulator({ model, ticker: steadyTicker });
      await sayAll(printer.plug, ANY, (close) => closers.push(close));
      for (const byte of [0x0a, 0x1d, 0x56, 0x41, 0x00]) printer.hear(Uint8Array.of(byte));
      await until(() => printer.workedBytes > 20, 10_000, "working everything off");
      for (const close of closers) await close();
      const texts = [printer.paper, ...printer.receipts.map(({ lines }) => lines)].map((lines) => paperText(lines));
      expect(texts.join("").trim()).toBe("");
      expect(printer.drawerKicks).toBe(0);
      printer.switchOff();
    },
  );
});

test("what a text probe would do to a Devantech board is why it goes to Numato modules alone", async () => {
  const kind = BOARD_KINDS["devantech"];
  const numato = PROBES.find((probe) => probe.name === "numato-version");
  if (kind === undefined || numato === undefined) throw new Error("the emulators or the probes changed");
  const board = kind.create({ ticker: steadyTicker, channels: 8, inputs: 0, shelf: [] });
  let hear: (bytes: Uint8Array) => void = () => undefined;
  board.device({
    onBytes: (heard) => {
      hear = heard;
    },
    write: () => undefined,
    hangUp: () => undefined,
    onGone: () => undefined,
    hold: () => undefined,
    release: () => undefined,
  });
  hear(numato.bytes);
  expect(board.bench.pulses(1)).toBe(1);
  expect(numato.reach).toBe("this-make");
});

describe("bytes that would move something on boards without frames", () => {
  const isSwitching = (byte: number): boolean =>
    // E-3 and HW-667: on, off, one second.
    [0xaa, 0xbb, 0xcc].includes(byte) ||
    // Boards that take the letters A and a.
    [0x41, 0x61].includes(byte) ||
    // Leads of LCUS and KMTronic commands.
    [0xa0, 0xff].includes(byte) ||
    // Devantech: set states, all on, on, all off, off.
    byte === 0x5c ||
    (byte >= 0x64 && byte <= 0x76);

  test.each([...ANY, ...NO_PRINTER].map((probe) => [`${probe.name} at ${probe.baudRate}`, probe] as const))(
    "%s holds none of them",
    (_, probe) => {
      expect([...probe.bytes].filter(isSwitching)).toEqual([]);
    },
  );

  test.each(ANY.filter(({ baudRate }) => baudRate !== 9_600))(
    "$name at $baudRate is heard as none of them by a board that listens at 9600",
    (probe) => {
      expect(heardAt(probe.bytes, probe.baudRate, 9_600).filter(isByteOrder)).toEqual([]);
    },
  );

  const isByteOrder = (byte: number): boolean => [0xaa, 0xbb, 0xcc, 0x41, 0x61].includes(byte);
});

test("what goes to anybody holds no letter and no command a printer would obey", () => {
  // Bell, tab, feeds, carriage return, shift out and in, DLE outside its own question, the paper's and the printer's controls.
  const obeyed = new Set([
    0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x12, 0x14, 0x18, 0x1b, 0x1c, 0x1d,
  ]);
  for (const probe of ANY) {
    const bytes = [...probe.bytes];
    expect(bytes.filter((byte) => byte >= 0x20 || obeyed.has(byte))).toEqual([]);
    if (bytes.includes(0x10)) expect(bytes).toEqual([0x10, 0x04, 0x01]);
  }
});

/** What a UART set to one speed makes of bytes sent at another: it samples the middle of its own bits. */
function heardAt(bytes: Uint8Array, sentBaud: number, readBaud: number): number[] {
  const bits = [...bytes].flatMap((byte) => [0, ...Array.from({ length: 8 }, (_, at) => (byte >> at) & 1), 1]);
  const levelAt = (second: number): number => bits[Math.floor(second * sentBaud)] ?? 1;
  const heard: number[] = [];
  const step = 1 / sentBaud / 4;
  for (let now = 0; now < bits.length / sentBaud; now += step) {
    if (levelAt(now) !== 0) continue;
    const sample = (bit: number) => levelAt(now + (bit + 0.5) / readBaud);
    if (sample(9) === 1) {
      heard.push(Array.from({ length: 8 }, (_, at) => sample(at + 1) << at).reduce((sum, bit) => sum | bit, 0));
    }
    now += 9.5 / readBaud;
  }
  return heard;
}
