import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { optionsFor } from "../../../scripts/devices/identify.ts";
import { inFlagWords, readSimulateFlags } from "../../../scripts/devices/simulate-flags.ts";
import { openBench } from "../../../scripts/devices/simulated-bench.ts";
import { Wrong } from "../../../scripts/devices/wrong.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { type FaultName, LINE_FAULTS } from "../../../simulator/devices/simulations/faults.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";
import { runDevices } from "./program.ts";

const DEVICES = Object.entries(SIMULATIONS).map(([device, simulation]) => ({ device, simulation }));
const WRONG_USE = 64;

/** Reads the words and starts the device as the program does, all but its port. */
function start(device: string, ...args: readonly string[]): void {
  const simulation = SIMULATIONS[device];
  if (simulation === undefined) throw new Error(`no ${device}`);
  const wanted = readSimulateFlags(device, simulation, args);
  const bench = inFlagWords(() =>
    openBench(simulation, { ...wanted, ticker: new ManualTicker(), say: () => undefined }),
  );
  bench.stop();
}

/** What was said about it; fails when it was taken. */
function refusal(device: string, ...args: readonly string[]): string {
  try {
    start(device, ...args);
  } catch (error) {
    if (error instanceof Wrong) return error.message;
    throw error;
  }
  throw new Error(`${device} ${args.join(" ")} was taken`);
}

/** Wrong values, and what is said to be expected. Every flag a device has stands here. */
const WRONG_VALUES: Readonly<Record<string, readonly (readonly [value: string, expected: string])[]>> = {
  tcp: [
    ["99999", "0 to 65535"],
    ["port", "0 to 65535"],
    ["1.5", "0 to 65535"],
  ],
  baud: [
    ["0", "300 to 1000000"],
    ["fast", "300 to 1000000"],
    ["99999999", "300 to 1000000"],
    ["9600x", "300 to 1000000"],
  ],
  channels: [
    ["999", "a whole number from 1 to"],
    ["0", "a whole number from 1 to"],
    ["eight", "a whole number from 1 to"],
  ],
  stock: [
    ["1e3", "0 to 999"],
    ["1000", "0 to 999"],
  ],
  slot: [
    ["A1:99999", "the output of --slot A1:99999 takes a whole number from 1 to"],
    ["A1:0", "the output of --slot A1:0"],
    ["A1", "NAME:OUTPUT"],
    ["A1:x", "NAME:OUTPUT"],
    ["A1:1:1:1", "NAME:OUTPUT"],
    [":1", "NAME:OUTPUT"],
    ["A1:1:99", "A1:1:99"],
  ],
  model: [["typewriter", "epson-80"]],
  paper: [
    ["/proc/nope/x", "/proc/nope/x cannot be made there"],
    ["/etc/passwd", "/etc/passwd is not a folder"],
    ["/etc/passwd/below", "/etc/passwd/below is not a folder"],
  ],
  ending: [["tab", "cr, lf, cr-lf, none, stx-etx"]],
  aim: [["maybe", "yes, no"]],
  every: [
    ["0", "10 to 3600000"],
    ["often", "10 to 3600000"],
  ],
  language: [["latin", "escpos, cd5220"]],
  step: [
    ["soon", "MS:CM or MS:gone"],
    ["100:", "MS:CM or MS:gone"],
  ],
  card: [["soon", "0 to 3600000"]],
};

/** Free text: every word is right. */
const ANY_TEXT = ["prefix", "scan"];

describe.each(DEVICES)("the words for a simulated $device", ({ device, simulation }) => {
  const own = simulation.flags.map(({ name }) => name);

  test("are taken when they are right", () => {
    start(device, "--tcp", "0");
    start(device, "--link", "/tmp/none", "--baud", "9600", "--fault", "late=500", "--fault", "noise");
  });

  test.each([...own, "link", "tcp", "baud", "fault"])(
    "--%s without a value is refused with what it takes",
    (flag) => {
      const missing = new RegExp(`--${flag} takes a value: \\S`);
      expect(refusal(device, `--${flag}`)).toMatch(missing);
      expect(refusal(device, `--${flag}=`)).toMatch(missing);
      expect(refusal(device, `--${flag}`, "--tcp", "0")).toMatch(missing);
    },
  );

  test.each([...own, "tcp", "baud"].filter((flag) => !ANY_TEXT.includes(flag)))(
    "--%s with a wrong value is refused with the flag, the value and what was expected",
    (flag) => {
      const wrongs = WRONG_VALUES[flag] ?? [];
      expect(wrongs.length).toBeGreaterThan(0);
      for (const [value, expected] of wrongs) {
        const place = flag === "tcp" ? [] : ["--link", "/tmp/none"];
        const said = refusal(device, ...place, `--${flag}`, value);
        expect(said).toContain(`--${flag}`);
        expect(said).toContain(value);
        expect(said).toContain(expected);
      }
    },
  );

  test("a flag it does not have is refused with those it has, and so is one given twice or a word without one", () => {
    const every = new Set(Object.values(SIMULATIONS).flatMap(({ flags }) => flags.map(({ name }) => name)));
    for (const flag of [...every, "colour"].filter((name) => !own.includes(name))) {
      const said = refusal(device, "--tcp", "0", `--${flag}`, "1");
      expect(said).toContain(`${device} knows no --${flag}; it knows --link`);
      for (const name of own) expect(said).toContain(`--${name}`);
    }
    expect(refusal(device, "--tcp", "0", "-x", "1")).toContain("knows no -x");
    for (const { name } of simulation.flags.filter(({ isRepeatable }) => isRepeatable !== true)) {
      expect(refusal(device, "--tcp", "0", `--${name}`, "1", `--${name}`, "2")).toContain(
        `--${name} was given twice`,
      );
    }
    expect(refusal(device, "--tcp", "0", "--tcp", "1")).toContain("--tcp was given twice");
    expect(refusal(device, "--tcp", "0", "board")).toContain('"board" belongs to no flag');
    expect(refusal(device, "--tcp", "0", "--baud", "9600")).toContain("--baud goes with --link");
  });

  test("a fault with a figure it cannot have is refused, at the start and by order", async () => {
    const wrongs = [...LINE_FAULTS, ...simulation.faults].map((name) => `${name}=${wrongFigure(name)}`);
    const said: { readonly event?: string; readonly what?: string }[] = [];
    const ordered = openBench(simulation, {
      ticker: new ManualTicker(),
      say: (event) => said.push(event),
      flags: new Map(),
      faults: [],
    });
    for (const text of [...wrongs, "late=", "late=0", "late=5=5"]) {
      const refused = refusal(device, "--tcp", "0", "--fault", text);
      expect(refused).toContain(text.split("=")[0]);
      await ordered.order(`fault ${text}`);
      expect([text, said.at(-1)?.event]).toEqual([text, "wrong"]);
    }
    expect(refusal(device, "--tcp", "0", "--fault", "earthquake")).toContain("it knows silence, late");
    ordered.stop();
  });
});

function wrongFigure(fault: FaultName): string {
  return ["jam", "pulse-without-drop", "drop-without-pulse"].includes(fault) ? "Z9" : "abc";
}

test("a slot named twice, an input on a board without inputs, a buffer of nothing: each is refused", () => {
  const at = ["--tcp", "0"] as const;
  expect(refusal("modbus", ...at, "--slot", "A1:1", "--slot", "A1:2")).toContain("names A1 twice");
  expect(refusal("lcus", ...at, "--slot", "A1:1:1")).toContain("this board has no inputs");
  expect(refusal("modbus", ...at, "--channels", "4", "--slot", "A1:5")).toContain("from 1 to 4");
  expect(refusal("printer", ...at, "--fault", "overrun=0")).toContain("overrun takes a whole number from 1");
  expect(refusal("modbus", ...at, "--fault", "stuck-sensor=9")).toContain("from 1 to 8");
  expect(refusal("modbus", ...at, "--slot", "B2:1", "--fault", "jam=A1")).toContain("B2");
});

test("orders with a wrong figure are refused in words, and the device goes on", async () => {
  for (const [device, order, what] of [
    ["mdb-vmc", "select five 4500", "ITEM takes a whole number from 1 to 65534"],
    ["mdb-vmc", "select 5 dear", "PRICE takes"],
    ["presence", "near close", "CM takes a whole number"],
    ["lcus", "fault jam Z9", "jam takes one of its slots"],
    ["lcus", "return --link", "return takes a place"],
    ["lcus", "return a b", "return takes a place"],
  ] as const) {
    const said: { readonly event?: string; readonly what?: string }[] = [];
    const simulation = SIMULATIONS[device];
    if (simulation === undefined) throw new Error(`no ${device}`);
    const bench = openBench(simulation, {
      ticker: new ManualTicker(),
      say: (event) => said.push(event),
      flags: new Map(),
      faults: [],
    });
    await bench.order(order);
    expect(said.at(-1)?.event).toBe("wrong");
    expect(said.at(-1)?.what).toContain(what);
    await bench.order("state");
    expect(said.at(-1)?.event).toBe("state");
    bench.stop();
  }
});

describe("the program", () => {
  test("ends with 64 and words for each wrong use, and never with a stack", async () => {
    const uses: readonly (readonly [readonly string[], string])[] = [
      [["simulate", "lcus", "--tcp", "0", "--channels", "999"], "--channels takes a whole number from 1 to 16"],
      [["simulate", "printer", "--tcp", "0", "--paper", "/proc/nope/x"], "cannot be made there"],
      [["simulate", "constructor", "--tcp", "0"], 'No simulated device is called "constructor"'],
      [["dance"], 'There is no command "dance"'],
      [["identify", "--numato", "--no-printer", "/dev/none"], "not both"],
    ];
    const ran = await Promise.all(uses.map(([args]) => runDevices(...args)));
    for (const [at, { code, out, err }] of ran.entries()) {
      expect([code, out]).toEqual([WRONG_USE, ""]);
      expect(err).toContain(uses[at]?.[1]);
      expect(err).not.toMatch(/\n\s+at /);
    }
  });

  test("shows how each command is used when it is asked for help, and does nothing else", async () => {
    const commands = ["list", "identify", "simulate", "trace", "drawer", "characterise"];
    for (const command of commands) {
      const { code, out, err } = await runDevices(command, "--help");
      expect([command, code, err]).toEqual([command, 0, ""]);
      expect(out).toContain(`devices -- ${command}`);
      if (command === "simulate") expect(out).toContain("printer: --model epson-80|");
    }
    const { code, out } = await runDevices("-h");
    expect(code).toBe(0);
    for (const command of commands) expect(out).toContain(`devices -- ${command}`);
  }, 120_000);

  test("says of a file and a folder that they are no serial port, and of nothing that it is not there", async ({
    onTestFinished,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), "ports-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "file");
    writeFileSync(file, "text");
    const [onFile, onFolder, onNothing] = await Promise.all(
      [file, folder, join(folder, "none")].map((path) => runDevices("identify", path)),
    );
    for (const asked of [onFile, onFolder]) {
      expect(asked?.code).toBe(1);
      expect(asked?.out).toContain("is no serial port");
      expect(asked?.out).not.toContain("unplug");
    }
    expect(onNothing?.out).toContain("There is no");
    expect(readdirSync(folder)).toEqual(["file"]);
  });
});

test("a port that stays silent is met with the options that would ask it more, and no other is", () => {
  const silent = optionsFor({ is: "silent", what: "" });
  expect(silent).toContain("--no-printer");
  expect(silent).toContain("--numato");
  expect(optionsFor({ is: "unknown", what: "", heard: "00" })).toBe(silent);
  expect(optionsFor({ is: "refused", what: "" })).toBe("");
});
