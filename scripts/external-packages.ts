import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
