import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import type { StagedApp } from "./stage-app.ts";

export interface LaunchOptions {
  readonly configFile: string;
  readonly staged: StagedApp;
  /** As `:7`. */
  readonly display: string;
  /** The home of this run: Electron's own folders lie in it. It must belong to the window's user. */
  readonly home: string;
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: Readonly<Record<string, string>>;
}

/** The real terminal with its window open, driven from outside. */
export interface RunningTerminal {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What it printed so far, by lines. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** As a power cut: every process of it at once, nobody is asked. */
  kill(): Promise<void>;
  /** As an operator would: it is asked to quit, and killed after ten seconds. */
  close(): Promise<void>;
}

export interface EndedTerminal {
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

const WINDOW_MS = 30_000;
const CLOSE_MS = 10_000;

/** Starts the terminal under Playwright and waits for its window. Chromium's sandbox stays on. */
export async function launchTerminal(options: LaunchOptions): Promise<RunningTerminal> {
  const app = await _electron.launch({
    executablePath: options.staged.executable,
    args: argsOf(options),
    env: envOf(options),
    // Playwright turns the sandbox off unless it is told otherwise.
    chromiumSandbox: true,
    timeout: WINDOW_MS,
  });
  const child = app.process();
  const stdout = linesOf(child.stdout);
  const stderr = linesOf(child.stderr);
  const ended = once(child, "exit");
  const kill = async () => {
    killAll(child);
    await ended;
  };
  try {
    const page = await Promise.race([app.firstWindow({ timeout: WINDOW_MS }), endedEarly(ended, stderr)]);
    return { app, page, stdout, stderr, kill, close: () => closeOrKill(app, kill) };
  } catch (error) {
    await kill();
    throw new Error(`no window appeared; the terminal's last lines:\n${stderr.slice(-20).join("\n")}`, {
      cause: error,
    });
  }
}

/** Starts the terminal without Playwright and waits until it ends by itself; it is killed at the deadline. */
export async function runTerminalToEnd(options: LaunchOptions, deadlineMs: number): Promise<EndedTerminal> {
  const child = spawn(options.staged.executable, argsOf(options), {
    env: envOf(options),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const stdout = linesOf(child.stdout);
  const stderr = linesOf(child.stderr);
  const deadline = setTimeout(() => killAll(child), deadlineMs);
  const [code]: [number | null] = await endOf(child);
  clearTimeout(deadline);
  return { code, stdout, stderr };
}

async function endOf(child: ChildProcess): Promise<[number | null]> {
  const [code] = await once(child, "close");
  return [typeof code === "number" ? code : null];
}

function argsOf(options: LaunchOptions): string[] {
  return [...options.staged.args, `--config=${resolve(options.configFile)}`, ...(options.extraArgs ?? [])];
}

function envOf(options: LaunchOptions): Record<string, string> {
  const own = { DISPLAY: options.display, MYNTFRI_HOME: options.home, ...options.staged.env, ...options.extraEnv };
  const env: Record<string, string> = {};
  for (const [key, value] of Object.entries({ ...process.env, ...own })) {
    // What a test runner leaves in the environment is not for the program under test.
    if (value !== undefined && !LEFT_OUT.test(key)) env[key] = value;
  }
  return env;
}

const LEFT_OUT = /^(?:VITEST.*|NODE_OPTIONS|NODE_ENV|ELECTRON_RUN_AS_NODE|WAYLAND_DISPLAY|npm_.*)$/;

function linesOf(stream: NodeJS.ReadableStream | null): readonly string[] {
  const lines: string[] = [];
  let rest = "";
  stream?.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString("utf8")).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  stream?.on("end", () => {
    if (rest !== "") lines.push(rest);
  });
  return lines;
}

async function endedEarly(ended: Promise<unknown[]>, stderr: readonly string[]): Promise<never> {
  const [code, signal] = await ended;
  throw new Error(`the terminal ended with ${code ?? signal}: ${stderr.slice(-5).join(" ")}`);
}

/** Helpers and hosts are in the same process group, which the starter made for it. */
function killAll(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

async function closeOrKill(app: ElectronApplication, kill: () => Promise<void>): Promise<void> {
  const deadline = setTimeout(() => void kill(), CLOSE_MS);
  await app.close();
  clearTimeout(deadline);
}
