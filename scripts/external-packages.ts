import { cpSync, existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { root } from "./project.ts";

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The packages a program needs beside its bundle: those in the `dependencies` of its package.json and all that they
 * need in turn, as folders relative to the project (`node_modules/…`), found in package-lock.json.
 */
export function externalPackages(appFolder: string): readonly string[] {
  const own: LockedPackage = JSON.parse(readFileSync(join(appFolder, "package.json"), "utf8"));
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
    readFileSync(join(root, "package-lock.json"), "utf8"),
  );
  const found = new Set<string>();
  const waiting = Object.keys(own.dependencies ?? {}).map((name) => ({ name, from: "" }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = resolveIn(lock.packages, next.name, next.from);
    if (path === undefined || found.has(path) || !existsSync(join(root, path))) continue;
    found.add(path);
    const entry = lock.packages[path];
    const needs = { ...entry?.dependencies, ...entry?.optionalDependencies };
    for (const name of Object.keys(needs)) waiting.push({ name, from: path });
  }
  return [...found].sort();
}

/** As Node looks for packages: beside the asker first, then further and further out. */
function resolveIn(
  packages: Readonly<Record<string, LockedPackage>>,
  name: string,
  from: string,
): string | undefined {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")))) {
    const path = `${place === "" ? "" : `${place}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (place === "") return undefined;
  }
}

/** For whom packages with binaries are copied. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly architectures: readonly string[];
}

/** Copies packages, as `externalPackages` names them, into a program's folder. */
export function copyPackages(packages: readonly string[], to: string, machine: Machine): void {
  for (const path of packages) {
    const home = join(root, path);
    cpSync(home, join(to, path), {
      recursive: true,
      dereference: true,
      filter: (from) => belongs(home, relative(home, from), machine),
    });
  }
}

/** Nested packages are named themselves; C sources and other machines' binaries are not needed to run. */
function belongs(home: string, path: string, machine: Machine): boolean {
  const parts = path.split(sep);
  if (parts[0] === "node_modules") return false;
  if (parts[0] === "src" && existsSync(join(home, "binding.gyp"))) return false;
  if (parts[0] !== "prebuilds" || parts[1] === undefined) return true;
  const [platform, architectures = ""] = parts[1].split("-");
  return (
    platform === machine.platform && architectures.split("+").some((each) => machine.architectures.includes(each))
  );
}
