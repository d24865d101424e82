import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import type { Emulator } from "../../simulator/devices/emulated-port.ts";
import { bytesPerSecond, pacePort } from "../../simulator/devices/paced-port.ts";
import { PlaceTaken } from "../../simulator/devices/pty.ts";
import {
  FAULTS,
  type FaultName,
  isFaultName,
  isLineFault,
  LINE_FAULTS,
  splitFault,
} from "../../simulator/devices/simulations/faults.ts";
import { type Simulation, WrongFlag } from "../../simulator/devices/simulations/simulation.ts";
import { SIMULATIONS } from "../../simulator/devices/simulations/simulations.ts";
import { openBench } from "./simulated-bench.ts";
import { serveSimulation } from "./simulated-port.ts";
import { Wrong } from "./wrong.ts";

export const USAGE = `npm run devices -- simulate ${Object.keys(SIMULATIONS).join("|")}
  --link PATH | --tcp PORT [--fault NAME[=FIGURE]]... [--baud RATE] [--paper FOLDER] [its own flags]
npm run devices -- simulate --faults   shows which fault each device knows
  Orders are read line by line: unplug, return [--link OTHER], fault NAME [FIGURE], health, state, help, and the device's own.`;

const COMMON = {
  link: { type: "string" },
  tcp: { type: "string" },
  baud: { type: "string" },
  paper: { type: "string" },
  fault: { type: "string", multiple: true },
} as const;

export async function simulate(args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args;
  if (name === "--faults") {
    process.stdout.write(`${faultTable()}\n`);
    return 0;
  }
  const simulation = SIMULATIONS[name];
  if (simulation === undefined) throw new Wrong(`No simulated device is called "${name}".`);
  const own = Object.fromEntries(
    simulation.flags.map((flag) => [flag, { type: "string", multiple: true }] as const),
  );
  const { values } = parseArgs({ args: rest, options: { ...own, ...COMMON } });
  const given = new Map(Object.entries(values));
  const flags = new Map(simulation.flags.map((flag) => [flag, texts(given.get(flag))] as const));
  const faults = texts(values.fault).map((text) => faultOf(simulation, name, text));
  const { bench, port } = await begin(simulation, {
    flags: new Map([...flags].filter(([, said]) => said.length > 0)),
    faults,
    place: placeOf(values),
    baudRate: values.baud === undefined ? simulation.baudRate : whole(values.baud, "--baud"),
    ...(values.paper === undefined ? {} : { paperFolder: values.paper }),
  });
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

interface Begin {
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly { readonly name: FaultName; readonly figure: string | undefined }[];
  readonly place: { readonly link: string } | { readonly tcp: number };
  readonly baudRate: number;
  readonly paperFolder?: string;
}

async function begin(simulation: Simulation, { place, baudRate, ...given }: Begin) {
  const bench = withRightFlags(() => openBench(simulation, { ...given, ticker: steadyTicker, say }));
  const device: Emulator = (port) =>
    bench.device(
      "link" in place ? pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker }) : port,
    );
  const port = await serveSimulation(device, place).catch((cause: unknown) => {
    throw new Wrong(whyNotServed(cause, place));
  });
  bench.plugInto(port);
  return { bench, port };
}

/** In words: what stands in the way of the wanted place. */
function whyNotServed(cause: unknown, place: Begin["place"]): string {
  if (cause instanceof PlaceTaken) return `${cause.message}.`;
  const code = (cause as NodeJS.ErrnoException).code;
  if ("tcp" in place) {
    const why = code === "EADDRINUSE" ? "is in use already" : "cannot be listened at";
    return `Port ${place.tcp} ${why}: choose another one, or 0 for any.`;
  }
  if (code === "ENOENT") return "socat is not installed: it makes the serial port.";
  return `${place.link} cannot be made: its folder must be there, and yours to write in.`;
}

function withRightFlags<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof WrongFlag) throw new Wrong(`Wrong flag: ${error.message}.`);
    throw error;
  }
}

function placeOf(values: { readonly link?: string; readonly tcp?: string }): Begin["place"] {
  if (values.link !== undefined && values.tcp !== undefined) throw new Wrong("Where? --link or --tcp, not both.");
  if (values.link !== undefined) return { link: values.link };
  if (values.tcp !== undefined) {
    const tcp = whole(values.tcp, "--tcp");
    if (tcp > 65_535) throw new Wrong(`--tcp takes 0 to 65535, not ${tcp}.`);
    return { tcp };
  }
  throw new Wrong("Where? --link PATH for a serial port, --tcp PORT for the network.");
}

function faultOf(simulation: Simulation, device: string, text: string) {
  const { name, figure } = splitFault(text);
  const known = [...LINE_FAULTS, ...simulation.faults];
  if (!isFaultName(name) || !(isLineFault(name) || simulation.faults.includes(name))) {
    throw new Wrong(`${device} knows no fault "${name}"; it knows ${known.join(", ")}.`);
  }
  return { name, figure };
}

function whole(text: string, flag: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new Wrong(`${flag} takes a whole number, not "${text}".`);
  return Number(text);
}

function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
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
