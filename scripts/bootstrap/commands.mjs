import { spawn } from "node:child_process";

/** Exit status for "a thing this needs is not there and cannot be fetched by us" (sysexits.h, EX_UNAVAILABLE). */
export const EXIT_UNAVAILABLE = 69;
/** Exit status for "something about the configuration" (sysexits.h, EX_CONFIG). */
export const EXIT_CONFIG = 78;

/** A reason to stop that the reader can act upon; printed without a stack. */
export class Stop extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode
   */
  constructor(message, exitCode = EXIT_UNAVAILABLE) {
    super(message);
    this.name = "Stop";
    this.exitCode = exitCode;
  }
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a command that may take long: names it, lets its own output through, and shows every ten seconds that it is
 * still at work.
 * @param {string} label
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, deadlineMs?: number, quiet?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string, seconds: number }>} the code is 127 when the command is not there and 124 at the deadline
 */
export function runLong(label, command, args, options = {}) {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  say(`» ${label}`);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let late = false;
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output = (output + chunk.toString("utf8")).slice(-65_536);
      if (options.quiet !== true) process.stderr.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const pulse = setInterval(() => say(`  … ${label}: ${seconds()} s`), 10_000);
    const deadline = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, options.deadlineMs ?? 900_000);
    /** @param {number} code */
    const end = (code) => {
      clearInterval(pulse);
      clearTimeout(deadline);
      resolve({ code: late ? 124 : code, output, seconds: seconds() });
    };
    child.once("error", (error) => {
      output += error.message;
      end(127);
    });
    child.once("close", (code) => end(code ?? 1));
  });
}

/**
 * Runs a short command and returns what it printed; a missing command is code 127.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
export function ask(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"], timeout: 30_000 });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk.toString("utf8");
    });
    child.once("error", () => resolve({ code: 127, output }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs the body of a task and sets the exit code; a `Stop` becomes its message and its own code.
 * @param {() => Promise<number>} body
 */
export async function asTask(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}
