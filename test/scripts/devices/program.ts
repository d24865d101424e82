import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const PROGRAM = new URL("../../../scripts/devices.ts", import.meta.url).pathname;

export type Said = Readonly<Record<string, unknown>>;

export interface Program {
  readonly child: ChildProcess;
  /** The first line that fits, from the beginning or yet to come. */
  next(isIt: (said: Said) => boolean): Promise<Said>;
  order(line: string): void;
}

/** `devices` with JSON lines on its output, running until its test ends. */
export function startDevices(atEnd: (close: () => void) => void, ...args: readonly string[]): Program {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  atEnd(() => {
    child.kill("SIGTERM");
  });
  const lines: Said[] = [];
  const looks = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(JSON.parse(line) as Said);
    for (const look of looks) look();
  });
  return {
    child,
    next: (isIt) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = lines.find(isIt);
          if (found === undefined) return;
          looks.delete(look);
          resolve(found);
        };
        looks.add(look);
        look();
      }),
    order: (line) => child.stdin?.write(`${line}\n`),
  };
}

/** `devices` to its end. */
export async function runDevices(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString("utf8");
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}
