import type { ShelfSlot } from "../boards/bench.ts";
import type { BoardKind, BoardOptions } from "../boards/kinds.ts";
import { ORDERS, orderBoard } from "../boards/orders.ts";
import { FAULTS, type FaultName } from "./faults.ts";
import {
  ORDERED,
  type RunningSimulation,
  type Simulation,
  type SimulationGiven,
  type SimulationOrdered,
  wrong,
} from "./simulation.ts";

const STOCK = 5;
const SLOT_FAULTS = ["jam", "pulse-without-drop", "drop-without-pulse"] as const satisfies readonly FaultName[];

/** A relay or vending board with a shelf of products before it. */
export function boardSimulation(what: string, kind: BoardKind): Simulation {
  const sensor: readonly FaultName[] = kind.inputs > 0 ? ["stuck-sensor"] : [];
  return {
    what,
    baudRate: kind.baudRate,
    faults: [...SLOT_FAULTS, ...sensor, "reset"],
    orders: ORDERS.filter((order) => !/^(fault|health|state) /.test(order)),
    flags: ["channels", "slot", "stock"],
    start: (given) => startBoard(kind, given),
  };
}

function startBoard(kind: BoardKind, { ticker, say, flags }: SimulationGiven): RunningSimulation {
  const channels = figureOf(flags.get("channels")?.[0], kind.channels);
  const stock = figureOf(flags.get("stock")?.[0], STOCK);
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
      if (name === "reset") return order("fault reset");
      if (name === "stuck-sensor") return order(`stick ${figure ?? "1"}`);
      const slot = figure ?? slots[0] ?? "";
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
  return slots.map((text) => {
    const [slot = "", channel, dropInput] = text.split(":");
    const wired = { slot, channel: figureOf(channel, 1), stock };
    return dropInput === undefined ? wired : { ...wired, dropInput: figureOf(dropInput, 1) };
  });
}

/** What is no whole number is what it would be without being said. */
export function figureOf(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : otherwise;
}
