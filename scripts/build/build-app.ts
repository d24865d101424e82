import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT_UNAVAILABLE, Stop, say } from "../bootstrap/commands.mjs";
import { root } from "../project.ts";
import { bundleForMain, bundlePreload, bundleRenderer } from "./bundles.ts";
import { checkPage, listPageFiles } from "./page-files.ts";

/** The built program: package.json, main.js, preload.cjs, hosts/, renderer/ and renderer-files.json. */
export const builtFolder = join(root, "dist");

interface Part {
  readonly entry: string;
  readonly output: string;
  readonly bundle: (entry: string, output: string) => Promise<void>;
}

const PARTS: readonly Part[] = [
  { entry: "electron/main.ts", output: "dist/main.js", bundle: bundleForMain },
  { entry: "electron/preload.ts", output: "dist/preload.cjs", bundle: bundlePreload },
  { entry: "hardware/hosts/counter-host.ts", output: "dist/hosts/counter-host.js", bundle: bundleForMain },
  { entry: "hardware/hosts/dispense-host.ts", output: "dist/hosts/dispense-host.js", bundle: bundleForMain },
  { entry: "hardware/hosts/guard.ts", output: "dist/hosts/guard.js", bundle: bundleForMain },
  { entry: "renderer/index.html", output: "dist/renderer/index.html", bundle: bundleRenderer },
];

const SOURCES = ["electron", "hardware", "renderer", "scripts/build", "package.json", "package-lock.json"];
const RECORD = join(builtFolder, ".built");

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
  rmSync(builtFolder, { recursive: true, force: true });
  mkdirSync(builtFolder, { recursive: true });
  for (const part of PARTS) {
    if (missing.includes(part)) continue;
    await part.bundle(join(root, part.entry), join(root, part.output));
    say(`  ${part.output}`);
  }
  writeFileSync(join(builtFolder, "package.json"), `${JSON.stringify(packedPackage(), undefined, 2)}\n`);
  if (existsSync(join(builtFolder, "renderer", "index.html"))) {
    checkPage(join(builtFolder, "renderer"));
    const files = listPageFiles(join(builtFolder, "renderer"));
    writeFileSync(join(builtFolder, "renderer-files.json"), `${JSON.stringify({ files }, undefined, 2)}\n`);
    say(`  dist/renderer-files.json: ${files.length} files`);
  }
  if (missing.length > 0) {
    const names = missing.map((part) => part.entry).join(", ");
    throw new Stop(`The build has no ${names}; the rest was built.`, EXIT_UNAVAILABLE);
  }
  writeFileSync(RECORD, sources);
  say(`build: done in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}

function upToDate(sources: string): boolean {
  if (!existsSync(RECORD) || readFileSync(RECORD, "utf8") !== sources) return false;
  return PARTS.every((part) => existsSync(join(root, part.output)));
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
