import type { ShelfSlot } from "../boards/bench.ts";
import type { BoardKind, BoardOptions } from "../boards/kinds.ts";
import { ORDERS, orderBoard } from "../boards/orders.ts";
import { FAULTS, type FaultName } from "./faults.ts";
import { figureOf, refuseFigure, span, WrongFlag } from "./figures.ts";
import {
  ORDERED,
  type RunningSimulation,
  type Simulation,
  type SimulationGiven,
  type SimulationOrdered,
  wrong,
} from "./simulation.ts";

const STOCK = 5;
const STOCK_BOUNDS = { least: 0, most: 999 } as const;
const SLOT_FAULTS = ["jam", "pulse-without-drop", "drop-without-pulse"] as const satisfies readonly FaultName[];

/** A relay or vending board with a shelf of products before it. */
export function boardSimulation(what: string, kind: BoardKind): Simulation {
  const sensor: readonly FaultName[] = kind.inputs > 0 ? ["stuck-sensor"] : [];
  return {
    what,
    baudRate: kind.baudRate,
    faults: [...SLOT_FAULTS, ...sensor, "reset"],
    orders: ORDERS.filter((order) => !/^(fault|health|state) /.test(order)),
    flags: [
      { name: "channels", takes: span(channelBounds(kind)) },
      { name: "stock", takes: span(STOCK_BOUNDS) },
      { name: "slot", takes: kind.inputs > 0 ? "NAME:OUTPUT[:INPUT]" : "NAME:OUTPUT", isRepeatable: true },
    ],
    start: (given) => startBoard(kind, given),
  };
}

function startBoard(kind: BoardKind, { ticker, say, flags }: SimulationGiven): RunningSimulation {
  const channels = figureOf(flags.get("channels")?.[0], kind.channels, "--channels", channelBounds(kind));
  const stock = figureOf(flags.get("stock")?.[0], STOCK, "--stock", STOCK_BOUNDS);
  const shelf = shelfOf(flags.get("slot"), kind, channels, stock);
  const options: BoardOptions = { ticker, channels, inputs: kind.inputs, shelf, onEvent: say };
  const board = kind.create(options);
  const slots = shelf.map(({ slot }) => slot);
  const order = (line: string): SimulationOrdered => {
    const done = orderBoard(board, slots, line);
    return done.is === "wrong" ? done : ORDERED;
  };
  return {
    device: board.device,
    state() {
      const done = orderBoard(board, slots, "state");
      return done.is === "state" ? done.state : {};
    },
    order,
    fail(name, figure) {
      if (name === "reset") {
        refuseFigure(figure, name);
        return order("fault reset");
      }
      if (name === "stuck-sensor") {
        return order(`stick ${figureOf(figure, 1, name, { least: 1, most: kind.inputs })}`);
      }
      const slot = figure ?? slots[0] ?? "";
      if (!slots.includes(slot))
        throw new WrongFlag(`${name} takes one of its slots, ${slots.join(", ")}, not "${slot}"`);
      if (name === "jam") return order(`jam ${slot}`);
      if (name === "pulse-without-drop") return order(`fill ${slot} 0`);
      if (name === "drop-without-pulse") return order(`loose ${slot}`);
      return wrong(`this board does not know: ${FAULTS[name]}`);
    },
    heal() {
      order("health");
      for (const slot of slots) {
        order(`clear ${slot}`);
        order(`fill ${slot} ${stock}`);
      }
      for (let input = 1; input <= kind.inputs; input++) order(`release ${input}`);
    },
  };
}

/** "A1:1:1" is slot A1 on output 1 above the sensor on input 1. */
function shelfOf(
  texts: readonly string[] | undefined,
  kind: BoardKind,
  channels: number,
  stock: number,
): ShelfSlot[] {
  const sensor = kind.inputs > 0 ? ":1" : "";
  const slots = texts ?? Array.from({ length: channels }, (_, index) => `A${index + 1}:${index + 1}${sensor}`);
  const shelf: ShelfSlot[] = [];
  for (const text of slots) {
    const wired = slotOf(text, kind, channels, stock);
    if (shelf.some(({ slot }) => slot === wired.slot)) throw new WrongFlag(`--slot names ${wired.slot} twice`);
    shelf.push(wired);
  }
  return shelf;
}

function slotOf(text: string, kind: BoardKind, channels: number, stock: number): ShelfSlot {
  const [, slot, output, input] = /^([^\s:=]{1,16}):(\d+)(?::(\d+))?$/.exec(text) ?? [];
  if (slot === undefined) throw new WrongFlag(`--slot takes NAME:OUTPUT[:INPUT], not "${text}"`);
  const channel = figureOf(output, 1, `the output of --slot ${text}`, { least: 1, most: channels });
  if (input === undefined) return { slot, channel, stock };
  if (kind.inputs === 0)
    throw new WrongFlag(`--slot takes NAME:OUTPUT here, not "${text}": this board has no inputs`);
  const dropInput = figureOf(input, 1, `the input of --slot ${text}`, { least: 1, most: kind.inputs });
  return { slot, channel, stock, dropInput };
}

function channelBounds({ channelsMost }: BoardKind) {
  return { least: 1, most: channelsMost };
}
