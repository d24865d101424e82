import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { cacheFolder, runsAsRoot } from "./cache-folder.ts";
import type { Runtime } from "./electron-runtime.ts";
import { copyPackages, externalPackages } from "./external-packages.ts";
import { folderForUser, ordinaryUser } from "./ordinary-user.ts";
import { root } from "./project.ts";
import { requireSandbox } from "./sandbox.ts";
import { wrapperScript } from "./wrapper.ts";

/** A program ready to be started: `spawn(executable, [...args, …], { env: { ...process.env, ...env } })`. */
export interface StagedApp {
  /** As root a wrapper that becomes an ordinary user first and then, in the same process, Electron. */
  readonly executable: string;
  /** To come before the program's own arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Holds the program as it was staged. */
  readonly appFolder: string;
}

export interface StageOptions {
  /** Holds package.json and all it names, but no packages from the registry: those come from its `dependencies`. */
  readonly appFolder: string;
  /** The names in `appFolder` that are the program; all of them when not said. */
  readonly only?: readonly string[];
  /** Kebab-case; programs of different names lie side by side. */
  readonly name: string;
}

/** Part of the staged name, so that a change of the layout is not mixed up with an older one. */
const LAYOUT = "1";

/**
 * Puts a built program where a runtime can run it and an ordinary user may read it: a folder in the cache with the
 * runtime's files (hard links where possible) and the program at `resources/app`, which every Electron looks at first.
 * Done once for the same runtime and the same program.
 */
export function stageApp(runtime: Runtime, options: StageOptions): StagedApp {
  const packages = externalPackages(options.appFolder);
  const mark = digest(runtime, options, packages);
  const stage = join(cacheFolder(), "apps", `${options.name}-${mark}`);
  if (!existsSync(stage)) build(stage, runtime, options, packages);
  removeOlder(options.name, mark);
  requireSandbox(stage);
  const bare = join(stage, runtime.executable);
  const note = runtime.note === undefined ? {} : { MYNTFRI_RUNTIME_NOTE: runtime.note };
  // Only the layout of Linux is known to take a program put into its resources unsigned and unpacked.
  const appFolder = join(stage, "resources", "app");
  const args = process.platform === "linux" ? sharedMemoryArgs() : [appFolder];
  const user = ordinaryUser();
  if (user === undefined) return { executable: bare, args, env: note, appFolder };
  folderForUser(join(cacheFolder(), "home"));
  const wrapper = join(stage, `as-${user.name}`);
  writeFileSync(wrapper, wrapperScript(user, bare, join(cacheFolder(), "home")), { mode: 0o755 });
  return { executable: wrapper, args, env: note, appFolder };
}

function build(stage: string, runtime: Runtime, options: StageOptions, packages: readonly string[]): void {
  const work = `${stage}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true, mode: 0o755 });
  for (const file of filesIn(runtime.folder)) {
    // A stock runtime's own programs give way to ours.
    if (file.startsWith(join("resources", "app") + sep)) continue;
    place(join(runtime.folder, file), join(work, file));
  }
  const app = join(work, "resources", "app");
  for (const file of programFiles(options)) {
    const to = join(app, file);
    mkdirSync(join(to, ".."), { recursive: true });
    copyFileSync(join(options.appFolder, file), to);
  }
  copyPackages(packages, app, { platform: process.platform, architectures: [process.arch] });
  if (runsAsRoot()) readableByAll(work);
  setUpSandboxHelper(work);
  // Another run may have been quicker with the very same.
  if (existsSync(stage)) rmSync(work, { recursive: true, force: true });
  else renameSync(work, stage);
}

function place(from: string, to: string): void {
  mkdirSync(join(to, ".."), { recursive: true, mode: 0o755 });
  const shared = (statSync(from).mode & 0o004) !== 0 && !from.endsWith("chrome-sandbox");
  if (shared) {
    try {
      linkSync(from, to);
      return;
    } catch (error) {
      // Another file system, or one without links: then it is a copy.
      if (!(error instanceof Error && "code" in error)) throw error;
    }
  }
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
}

function readableByAll(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const mode = statSync(path).mode & 0o7777;
    const open = mode | 0o444 | (entry.isDirectory() || (mode & 0o100) !== 0 ? 0o111 : 0);
    if (open !== mode) chmodSync(path, open);
  }
  chmodSync(folder, 0o755);
}

/** Only root can set up the setuid helper; an ordinary user's Electron uses user namespaces instead. */
function setUpSandboxHelper(folder: string): void {
  const helper = join(folder, "chrome-sandbox");
  if (!runsAsRoot() || !existsSync(helper)) return;
  chownSync(helper, 0, 0);
  chmodSync(helper, 0o4755);
}

/** Containers often give 64 MB of shared memory, too little for a window; Chromium then uses files. */
function sharedMemoryArgs(): readonly string[] {
  try {
    accessSync("/dev/shm", constants.W_OK);
    const kilobytes = /\/dev\/shm tmpfs \S*size=(\d+)k/.exec(readFileSync("/proc/mounts", "utf8"))?.[1];
    return kilobytes !== undefined && Number(kilobytes) < 262_144 ? ["--disable-dev-shm-usage"] : [];
  } catch {
    return ["--disable-dev-shm-usage"];
  }
}

function digest(runtime: Runtime, options: StageOptions, packages: readonly string[]): string {
  const hash = createHash("sha256");
  hash.update(`${LAYOUT}\0${runtime.folder}\0${runtime.version}\0`);
  hash.update(String(statSync(join(runtime.folder, runtime.executable)).mtimeMs));
  for (const path of packages) hash.update(`\0${path}\0${readFileSync(join(root, path, "package.json"), "utf8")}`);
  for (const file of programFiles(options)) {
    hash.update(`\0${file}\0`).update(readFileSync(join(options.appFolder, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

const KEPT_MS = 3_600_000;

/** Earlier stages of the same program go after an hour; one may still be running. */
function removeOlder(name: string, mark: string): void {
  const apps = join(cacheFolder(), "apps");
  for (const entry of readdirSync(apps)) {
    if (entry === `${name}-${mark}` || !new RegExp(`^${name}-[0-9a-f]{12}`).test(entry)) continue;
    const path = join(apps, entry);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}

function programFiles({ appFolder, only }: StageOptions): readonly string[] {
  const files = filesIn(appFolder);
  return only === undefined ? files : files.filter((file) => only.includes(file.split(sep)[0] ?? file));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
