import type { BenchOptions } from "./bench.ts";
import type { EmulatedBoard, ShellOptions } from "./board-shell.ts";
import { createLcusBoardEmulator } from "./lcus-board.ts";
import { createModbusBoardEmulator } from "./modbus-board.ts";

export type BoardOptions = BenchOptions & Omit<ShellOptions, "bench">;

export interface BoardKind {
  readonly create: (options: BoardOptions) => EmulatedBoard;
  readonly channels: number;
  /** 0: a board without inputs, whose slots have no drop sensor. */
  readonly inputs: number;
  readonly baudRate: number;
}

/** Every emulated board by the name it is started with. */
export const BOARD_KINDS: Readonly<Record<string, BoardKind>> = {
  modbus: { create: createModbusBoardEmulator, channels: 8, inputs: 8, baudRate: 9_600 },
  lcus: { create: createLcusBoardEmulator, channels: 8, inputs: 0, baudRate: 9_600 },
};
