import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runLong, say } from "./bootstrap/commands.mjs";
import { cacheFolder } from "./cache-folder.ts";
import { root } from "./project.ts";

const REACH_MS = 20_000;
const DOWNLOAD_MS = 600_000;
const DEFAULT_MIRROR = "https://github.com/electron/electron/releases/download/";

/**
 * Lets Electron's own installer download the binary into node_modules. First it is asked in at most 20 s whether the
 * host answers at all; a failure is remembered until the next day, so that a machine behind a wall waits once.
 * @returns why it did not work, or nothing
 */
export async function installOfficial(): Promise<string | undefined> {
  const home = join(root, "node_modules", "electron");
  const { version }: { version: string } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const mirror = process.env["ELECTRON_MIRROR"] ?? process.env["npm_config_electron_mirror"] ?? DEFAULT_MIRROR;
  const key = `${version} from ${mirror} on ${new Date().toISOString().slice(0, 10)}`;

  const remembered = readFailure();
  if (remembered?.key === key) return `${remembered.why} (asked earlier today; remembered in ${failureFile()})`;

  const why = (await whyUnreachable(version, mirror)) ?? (await download(home, version));
  if (why === undefined) rmSync(failureFile(), { force: true });
  else writeFileSync(failureFile(), `${JSON.stringify({ key, why })}\n`);
  return why;
}

/** A mirror may name its files in its own way, so only the official place is asked beforehand. */
async function whyUnreachable(version: string, mirror: string): Promise<string | undefined> {
  if (mirror !== DEFAULT_MIRROR) return undefined;
  const host = new URL(mirror).host;
  say(`» asking ${host} for Electron ${version}`);
  const url = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    const answer = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(REACH_MS) });
    return answer.ok ? undefined : `${host} answered ${answer.status}`;
  } catch (error) {
    return `${host} cannot be reached (${reasonOf(error)})`;
  }
}

async function download(home: string, version: string): Promise<string | undefined> {
  const done = await runLong(`downloading Electron ${version}`, process.execPath, [join(home, "install.js")], {
    deadlineMs: DOWNLOAD_MS,
    quiet: true,
  });
  if (done.code === 0) return undefined;
  if (done.code === 124) return `no end after ${DOWNLOAD_MS / 60_000} minutes`;
  return done.output.trim().split("\n")[0] ?? `exit code ${done.code}`;
}

function failureFile(): string {
  return join(cacheFolder(), "official-electron-unreachable.json");
}

function readFailure(): { key: string; why: string } | undefined {
  try {
    return JSON.parse(readFileSync(failureFile(), "utf8"));
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer in ${REACH_MS / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
