import { BOARD_KINDS, type BoardKind } from "../boards/kinds.ts";
import { createModbusBoardEmulator } from "../boards/modbus-board.ts";
import { boardSimulation } from "./board-simulation.ts";
import { cardReaderSimulation } from "./mdb-reader-simulation.ts";
import { machineSimulation } from "./mdb-simulation.ts";
import { DISPLAY, presenceSimulation, SCANNER } from "./peripheral-simulations.ts";
import { PRINTER } from "./printer-simulation.ts";
import type { Simulation } from "./simulation.ts";

function kind(name: string): BoardKind {
  const found = BOARD_KINDS[name];
  if (found === undefined) throw new Error(`no emulated board is called ${name}`);
  return found;
}

/** Without Waveshare's timed pulses. */
const PLAIN_COILS: BoardKind = {
  ...kind("modbus"),
  create: (options) => createModbusBoardEmulator({ ...options, hasFlash: false }),
};

/** Every simulated device by the name it is started with. */
export const SIMULATIONS: Readonly<Record<string, Simulation>> = {
  printer: PRINTER,
  modbus: boardSimulation("a Modbus relay board that times its pulses", kind("modbus")),
  "modbus-coils": boardSimulation("a plain Modbus relay board", PLAIN_COILS),
  "modbus-ascii": boardSimulation("a Modbus ASCII relay board", kind("modbus-ascii")),
  lcus: boardSimulation("an LCUS relay board", kind("lcus")),
  eletechsup: boardSimulation("an eletechsup relay board", kind("eletechsup")),
  numato: boardSimulation("a Numato relay module", kind("numato")),
  kmtronic: boardSimulation("a KMTronic relay board", kind("kmtronic")),
  devantech: boardSimulation("a Devantech relay board", kind("devantech")),
  "framed-board": boardSimulation("a board with the framed protocol of our own", kind("framed")),
  fafb: boardSimulation("a vending machine controller of the FA FB kind", kind("vmc")),
  vmc96: boardSimulation("a VMC96 vending machine controller", kind("vmc96")),
  "mdb-vmc": machineSimulation("qibixx", 115_200),
  "mdb-vmc-waferstar": machineSimulation("waferstar", 9_600),
  "mdb-reader": cardReaderSimulation("qibixx", 115_200),
  "mdb-reader-waferstar": cardReaderSimulation("waferstar", 9_600),
  scanner: SCANNER,
  display: DISPLAY,
  presence: presenceSimulation("tof"),
  "presence-radar": presenceSimulation("radar"),
};
