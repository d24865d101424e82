import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ModbusMaster } from "../../../hardware/drivers/modbus/master.ts";
import { createModbusCoilsBoard, RTU } from "../../../hardware/drivers/modbus/modbus-board.ts";
import type { ModbusAsk } from "../../../hardware/frames/modbus/pdu.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../hardware/transport/opener.ts";
import { socatIsMissing } from "../../../simulator/devices/pty.ts";
import { until } from "../transport/serial-bench.ts";

const LONG_MS = 30_000;
const PYTHON = "/usr/bin/python3";
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function succeeds(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const noSocat = socatIsMissing();
const SLAVES = [
  {
    name: "pymodbus",
    isMissing: noSocat || !succeeds(PYTHON, "-c", "import pymodbus.server, serial"),
    start: (port: string) =>
      spawn(PYTHON, [here("pymodbus-slave.py"), port], { stdio: ["ignore", "pipe", "pipe"] }),
  },
  {
    name: "libmodbus",
    isMissing: noSocat || !existsSync("/usr/include/modbus/modbus.h") || !succeeds("gcc", "--version"),
    start(port: string, folder: string) {
      const program = join(folder, "slave");
      execFileSync("gcc", ["-o", program, here("libmodbus-slave.c"), "-I/usr/include/modbus", "-lmodbus"]);
      return spawn(program, [port], { stdio: ["ignore", "pipe", "pipe"] });
    },
  },
] as const;

/** Two terminals joined end to end, as a cable joins two computers. */
async function joinTerminals(
  folder: string,
): Promise<{ readonly socat: ChildProcess; readonly ends: [string, string] }> {
  const ends: [string, string] = [join(folder, "ours"), join(folder, "theirs")];
  const socat = spawn(
    "socat",
    ends.map((end) => `pty,raw,echo=0,link=${end}`),
    { stdio: "ignore" },
  );
  await until(() => ends.every((end) => existsSync(end)), LONG_MS, "the two terminals");
  return { socat, ends };
}

async function beginWith(slave: (typeof SLAVES)[number], atEnd: (close: () => Promise<void>) => void) {
  const folder = mkdtempSync(join(tmpdir(), "judge-"));
  const { socat, ends } = await joinTerminals(folder);
  const [ours, theirs] = ends;
  const program = slave.start(theirs, folder);
  atEnd(async () => {
    for (const child of [program, socat]) {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });
  let said = "";
  program.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
  await until(() => said.includes("ready"), LONG_MS, "the slave");
  return { kind: "serial", path: ours, baudRate: 9_600 } as const;
}

async function masterOn(
  line: Parameters<typeof openerFor>[0],
  address: number,
  atEnd: (close: () => Promise<void>) => void,
) {
  const master = new ModbusMaster({
    address,
    framing: RTU,
    ticker: steadyTicker,
    // A busy machine runs the slave late.
    replyMs: 3_000,
    gapMs: 8,
    probes: [],
  });
  const ears = {
    bytes: (chunk: Uint8Array) => master.heard(chunk),
    lost: (loss: Parameters<typeof master.down>[0]) => master.down(loss),
  };
  const opened = await openerFor(line, steadyTicker).open(ears, 10_000);
  if ("loss" in opened) throw new Error(opened.loss.what);
  atEnd(() => opened.line.close());
  master.up((bytes, deadlineMs) => opened.line.write(bytes, deadlineMs));
  return async (ask: ModbusAsk) => {
    const exchanged = await master.ask(ask);
    return exchanged.is === "answered" ? exchanged.answer : exchanged.is;
  };
}

for (const slave of SLAVES) {
  describe.skipIf(slave.isMissing)(
    `our Modbus master before a slave of ${slave.name} (skipped: ${slave.name}, its compiler or socat is not installed)`,
    () => {
      test("reads and writes coils, inputs and registers, and hears every refusal", async ({ onTestFinished }) => {
        const line = await beginWith(slave, onTestFinished);
        const ask = await masterOn(line, 1, onTestFinished);
        const coils = (count = 8) => ask({ ask: "read-coils", start: 0, count });
        const bits = (...bytes: readonly number[]) => ({ says: "bits", bits: Uint8Array.from(bytes) });
        expect(await coils()).toMatchObject(bits(0));
        // FC05
        expect(await ask({ ask: "write-coil", coil: 3, value: 0xff00 })).toMatchObject({ says: "wrote", at: 3 });
        expect(await coils()).toMatchObject(bits(0b1000));
        // FC0F, then FC01 over more than one byte
        const on = [true, false, true, false, false, false, false, false, false, true];
        expect(await ask({ ask: "write-coils", start: 0, on })).toEqual({
          says: "wrote-many",
          function: 15,
          start: 0,
          count: 10,
        });
        expect(await coils(16)).toMatchObject(bits(0b101, 0b10));
        expect(await ask({ ask: "write-coil", coil: 0, value: 0x0000 })).toMatchObject({ says: "wrote", value: 0 });
        expect(await coils(16)).toMatchObject(bits(0b100, 0b10));
        // FC02
        expect(await ask({ ask: "read-inputs", start: 0, count: 16 })).toMatchObject(bits(0b1001, 0b1));
        // FC03, FC06, FC10
        const registers = (start: number, count: number) => ask({ ask: "read-registers", start, count });
        expect(await registers(0, 3)).toMatchObject({ values: [100, 101, 102] });
        expect(await ask({ ask: "write-register", register: 1, value: 0x0603 })).toMatchObject({
          says: "wrote",
          value: 0x0603,
        });
        expect(await ask({ ask: "write-registers", start: 2, values: [7, 65_535] })).toEqual({
          says: "wrote-many",
          function: 16,
          start: 2,
          count: 2,
        });
        expect(await registers(0, 5)).toMatchObject({ values: [100, 0x0603, 7, 65_535, 104] });
        // Beyond the end: exception 2, and the next answer is its own.
        expect(await ask({ ask: "read-coils", start: 0, count: 64 })).toEqual({
          says: "exception",
          function: 1,
          code: 2,
        });
        expect(await ask({ ask: "write-register", register: 900, value: 1 })).toMatchObject({
          function: 6,
          code: 2,
        });
        expect(await registers(0, 1)).toMatchObject({ values: [100] });
      });

      test("an absent slave is silence, not an answer of another's", async ({ onTestFinished }) => {
        const line = await beginWith(slave, onTestFinished);
        const ask = await masterOn(line, 7, onTestFinished);
        expect(await ask({ ask: "read-coils", start: 0, count: 8 })).toBe("unanswered");
      });

      test("the driver for plain coil boards proves all off, gives one pulse and reads it back", async ({
        onTestFinished,
      }) => {
        const line = await beginWith(slave, onTestFinished);
        const board = createModbusCoilsBoard({
          spec: {
            id: "shelf",
            kind: "dispenser",
            driver: "modbus-coils",
            line,
            channels: 8,
            slots: [{ slot: "A1", channel: 1, pulseMs: 3_000, dropWindowMs: 3_000 }],
          },
          opener: openerFor(line, steadyTicker),
          ticker: steadyTicker,
        });
        onTestFinished(() => board.stop());
        await until(() => board.sellable("A1"), LONG_MS, "readiness");
        expect(await board.vend("A1")).toEqual({
          is: "dropped",
          evidence: "Output proven on and off again; no drop sensor fitted.",
        });
        expect(await board.allOff()).toBe(true);
      });
    },
  );
}
