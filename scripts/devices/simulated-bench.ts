import type { Ticker } from "../../hardware/contract.ts";
import type { Emulator } from "../../simulator/devices/emulated-port.ts";
import { figureOf } from "../../simulator/devices/simulations/board-simulation.ts";
import {
  type FaultName,
  isFaultName,
  isLineFault,
  LINE_FAULTS,
  splitFault,
} from "../../simulator/devices/simulations/faults.ts";
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
  readonly paperFolder?: string;
}

/** A simulated device with the person who stands before it: orders in, one JSON line each out. */
export interface SimulatedBench {
  readonly device: Emulator;
  /** Its cable, once it has one. Faults given at the start begin now. */
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

export function openBench(simulation: Simulation, given: BenchGiven): SimulatedBench {
  const line = new SpoiltLine(given.ticker);
  const running = simulation.start(given);
  let cable: SimulatedPort | undefined;
  let quit: () => void = () => undefined;

  const begin = async (name: FaultName, figure: string | undefined): Promise<SimulationOrdered> => {
    if (name === "unplug") return unplug();
    if (!isLineFault(name)) return running.fail(name, figure);
    line.begin(name, figure === undefined ? undefined : figureOf(figure, 0));
    return ORDERED;
  };
  const unplug = async (): Promise<SimulationOrdered> => {
    if (cable?.plugged !== true) return wrong("it is unplugged already");
    await cable.unplug();
    return ORDERED;
  };
  const plug = async (other: string | undefined): Promise<SimulationOrdered> => {
    if (cable === undefined || cable.plugged) return wrong("it is plugged in");
    await cable.plug(other);
    given.say({ event: "returned", ...cable.place() });
    return ORDERED;
  };
  const fault = (text: string): Promise<SimulationOrdered> | SimulationOrdered => {
    const { name, figure } = splitFault(text);
    const known: readonly FaultName[] = [...LINE_FAULTS, ...simulation.faults];
    if (isFaultName(name) && known.includes(name)) return begin(name, figure);
    // A device's own names for its faults go on working.
    const own = running.order(`fault ${text}`);
    return own.is === "done" ? own : wrong(`faults are ${known.join(", ")}`);
  };
  const obey = (order: string, rest: readonly string[]): Promise<SimulationOrdered> | SimulationOrdered => {
    switch (order) {
      case "unplug":
        return unplug();
      case "return":
        return plug(rest[0] === "--link" ? rest[1] : rest[0]);
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

  return {
    device: line.wrap(running.device),
    plugInto(port) {
      cable = port;
      for (const { name, figure } of given.faults) void begin(name, figure);
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
      const done = await obey(order, rest);
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
