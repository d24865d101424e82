import type { BenchOptions } from "./bench.ts";
import type { EmulatedBoard, ShellOptions } from "./board-shell.ts";
import { createDevantechBoardEmulator } from "./devantech-board.ts";
import { createEletechsupBoardEmulator } from "./eletechsup-board.ts";
import { createFramedBoardEmulator } from "./framed-board.ts";
import { createKmtronicBoardEmulator } from "./kmtronic-board.ts";
import { createLcusBoardEmulator } from "./lcus-board.ts";
import { createModbusAsciiBoardEmulator } from "./modbus-ascii-board.ts";
import { createModbusBoardEmulator } from "./modbus-board.ts";
import { createNumatoBoardEmulator } from "./numato-board.ts";
import { createVmcBoardEmulator } from "./vmc-board.ts";
import { createVmc96BoardEmulator } from "./vmc96-board.ts";

export type BoardOptions = BenchOptions & Omit<ShellOptions, "bench">;

export interface BoardKind {
  readonly create: (options: BoardOptions) => EmulatedBoard;
  readonly channels: number;
  /** The largest board of its make. */
  readonly channelsMost: number;
  /** 0: a board without inputs, whose slots have no drop sensor. */
  readonly inputs: number;
  readonly baudRate: number;
}

/** Every emulated board by the name it is started with. */
export const BOARD_KINDS: Readonly<Record<string, BoardKind>> = {
  modbus: { create: createModbusBoardEmulator, channels: 8, channelsMost: 32, inputs: 8, baudRate: 9_600 },
  lcus: { create: createLcusBoardEmulator, channels: 8, channelsMost: 16, inputs: 0, baudRate: 9_600 },
  eletechsup: { create: createEletechsupBoardEmulator, channels: 8, channelsMost: 32, inputs: 0, baudRate: 9_600 },
  "modbus-ascii": {
    create: createModbusAsciiBoardEmulator,
    channels: 16,
    channelsMost: 32,
    inputs: 0,
    baudRate: 9_600,
  },
  kmtronic: { create: createKmtronicBoardEmulator, channels: 8, channelsMost: 8, inputs: 0, baudRate: 9_600 },
  devantech: { create: createDevantechBoardEmulator, channels: 8, channelsMost: 8, inputs: 0, baudRate: 19_200 },
  numato: { create: createNumatoBoardEmulator, channels: 8, channelsMost: 16, inputs: 8, baudRate: 115_200 },
  framed: { create: createFramedBoardEmulator, channels: 8, channelsMost: 16, inputs: 8, baudRate: 115_200 },
  vmc96: { create: createVmc96BoardEmulator, channels: 96, channelsMost: 96, inputs: 1, baudRate: 19_200 },
  vmc: { create: createVmcBoardEmulator, channels: 60, channelsMost: 99, inputs: 1, baudRate: 57_600 },
};
