import type { Ticker } from "../../hardware/contract.ts";
import type { Emulator } from "../../simulator/devices/emulated-port.ts";
import { PlaceTaken } from "../../simulator/devices/pty.ts";
import {
  type FaultName,
  isFaultName,
  isLineFault,
  LINE_FAULTS,
  lineFigure,
  splitFault,
} from "../../simulator/devices/simulations/faults.ts";
import { WrongFlag } from "../../simulator/devices/simulations/figures.ts";
import {
  ORDERED,
  type Simulation,
  type SimulationOrdered,
  wrong,
} from "../../simulator/devices/simulations/simulation.ts";
import { SpoiltLine } from "../../simulator/devices/simulations/spoilt-line.ts";
import type { SimulatedPort } from "./simulated-port.ts";

interface BenchGiven {
  readonly ticker: Ticker;
  readonly say: (event: object) => void;
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly { readonly name: FaultName; readonly figure: string | undefined }[];
}

/** A simulated device with the person who stands before it: orders in, one JSON line each out. */
export interface SimulatedBench {
  readonly device: Emulator;
  /** Its cable, once it has one. If it was to be out from the start, it is pulled now. */
  plugInto(port: SimulatedPort): void;
  order(line: string): Promise<void>;
  onQuit(quit: () => void): void;
  stop(): void;
}

const COMMON_ORDERS = [
  "unplug",
  "return [--link OTHER]",
  "fault NAME [FIGURE]",
  "health",
  "state",
  "help",
  "quit",
] as const;

/** A device with the faults it starts with. Throws a `WrongFlag` for a flag or a fault that makes no sense. */
export function openBench(simulation: Simulation, given: BenchGiven): SimulatedBench {
  const line = new SpoiltLine(given.ticker);
  const running = simulation.start(given);
  let cable: SimulatedPort | undefined;
  let quit: () => void = () => undefined;

  const begin = (name: FaultName, figure: string | undefined): SimulationOrdered => {
    if (!isLineFault(name)) return running.fail(name, figure);
    const number = lineFigure(name, figure);
    if (name !== "unplug") line.begin(name, number);
    return ORDERED;
  };
  const unplug = async (): Promise<SimulationOrdered> => {
    if (cable?.plugged !== true) return wrong("it is unplugged already");
    await cable.unplug();
    return ORDERED;
  };
  const plug = async (other: string | undefined): Promise<SimulationOrdered> => {
    if (cable === undefined || cable.plugged) return wrong("it is plugged in");
    try {
      await cable.plug(other);
    } catch (cause) {
      const isSaid = cause instanceof PlaceTaken || cause instanceof WrongFlag;
      return wrong(isSaid ? cause.message : "it cannot be plugged in there");
    }
    given.say({ event: "returned", ...cable.place() });
    return ORDERED;
  };
  const fault = (text: string): Promise<SimulationOrdered> | SimulationOrdered => {
    const { name, figure } = splitFault(text);
    const known: readonly FaultName[] = [...LINE_FAULTS, ...simulation.faults];
    if (isFaultName(name) && known.includes(name)) {
      const begun = begin(name, figure);
      return name === "unplug" ? unplug() : begun;
    }
    // A device's own names for its faults go on working.
    const own = running.order(`fault ${text}`);
    return own.is === "done" ? own : wrong(`faults are ${known.join(", ")}`);
  };
  const obey = (order: string, rest: readonly string[]): Promise<SimulationOrdered> | SimulationOrdered => {
    switch (order) {
      case "unplug":
        return unplug();
      case "return":
        return plug(otherPlace(rest));
      case "fault":
        return fault(rest.join(" "));
      case "health":
        line.heal();
        running.heal();
        return ORDERED;
      case "quit":
        quit();
        return ORDERED;
      default:
        return running.order([order, ...rest].join(" "));
    }
  };

  for (const { name, figure } of given.faults) {
    const begun = begin(name, figure);
    if (begun.is === "wrong") throw new WrongFlag(begun.what);
  }

  return {
    device: line.wrap(running.device),
    plugInto(port) {
      cable = port;
      if (given.faults.some(({ name }) => name === "unplug")) void unplug();
    },
    async order(text) {
      const [order = "", ...rest] = text.trim().split(/\s+/);
      if (order === "") return;
      if (order === "state") {
        const plugged = cable?.plugged ?? false;
        given.say({ event: "state", plugged, lineFaults: line.faults, ...running.state() });
        return;
      }
      const orders = [...COMMON_ORDERS, ...simulation.orders];
      if (order === "help") return given.say({ event: "help", orders });
      const done = await inWords(() => obey(order, rest));
      if (done.is === "done") given.say({ event: "ordered", order: text.trim() });
      else given.say({ event: "wrong", what: done.what, orders });
    },
    onQuit(call) {
      quit = call;
    },
    stop() {
      line.heal();
      running.stop?.();
    },
  };
}

/** "return", "return PLACE" or "return --link PLACE". */
function otherPlace(rest: readonly string[]): string | undefined {
  const [place, ...more] = rest[0] === "--link" ? rest.slice(1) : rest;
  const isWrong = more.length > 0 || place?.startsWith("-") === true || (rest.length > 0 && place === undefined);
  if (isWrong) throw new WrongFlag(`return takes a place, or --link and a place, not "${rest.join(" ")}"`);
  return place;
}

async function inWords(act: () => Promise<SimulationOrdered> | SimulationOrdered): Promise<SimulationOrdered> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof WrongFlag) return wrong(error.message);
    throw error;
  }
}
