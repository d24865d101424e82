import type { DeviceCondition, LineEars, LineOpener, Ticker } from "../../../hardware/contract.ts";
import {
  createBoard,
  createDisplay,
  createPresence,
  createPrinter,
  createScanner,
} from "../../../hardware/drivers/registry.ts";
import { lossOfOpening, unplugged } from "../../../hardware/transport/losses.ts";
import { createMemoryCable, type MemoryCable } from "../../../hardware/transport/memory.ts";
import { openBench } from "../../../scripts/devices/simulated-bench.ts";
import type { SimulatedPort } from "../../../scripts/devices/simulated-port.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { bytesPerSecond, pacePort } from "../../../simulator/devices/paced-port.ts";
import type { FaultName } from "../../../simulator/devices/simulations/faults.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";
import { flagsOf, type SpecOf, specOf } from "./simulated-specs.ts";

/** What the terminal asks of a device while something is wrong with it, and what came of it: a word, and why. */
export type Use = (
  order: (line: string) => Promise<void>,
  finish: <T>(promise: Promise<T>) => Promise<T>,
) => Promise<string>;

interface Driven {
  condition(): DeviceCondition;
  /** One sale, one receipt, one scan: whatever the device is there for. */
  readonly use: Use;
  /** Slots that may be sold from; undefined for a device that sells nothing. */
  sellable?(): boolean;
  stop(): Promise<void>;
}

/** What a simulated device says of itself on its log. */
type Log = readonly object[];

const PORT = "/dev/ttyUSB0";

/** The cable with the words of a serial port: those of a cable in memory are read by nobody. */
function serial(opener: LineOpener): LineOpener {
  return {
    ...opener,
    async open(ears, deadlineMs) {
      const own: LineEars = {
        bytes: (bytes) => ears.bytes(bytes),
        lost: (loss) => ears.lost(loss.cause === "unplugged" ? unplugged(PORT) : loss),
      };
      const opened = await opener.open(own, deadlineMs);
      const isThere = "line" in opened || opened.loss.cause !== "not-there";
      return isThere ? opened : { loss: await lossOfOpening(PORT, new Error("no such file")) };
    },
  };
}

const STEP_MS = 20;
const LONGEST_MS = 180_000;

async function boardFor(spec: SpecOf<"dispenser">, opener: LineOpener, ticker: Ticker): Promise<Driven> {
  const isMachine = spec.driver.startsWith("mdb-");
  const board = await createBoard({ spec, opener, ticker });
  return {
    condition: () => board.condition(),
    sellable: () => board.sellable("A1"),
    async use(order, finish) {
      if (isMachine) {
        await order("select 5 4500");
        await finish(after(ticker, 4_000));
      }
      if (!board.sellable("A1")) return "not offered";
      const { is, evidence } = await finish(board.vend("A1"));
      return is === "dropped" ? is : `${is}: ${evidence}`;
    },
    stop: () => board.stop(),
  };
}

function after(ticker: Ticker, ms: number): Promise<void> {
  return new Promise((resolve) => ticker.after(ms, resolve));
}

const SLIP = {
  id: "slip",
  parts: [
    { part: "text", text: "Kaffebaren" },
    { part: "row", left: "Coffee", right: "45.00" },
    { part: "rule" },
    { part: "text", text: "Thank you, and welcome back another day" },
    { part: "cut" },
  ],
} as const;

async function driverFor(simulation: string, opener: LineOpener, ticker: Ticker, log: Log): Promise<Driven> {
  const spec = specOf(simulation, simulation, { kind: "serial", path: PORT, baudRate: 9_600 });
  const common = { opener, ticker };
  switch (spec.kind) {
    case "dispenser":
      return boardFor(spec, opener, ticker);
    case "printer": {
      const printer = await createPrinter({ ...common, spec });
      return {
        condition: () => printer.condition(),
        async use(_, finish) {
          const outcome = await finish(printer.print(SLIP));
          return outcome.is === "printed" ? outcome.is : `${outcome.is}: ${outcome.what}`;
        },
        stop: () => printer.stop(),
      };
    }
    case "scanner": {
      const heard: string[] = [];
      const scanner = await createScanner({ ...common, spec, onScan: (text) => heard.push(text) });
      return {
        condition: () => scanner.condition(),
        async use(order, finish) {
          await order("scan 5901234123457");
          await finish(after(ticker, 2_000));
          const [first] = heard;
          return first === undefined ? "nothing read" : first === "5901234123457" ? "read" : `read "${first}"`;
        },
        stop: () => scanner.stop(),
      };
    }
    case "display": {
      const display = await createDisplay({ ...common, spec });
      return {
        condition: () => display.condition(),
        async use(_, finish) {
          display.show(["Coffee", "45.00"]);
          await finish(after(ticker, 2_000));
          const stands = JSON.stringify(log.findLast((event) => "upper" in event));
          return /Coffee *".*" *45\.00 *"/.test(stands ?? "") ? "shown" : "not shown";
        },
        stop: () => display.stop(),
      };
    }
    case "presence": {
      const sensor = await createPresence({ ...common, spec });
      return {
        condition: () => sensor.condition(),
        async use(order, finish) {
          await order("near 60");
          await finish(after(ticker, 3_000));
          return sensor.nearness();
        },
        stop: () => sensor.stop(),
      };
    }
  }
}

/** What the operator read, in order, and what came of using the device meanwhile. */
export interface Seen {
  /** Words that stood for at least half a second, each once, without those of a device in order. */
  readonly words: readonly string[];
  readonly used: string;
  /** Whether the slot was offered at the end; undefined for a device that sells nothing. */
  readonly sellable: boolean | undefined;
  /** As it was before, once the cause is gone. */
  readonly isMended: boolean;
}

const READ_WITHIN_MS = 500;

/** Starts a simulated device with the terminal's own driver, makes the fault as a person would, and uses the device. */
export async function seeFault(simulation: string, fault: FaultName | undefined): Promise<Seen> {
  const made = SIMULATIONS[simulation];
  if (made === undefined) throw new Error(`no simulated ${simulation}`);
  const ticker = new ManualTicker();
  const fromTheStart = fault === "overrun" ? [{ name: fault, figure: undefined }] : [];
  const flags = flagsOf(simulation);
  const log: object[] = [];
  const bench = openBench(made, { ticker, say: (event) => log.push(event), flags, faults: fromTheStart });
  const cable = createMemoryCable({
    ticker,
    device: (far) => bench.device(pacePort(far, { bytesPerSecond: bytesPerSecond(made.baudRate), ticker })),
  });
  bench.plugInto(portOf(cable));
  const driven = await driverFor(simulation, serial(cable.opener), ticker, log);
  const stood = new Map<string, number>();
  const look = () => {
    const { what } = driven.condition();
    stood.set(what, (stood.get(what) ?? 0) + STEP_MS);
  };
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      await ticker.advance(STEP_MS);
      look();
    }
  };
  const finish = async <T>(promise: Promise<T>): Promise<T> => {
    const ended: { value?: { of: T } } = {};
    const watched = promise.then((of) => {
      ended.value = { of };
    });
    for (let waited = 0; ended.value === undefined; waited += STEP_MS) {
      if (waited > LONGEST_MS) throw new Error(`${simulation}, ${fault}: nothing came of it within three minutes`);
      await pass(STEP_MS);
    }
    await watched;
    return ended.value.of;
  };
  const settle = async (isThere: () => boolean) => {
    for (let waited = 0; waited < SETTLED_MS && !isThere(); waited += STEP_MS) await pass(STEP_MS);
  };
  const isSettled = () => ["ready", "degraded"].includes(driven.condition().state);
  await settle(isSettled);
  // A machine behind an adapter is known to be there once it has asked for something.
  if (simulation.startsWith("mdb-vmc")) await driven.use(bench.order, finish);
  const well = driven.condition().what;
  stood.clear();
  if (fault !== undefined && fault !== "overrun") await bench.order(`fault ${fault}`);
  await pass(8_000);
  const used = await driven.use(bench.order, finish);
  await pass(12_000);
  const sellable = driven.sellable?.();
  const words = [...stood].filter(([what, ms]) => what !== well && what !== READY && ms >= READ_WITHIN_MS);
  await bench.order("health");
  await bench.order("return");
  await settle(() => isSettled() && [well, READY].includes(driven.condition().what));
  // A machine that is heard only when it asks for something is asked for something.
  if (!isSettled()) await driven.use(bench.order, finish);
  const isMended = isSettled();
  await finish(driven.stop());
  bench.stop();
  return { words: words.map(([what]) => what), used, sellable, isMended };
}

const READY = "Ready.";
const SETTLED_MS = 60_000;

function portOf(cable: MemoryCable): SimulatedPort {
  return {
    place: () => ({ link: PORT }),
    get plugged() {
      return cable.plugged;
    },
    async unplug() {
      cable.unplug();
    },
    async plug() {
      cable.plug();
    },
    async close() {
      cable.unplug();
    },
  };
}
