import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { StagedApp } from "./stage-app.ts";

/** A staged program that was started for people to use; its output goes to our own. */
export interface WindowProgram {
  /** Resolves to the exit code; 128 and the signal's number when a signal ended it. */
  readonly ended: Promise<number>;
  /** Asks it to end; after five seconds it is killed. */
  close(): Promise<void>;
}

const END_MS = 5_000;

/** Chromium complains of desktop services that a till does not have. What the program itself says is not touched. */
const FATAL_ONLY = "--log-level=3";

export function startWindow(
  staged: StagedApp,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): WindowProgram {
  const child = spawn(staged.executable, [...staged.args, FATAL_ONLY, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...staged.env, ...env },
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
  return {
    ended,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const hard = setTimeout(() => child.kill("SIGKILL"), END_MS);
      await ended;
      clearTimeout(hard);
    },
  };
}
