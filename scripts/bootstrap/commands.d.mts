/** Exit status for "a thing this needs is not there and cannot be fetched by us" (sysexits.h, EX_UNAVAILABLE). */
export const EXIT_UNAVAILABLE: 69;
/** Exit status for "something about the configuration" (sysexits.h, EX_CONFIG). */
export const EXIT_CONFIG: 78;

/** A reason to stop that the reader can act upon; printed without a stack. */
export class Stop extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode?: number);
}

export interface Ending {
  /** 127: the command is not there; 124: the deadline passed. */
  readonly code: number;
  /** The last 64 kB of both streams. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly deadlineMs?: number;
  /** Keep the command's output to ourselves. */
  readonly quiet?: boolean;
}

export function say(line: string): void;
/** Names the command, lets its output through and shows every ten seconds that it is still at work. */
export function runLong(
  label: string,
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<Ending & { readonly seconds: number }>;
/** Runs a short command (30 s at most) and keeps what it printed. */
export function ask(command: string, args: readonly string[]): Promise<Ending>;
/** Runs the body of a task and sets the exit code; a `Stop` becomes its message and its own code. */
export function asTask(body: () => Promise<number>): Promise<void>;
