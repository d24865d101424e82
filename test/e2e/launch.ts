import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { findRuntime } from "../../scripts/electron-runtime.ts";
import {
  type EndedTerminal,
  type LaunchOptions,
  launchTerminal as launch,
  type RunningTerminal,
  runTerminalToEnd as run,
} from "../../scripts/launch-terminal.ts";
import { folderForUser } from "../../scripts/ordinary-user.ts";
import type { StagedApp } from "../../scripts/stage-app.ts";
import { stageTerminal } from "../../scripts/stage-terminal.ts";
import { openVirtualDisplay, type VirtualDisplay } from "../../scripts/xvfb.ts";

export interface TerminalOptions {
  readonly configFile: string;
  /** Electron's own folders; give the same one twice to start again where a former run ended. Fresh by default. */
  readonly home?: string;
  readonly extraArgs?: readonly string[];
  readonly extraEnv?: Readonly<Record<string, string>>;
  /** Another program than the built terminal. */
  readonly staged?: StagedApp;
}

/** Starts the built terminal and waits for its window. What a test leaves running is killed when the test ends. */
export async function launchTerminal(options: TerminalOptions): Promise<RunningTerminal> {
  const terminal = await launch(await whole({ ...options, home: options.home ?? temporaryFolder() }));
  onTestFinished(() => terminal.kill());
  return terminal;
}

/** The same for a terminal that several tests share: whoever opened it closes it. */
export async function openTerminal(options: TerminalOptions & { readonly home: string }): Promise<RunningTerminal> {
  return launch(await whole(options));
}

/** Starts the built terminal, which is expected to end by itself within the deadline. */
export async function runTerminalToEnd(options: TerminalOptions, deadlineMs = 20_000): Promise<EndedTerminal> {
  return run(await whole({ ...options, home: options.home ?? temporaryFolder() }), deadlineMs);
}

/** A folder the terminal may write, gone when the test ends. */
export function temporaryFolder(): string {
  const folder = folderForUser(mkdtempSync(join(tmpdir(), "myntfri-e2e-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function whole(options: TerminalOptions & { readonly home: string }): Promise<LaunchOptions> {
  return { ...options, staged: options.staged ?? (await stagedTerminal()), display: await display() };
}

let staged: Promise<StagedApp> | undefined;

/** The test runner stages once and tells; a test file run by itself stages what lies in `dist`. */
function stagedTerminal(): Promise<StagedApp> {
  const told = process.env["MYNTFRI_STAGED"];
  staged ??= told === undefined ? findRuntime().then(stageTerminal) : Promise.resolve(JSON.parse(told));
  return staged;
}

let ownDisplay: Promise<VirtualDisplay> | undefined;

async function display(): Promise<string> {
  const given = process.env["DISPLAY"];
  if (process.env["MYNTFRI_STAGED"] !== undefined && given !== undefined) return given;
  // It ends with this process.
  ownDisplay ??= openVirtualDisplay();
  return (await ownDisplay).name;
}
