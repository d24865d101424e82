import { type PrinterFault, readFault } from "../printer/faults.ts";
import { MODELS } from "../printer/models.ts";
import { paperText } from "../printer/paper.ts";
import { keepPaper } from "../printer/paper-folder.ts";
import { orderPrinter, PERSON_ORDERS } from "../printer/person.ts";
import { createPrinterEmulator } from "../printer/printer-emulator.ts";
import { figureOf } from "./board-simulation.ts";
import { FAULTS, type FaultName } from "./faults.ts";
import {
  ORDERED,
  type RunningSimulation,
  type Simulation,
  type SimulationGiven,
  WrongFlag,
  wrong,
} from "./simulation.ts";

const SMALL_BUFFER_BYTES = 45;
const DEFAULT_MODEL = "epson-80";

/** What a person does until everything is right; a knife that stuck lets go when the power comes back. */
const HEALING = ["knife clear", "paper in", "cover close", "power off", "power on"] as const;

/** A receipt printer; what it prints is on the log as text and in `--paper` as a picture. */
export const PRINTER: Simulation = {
  what: "a receipt printer",
  baudRate: 38_400,
  faults: ["paper-out", "cover", "cutter", "overrun", "reset"],
  orders: PERSON_ORDERS.filter((order) => order !== "state" && order !== "fault FAULT").map((order) =>
    order.replaceAll(" ", "-"),
  ),
  flags: ["model"],
  start: startPrinter,
};

function startPrinter(given: SimulationGiven): RunningSimulation {
  const { ticker, say, flags, paperFolder } = given;
  const named = flags.get("model")?.[0] ?? DEFAULT_MODEL;
  const model = MODELS[named];
  if (model === undefined)
    throw new WrongFlag(`no such model: ${named}; known are ${Object.keys(MODELS).join(", ")}`);
  const overrun = given.faults.find(({ name }) => name === "overrun");
  const bufferBytes = overrun === undefined ? model.bufferBytes : figureOf(overrun.figure, SMALL_BUFFER_BYTES);
  const printer = createPrinterEmulator({
    model: { ...model, bufferBytes },
    ticker,
    onReceipt: (receipt) => {
      say({ event: "receipt", text: paperText(receipt.lines), ended: receipt.ended });
      if (paperFolder !== undefined) keepPaper(printer, paperFolder);
    },
    onDrawer: (pin) => say({ event: "drawer", pin }),
  });
  return {
    device: printer.plug,
    state() {
      const done = orderPrinter(printer, "state");
      return done.is === "state" ? done.state : {};
    },
    order(line) {
      const done = orderPrinter(printer, line.trim().replaceAll("-", " "));
      return done.is === "wrong" ? done : ORDERED;
    },
    fail(name, figure) {
      if (name === "overrun") {
        return bufferBytes === model.bufferBytes ? wrong(`a small buffer is built in: ${FAULTS.overrun}`) : ORDERED;
      }
      const fault = printerFault(name, figure, printer.workedBytes);
      if (fault === null) return wrong(`a printer does not know: ${FAULTS[name]}`);
      printer.take(fault);
      return ORDERED;
    },
    heal() {
      printer.heal();
      for (const order of HEALING) orderPrinter(printer, order);
    },
    stop: () => printer.switchOff(),
  };
}

/** Without a number it happens with the next byte. */
function printerFault(name: FaultName, figure: string | undefined, worked: number): PrinterFault | null {
  const byte = worked + figureOf(figure, 0);
  if (name === "paper-out") return { is: "paper-out-at", byte };
  if (name === "cover") return { is: "cover-open-at", byte };
  if (name === "reset") return { is: "power-loss-at", byte };
  return name === "cutter" ? readFault("cutter-jam") : null;
}
