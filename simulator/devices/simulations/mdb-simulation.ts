import { VendingMachine, type VendingMachineOptions } from "../mdb/vending-machine.ts";
import { FAULTS } from "./faults.ts";
import { figureOf, refuseFigure } from "./figures.ts";
import { ORDERED, type Simulation, wrong } from "./simulation.ts";

/** As MDB counts items and prices: two bytes each. */
const TWO_BYTES = { least: 1, most: 65_534 } as const;

const ORDERS = [
  "select ITEM PRICE   a customer chooses; the price is in hundredths",
  "withdraw            the customer changes his mind before it is paid",
  "off                 the machine switches its reader off",
  "on                  the machine switches its reader on",
] as const;

/** A vending machine that asks its cashless reader, seen from behind an adapter. */
export function machineSimulation(adapter: VendingMachineOptions["adapter"], baudRate: number): Simulation {
  return {
    what: `a vending machine behind a ${adapter === "qibixx" ? "Qibixx" : "WaferStar"} MDB adapter`,
    baudRate,
    faults: ["jam", "reset"],
    orders: ORDERS,
    flags: [],
    start({ ticker, say }) {
      const machine = new VendingMachine({ ticker, adapter, onEvent: say });
      return {
        device: machine.device,
        state: () => machine.state(),
        order(line) {
          const [order, item, price] = line.trim().split(/\s+/);
          if (order === "withdraw") machine.withdraw();
          else if (order === "off") machine.switchOff();
          else if (order === "on") machine.switchOn();
          else if (order !== "select") return wrong(`orders are:\n${ORDERS.join("\n")}`);
          else if (
            !machine.select(figureOf(item, 1, "ITEM", TWO_BYTES), figureOf(price, 100, "PRICE", TWO_BYTES))
          ) {
            return wrong("the machine takes no choice now");
          }
          return ORDERED;
        },
        fail(name, figure) {
          refuseFigure(figure, name);
          if (name === "jam") machine.isJammed = true;
          else if (name === "reset") machine.reset();
          else return wrong(`a vending machine does not know: ${FAULTS[name]}`);
          return ORDERED;
        },
        heal() {
          machine.isJammed = false;
          machine.switchOn();
        },
      };
    },
  };
}
