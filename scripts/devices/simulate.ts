import { createInterface } from "node:readline";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import type { Emulator } from "../../simulator/devices/emulated-port.ts";
import { bytesPerSecond, pacePort } from "../../simulator/devices/paced-port.ts";
import { PlaceTaken } from "../../simulator/devices/pty.ts";
import { FAULTS, isFaultName, isLineFault } from "../../simulator/devices/simulations/faults.ts";
import type { Simulation } from "../../simulator/devices/simulations/simulation.ts";
import { SIMULATIONS } from "../../simulator/devices/simulations/simulations.ts";
import {
  inFlagWords,
  ownFlagsInWords,
  readSimulateFlags,
  type SimulatedPlace,
  type SimulateWanted,
} from "./simulate-flags.ts";
import { openBench } from "./simulated-bench.ts";
import { serveSimulation } from "./simulated-port.ts";
import { Wrong } from "./wrong.ts";

const OWN_FLAGS = Object.entries(SIMULATIONS)
  .filter(([, { flags }]) => flags.length > 0)
  .map(([name, simulation]) => `  ${name}: ${ownFlagsInWords(simulation)}`)
  .join("\n");

export const USAGE = `npm run devices -- simulate ${Object.keys(SIMULATIONS).join("|")}
  --link PATH | --tcp PORT [--fault NAME[=FIGURE]]... [--baud RATE] [its own flags]
npm run devices -- simulate --faults   shows which fault each device knows
  Orders are read line by line: unplug, return [--link OTHER], fault NAME [FIGURE], health, state, help, and the device's own.
  Flags of its own:
${OWN_FLAGS}`;

export async function simulate(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--faults") {
    if (rest.length > 0) throw new Wrong(`--faults stands alone, without "${rest.join(" ")}".`);
    process.stdout.write(`${faultTable()}\n`);
    return 0;
  }
  if (name === undefined || name.startsWith("-")) throw new Wrong("Which device? Its name comes first.");
  const simulation = Object.hasOwn(SIMULATIONS, name) ? SIMULATIONS[name] : undefined;
  if (simulation === undefined) throw new Wrong(`No simulated device is called "${name}".`);
  const { bench, port } = await begin(simulation, readSimulateFlags(name, simulation, rest));
  say({ event: "ready", device: name, ...port.place() });
  const lines = createInterface({ input: process.stdin });
  let orders = Promise.resolve();
  lines.on("line", (line) => {
    orders = orders.then(() => bench.order(line));
  });
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    bench.onQuit(resolve);
  });
  lines.close();
  bench.stop();
  await port.close();
  // Waits of the emulated device keep nobody waiting.
  process.exit(0);
}

async function begin(simulation: Simulation, { place, baudRate, ...given }: SimulateWanted) {
  const bench = inFlagWords(() => openBench(simulation, { ...given, ticker: steadyTicker, say }));
  const device: Emulator = (port) =>
    bench.device(
      "link" in place ? pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker }) : port,
    );
  const port = await serveSimulation(device, place).catch((cause: unknown) => {
    bench.stop();
    throw new Wrong(whyNotServed(cause, place));
  });
  bench.plugInto(port);
  return { bench, port };
}

/** In words: what stands in the way of the wanted place. */
function whyNotServed(cause: unknown, place: SimulatedPlace): string {
  if (cause instanceof PlaceTaken) return `${cause.message}.`;
  const code = (cause as NodeJS.ErrnoException).code;
  if ("tcp" in place) {
    const why = code === "EADDRINUSE" ? "is in use already" : "cannot be listened at";
    return `Port ${place.tcp} ${why}: choose another one, or 0 for any.`;
  }
  if (code === "ENOENT") return "socat is not installed: it makes the serial port.";
  return `${place.link} cannot be made: its folder must be there, and yours to write in.`;
}

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** Which fault each device knows, as docs/devices.md shows it. */
export function faultTable(): string {
  const names = Object.keys(SIMULATIONS);
  const head = ["fault", "what it is", "devices"];
  const rows = Object.entries(FAULTS).map(([fault, what]) => {
    const isLine = isFaultName(fault) && isLineFault(fault);
    const knowing = names.filter((name) => SIMULATIONS[name]?.faults.some((known) => known === fault));
    return [`\`${fault}\``, what, isLine ? "all" : knowing.join(", ")];
  });
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
