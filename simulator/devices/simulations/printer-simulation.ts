import { type PrinterFault, readFault } from "../printer/faults.ts";
import { MODELS } from "../printer/models.ts";
import { paperText } from "../printer/paper.ts";
import { keepPaper, openPaperFolder } from "../printer/paper-folder.ts";
import { orderPrinter, PERSON_ORDERS } from "../printer/person.ts";
import { createPrinterEmulator } from "../printer/printer-emulator.ts";
import { FAULTS, type FaultName } from "./faults.ts";
import { figureOf, refuseFigure, WrongFlag, wordOf } from "./figures.ts";
import { ORDERED, type RunningSimulation, type Simulation, type SimulationGiven, wrong } from "./simulation.ts";

const SMALL_BUFFER_BYTES = 45;
const DEFAULT_MODEL = "epson-80";
const BUFFER_BYTES = { least: 1, most: 1_048_576 } as const;
const PAPER_BYTES = { least: 0, most: 99_999_999 } as const;

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
  flags: [
    { name: "model", takes: Object.keys(MODELS).join("|") },
    { name: "paper", takes: "FOLDER" },
  ],
  start: startPrinter,
};

function startPrinter(given: SimulationGiven): RunningSimulation {
  const { ticker, say, flags } = given;
  const named = wordOf(flags.get("model")?.[0] ?? DEFAULT_MODEL, Object.keys(MODELS), "--model");
  const model = MODELS[named];
  if (model === undefined) throw new Error(`no emulated printer is called ${named}`);
  const overrun = given.faults.findLast(({ name }) => name === "overrun");
  const bufferBytes =
    overrun === undefined
      ? model.bufferBytes
      : figureOf(overrun.figure, SMALL_BUFFER_BYTES, "overrun", BUFFER_BYTES);
  const paperFolder = paperFolderOf(flags.get("paper")?.[0]);
  const printer = createPrinterEmulator({
    model: { ...model, bufferBytes },
    ticker,
    onReceipt: (receipt) => {
      say({ event: "receipt", text: paperText(receipt.lines), ended: receipt.ended });
      if (paperFolder === undefined) return;
      const trouble = triedPaper(() => keepPaper(printer, paperFolder));
      if (trouble !== undefined) say({ event: "paper-not-kept", what: `${paperFolder}: ${trouble}` });
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

/** Tried at the start: who wants the paper learns at once that it cannot be kept. */
function paperFolderOf(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  const trouble = triedPaper(() => openPaperFolder(folder));
  if (trouble !== undefined)
    throw new WrongFlag(`--paper takes a folder that can be written to: ${folder} ${trouble}`);
  return folder;
}

/** What stood in the way, in words. */
function triedPaper(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return PAPER_TROUBLES[code] ?? "cannot be written to";
  }
}

const PAPER_TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: "cannot be made there",
  ENOTDIR: "is not a folder",
  EEXIST: "is not a folder",
  EACCES: "is not yours to write in",
  EPERM: "is not yours to write in",
  EROFS: "is on a disk that is read only",
  ENOSPC: "is on a disk that is full",
};

/** Without a number it happens with the next byte. */
function printerFault(name: FaultName, figure: string | undefined, worked: number): PrinterFault | null {
  if (name === "cutter") refuseFigure(figure, name);
  const byte = worked + figureOf(figure, 0, name, PAPER_BYTES);
  if (name === "paper-out") return { is: "paper-out-at", byte };
  if (name === "cover") return { is: "cover-open-at", byte };
  if (name === "reset") return { is: "power-loss-at", byte };
  return name === "cutter" ? readFault("cutter-jam") : null;
}
