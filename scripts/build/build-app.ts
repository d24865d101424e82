import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT_UNAVAILABLE, Stop, say } from "../bootstrap/commands.mjs";
import { root } from "../project.ts";
import { bundleForMain, bundlePreload, bundleRenderer } from "./bundles.ts";
import { checkPage, listPageFiles } from "./page-files.ts";

export const builtFolder = join(root, "dist");

/** What in `dist` is the program; development tools may leave other things there. */
export const PROGRAM = [
  "package.json",
  "main.js",
  "preload.cjs",
  "customer-preload.cjs",
  "hosts",
  "renderer",
  "renderer-files.json",
];

interface Part {
  readonly entry: string;
  readonly output: string;
  readonly bundle: (entry: string, output: string) => Promise<void>;
}

const PARTS: readonly Part[] = [
  { entry: "electron/main.ts", output: "main.js", bundle: bundleForMain },
  { entry: "electron/preload.ts", output: "preload.cjs", bundle: bundlePreload },
  { entry: "electron/customer-preload.ts", output: "customer-preload.cjs", bundle: bundlePreload },
  { entry: "hardware/hosts/counter-host.ts", output: "hosts/counter-host.js", bundle: bundleForMain },
  { entry: "hardware/hosts/dispense-host.ts", output: "hosts/dispense-host.js", bundle: bundleForMain },
  { entry: "hardware/hosts/guard.ts", output: "hosts/guard.js", bundle: bundleForMain },
  { entry: "hardware/hosts/finder.ts", output: "hosts/finder.js", bundle: bundleForMain },
  { entry: "renderer/index.html", output: "renderer/index.html", bundle: bundleRenderer },
];

const SOURCES = ["electron", "hardware", "renderer", "scripts/build", "package.json", "package-lock.json"];
const RECORD = join(builtFolder, ".built");
const WORKSHOP = join(root, "node_modules", ".cache", "myntfri-build");

/**
 * Builds the program into `dist`, unless the sources are those of the last build.
 * @throws Stop when an entry is missing; what is there is built before
 */
export async function buildApp(): Promise<void> {
  const sources = sourceDigest();
  const missing = PARTS.filter((part) => !existsSync(join(root, part.entry)));
  if (upToDate(sources)) {
    say("build: nothing has changed");
    return;
  }
  const startedMs = performance.now();
  const work = join(WORKSHOP, String(process.pid));
  mkdirSync(work, { recursive: true });
  try {
    await buildInto(work, missing);
    // Whole or not at all: a build that was cut short leaves the former program, or none.
    rmSync(builtFolder, { recursive: true, force: true });
    renameSync(work, builtFolder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  if (missing.length > 0) {
    const names = missing.map((part) => part.entry).join(", ");
    throw new Stop(`The build has no ${names}; the rest was built.`, EXIT_UNAVAILABLE);
  }
  writeFileSync(RECORD, sources);
  say(`build: done in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}

async function buildInto(folder: string, missing: readonly Part[]): Promise<void> {
  for (const part of PARTS) {
    if (missing.includes(part)) continue;
    await part.bundle(join(root, part.entry), join(folder, part.output));
    say(`  ${part.output}`);
  }
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(packedPackage(), undefined, 2)}\n`);
  const page = join(folder, "renderer");
  if (!existsSync(page)) return;
  checkPage(page);
  const files = listPageFiles(page);
  writeFileSync(join(folder, "renderer-files.json"), `${JSON.stringify({ files }, undefined, 2)}\n`);
  say(`  renderer-files.json: ${files.length} files`);
}

function upToDate(sources: string): boolean {
  if (!existsSync(RECORD) || readFileSync(RECORD, "utf8") !== sources) return false;
  return PARTS.every((part) => existsSync(join(builtFolder, part.output)));
}

/** What the program knows of itself, and the packages that stay outside its bundle. */
function packedPackage(): object {
  const own: { name: string; productName: string; version: string; dependencies: Record<string, string> } =
    JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { name, productName, version, dependencies } = own;
  const outside = Object.entries(dependencies).filter(([key]) => OUTSIDE.has(key));
  return {
    name,
    productName,
    version,
    private: true,
    type: "module",
    main: "main.js",
    // A packed program overwrites this; a staged one is driven by tests and by the tour.
    flavour: "test",
    dependencies: Object.fromEntries(outside),
  };
}

/** Packages with binaries of their own. */
const OUTSIDE = new Set(["serialport", "@photostructure/sqlite"]);

function sourceDigest(): string {
  const hash = createHash("sha256").update(process.version);
  for (const source of SOURCES) {
    for (const path of filesAt(join(root, source))) hash.update(`\0${path}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

function filesAt(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
