import { parseArgs } from "node:util";
import {
  type FaultName,
  isFaultName,
  isLineFault,
  LINE_FAULTS,
  splitFault,
} from "../../simulator/devices/simulations/faults.ts";
import { figureOf, span, WrongFlag } from "../../simulator/devices/simulations/figures.ts";
import type { Simulation, SimulationFlag } from "../../simulator/devices/simulations/simulation.ts";
import { Wrong } from "./wrong.ts";

const BAUD_RATES = { least: 300, most: 1_000_000 } as const;
const TCP_PORTS = { least: 0, most: 65_535 } as const;

const COMMON: readonly SimulationFlag[] = [
  { name: "link", takes: "PATH" },
  { name: "tcp", takes: span(TCP_PORTS) },
  { name: "baud", takes: span(BAUD_RATES) },
  { name: "fault", takes: "NAME[=FIGURE]", isRepeatable: true },
];

export type SimulatedPlace = { readonly link: string } | { readonly tcp: number };

/** A simulated device as it is wanted on the command line. */
export interface SimulateWanted {
  /** Its own flags that were given. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly { readonly name: FaultName; readonly figure: string | undefined }[];
  readonly place: SimulatedPlace;
  readonly baudRate: number;
}

/** Reads the words after the device's name. Throws `Wrong` for every flag that is unknown, empty or given once too often. */
export function readSimulateFlags(device: string, simulation: Simulation, args: readonly string[]): SimulateWanted {
  const known = [...COMMON, ...simulation.flags];
  const given = givenFlags(device, known, args);
  const faults = (given.get("fault") ?? []).map((text) => faultOf(device, simulation, text));
  const place = placeOf(given.get("link")?.[0], given.get("tcp")?.[0]);
  const baud = given.get("baud")?.[0];
  if (baud !== undefined && "tcp" in place)
    throw new Wrong("--baud goes with --link: the network has no such speed.");
  const baudRate = inFlagWords(() => figureOf(baud, simulation.baudRate, "--baud", BAUD_RATES));
  const own = simulation.flags.map(({ name }) => [name, given.get(name) ?? []] as const);
  return { flags: new Map(own.filter(([, said]) => said.length > 0)), faults, place, baudRate };
}

/** The simulation's word about a wrong flag as the program's. */
export function inFlagWords<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof WrongFlag) throw new Wrong(`Wrong flag: ${error.message}.`);
    throw error;
  }
}

/** "--channels 1..32 --slot NAME:OUTPUT ..." */
export function ownFlagsInWords({ flags }: Simulation): string {
  return flags.map(({ name, takes, isRepeatable }) => `--${name} ${takes}${isRepeatable ? " ..." : ""}`).join("  ");
}

function givenFlags(
  device: string,
  known: readonly SimulationFlag[],
  args: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const options = Object.fromEntries(known.map(({ name }) => [name, { type: "string" }] as const));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const given = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") throw new Wrong(`"${token.value}" belongs to no flag.`);
    const { name, rawName, value } = token;
    const flag = known.find((one) => one.name === name);
    if (flag === undefined) {
      throw new Wrong(`${device} knows no ${rawName}; it knows ${known.map((one) => `--${one.name}`).join(", ")}.`);
    }
    // A flag where a value should be was not meant as one.
    const isMissing = value === undefined || value.trim() === "" || (!token.inlineValue && value.startsWith("-"));
    if (isMissing) throw new Wrong(`--${name} takes a value: ${flag.takes}.`);
    const said = given.get(name) ?? [];
    if (said.length > 0 && flag.isRepeatable !== true)
      throw new Wrong(`--${name} was given twice; once is enough.`);
    given.set(name, [...said, value]);
  }
  return given;
}

function placeOf(link: string | undefined, tcp: string | undefined): SimulatedPlace {
  if (link !== undefined && tcp !== undefined) throw new Wrong("Where? --link or --tcp, not both.");
  if (link !== undefined) return { link };
  if (tcp !== undefined) return { tcp: inFlagWords(() => figureOf(tcp, 0, "--tcp", TCP_PORTS)) };
  throw new Wrong("Where? --link PATH for a serial port, --tcp PORT for the network.");
}

function faultOf(device: string, simulation: Simulation, text: string) {
  const { name, figure } = inFlagWords(() => splitFault(text));
  const known = [...LINE_FAULTS, ...simulation.faults];
  if (!isFaultName(name) || !(isLineFault(name) || simulation.faults.includes(name))) {
    throw new Wrong(`${device} knows no fault "${name}"; it knows ${known.join(", ")}.`);
  }
  return { name, figure };
}
