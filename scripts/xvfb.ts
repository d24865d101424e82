import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { EXIT_UNAVAILABLE, Stop } from "./bootstrap/commands.mjs";

/** A virtual display of our own; `close` ends it, and it ends with our process too. */
export interface VirtualDisplay {
  /** For DISPLAY, as `:7`. */
  readonly name: string;
  close(): Promise<void>;
}

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

const READY_MS = 15_000;
const END_MS = 5_000;

/**
 * Starts Xvfb on a number it finds free itself, and waits until it takes connections (it then writes the number to
 * the descriptor given by -displayfd). It takes no connection from the network.
 */
export async function openVirtualDisplay(
  screen: ScreenSize = { width: 1920, height: 2000 },
): Promise<VirtualDisplay> {
  const size = `${screen.width}x${screen.height}x24`;
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp", "-noreset"], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);
  try {
    const number = await displayNumber(server);
    return {
      name: `:${number}`,
      close: async () => {
        process.off("exit", end);
        await stop(server);
      },
    };
  } catch (error) {
    process.off("exit", end);
    end();
    throw error;
  }
}

function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let complaints = "";
    let number = "";
    const fail = (why: string) => {
      clearTimeout(deadline);
      reject(new Stop(`No virtual display: ${why}. ${complaints.trim()}`, EXIT_UNAVAILABLE));
    };
    const deadline = setTimeout(() => fail(`Xvfb was not ready after ${READY_MS / 1000} s`), READY_MS);
    server.once("error", (error) => fail(`Xvfb could not be started (${error.message})`));
    server.once("exit", (code) => fail(`Xvfb ended with code ${code}`));
    server.stderr?.on("data", (chunk: Buffer) => {
      complaints = (complaints + chunk.toString("utf8")).slice(-2000);
    });
    server.stdio[3]?.on("data", (chunk: Buffer) => {
      number += chunk.toString("ascii");
      if (!number.includes("\n")) return;
      clearTimeout(deadline);
      resolve(number.trim());
    });
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  const hard = setTimeout(() => server.kill("SIGKILL"), END_MS);
  await ended;
  clearTimeout(hard);
}
