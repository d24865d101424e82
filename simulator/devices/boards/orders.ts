import { type EmulatedBoard, WIRE_FAULTS } from "./board-shell.ts";

/** What happens to an emulated board by hand; one order a line. */
export const ORDERS = [
  "jam SLOT            the motor turns and nothing falls",
  "clear SLOT          no longer jammed",
  "fill SLOT COUNT     products in the slot",
  "loose SLOT          a product falls by itself",
  "wave INPUT          a hand passes the sensor",
  "block INPUT         something stands in the beam",
  "release INPUT       the beam is free",
  "stick INPUT         the next product hangs in the beam",
  "blind INPUT         the sensor shows nothing any more",
  `fault NAME [COUNT]  spoils the next requests: ${WIRE_FAULTS.join(", ")}`,
  "health              no more faults",
  "reset               power dips; all relays open",
  "state               outputs, inputs and stock as they are",
] as const;

export type OrderDone =
  | { readonly is: "done" }
  | { readonly is: "state"; readonly state: object }
  | { readonly is: "wrong"; readonly what: string };

const DONE: OrderDone = { is: "done" };
const FAULTS_MOST = 1_000;

/** Carries out one line. `slots` are the names the shelf has. */
export function orderBoard(board: EmulatedBoard, slots: readonly string[], line: string): OrderDone {
  const [order = "", name = "", count] = line.trim().split(/\s+/);
  const { bench } = board;
  switch (order) {
    case "jam":
    case "clear":
    case "loose":
    case "fill":
      if (!slots.includes(name)) return { is: "wrong", what: `there is no slot ${name}` };
      if (order === "jam") bench.jam(name);
      else if (order === "clear") bench.unjam(name);
      else if (order === "loose") bench.knockLoose(name);
      else return fill(board, name, count);
      return DONE;
    case "wave":
    case "block":
    case "release":
    case "stick":
    case "blind": {
      const input = Number(name);
      if (!Number.isInteger(input) || input < 1 || input > bench.inputCount) {
        return { is: "wrong", what: `there is no input ${name}` };
      }
      bench[order](input);
      return DONE;
    }
    case "fault":
      return queueFault(board, name, count);
    case "health":
      board.faults.splice(0);
      return DONE;
    case "reset":
      bench.reset();
      return DONE;
    case "state": {
      const stock = Object.fromEntries(slots.map((slot) => [slot, bench.stock(slot)]));
      return { is: "state", state: { outputs: bench.outputs, inputs: bench.inputs, stock } };
    }
    default:
      return { is: "wrong", what: `orders are:\n${ORDERS.join("\n")}` };
  }
}

function fill(board: EmulatedBoard, slot: string, count: string | undefined): OrderDone {
  const products = Number(count);
  if (!Number.isInteger(products) || products < 0) return { is: "wrong", what: "fill SLOT COUNT" };
  board.bench.fill(slot, products);
  return DONE;
}

function queueFault(board: EmulatedBoard, name: string, count = "1"): OrderDone {
  const fault = WIRE_FAULTS.find((known) => known === name);
  const times = Number(count);
  if (fault === undefined || !Number.isInteger(times) || times < 1 || times > FAULTS_MOST) {
    return { is: "wrong", what: `faults are ${WIRE_FAULTS.join(", ")}` };
  }
  for (let index = 0; index < times; index++) board.faults.push(fault);
  return DONE;
}
