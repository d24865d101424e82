import { posix } from "node:path";
import { KEPT_PACKAGES, KEPT_WORDS, LINES_AT_MOST, ROOMS, type Room, TOP_LEVEL } from "./rooms.ts";
import { type Import, readSyntax } from "./syntax.ts";

/** A file of ours by its path from the project's folder, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One sentence each: file, line, what it does, and what would be allowed. */
export function checkFiles(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const faults: string[] = [];
    const lines = file.text.split("\n").length - (file.text.endsWith("\n") ? 1 : 0);
    if (lines > LINES_AT_MOST && !isExempt(file.path)) {
      faults.push(`${file.path} has ${lines} lines; at most ${LINES_AT_MOST} are allowed`);
    }
    return /\.[cm]?tsx?$/.test(file.path) ? [...faults, ...checkSyntax(file)] : faults;
  });
}

/** Generated files and fixtures are as long as they are. */
function isExempt(path: string): boolean {
  return /(^|\/)(fixtures|generated)\/|\.generated\./.test(path);
}

/** Names at the top of the project that do not belong there. */
export function checkTopLevel(names: readonly string[]): readonly string[] {
  return names
    .filter((name) => !TOP_LEVEL.includes(name))
    .map((name) => `${name} does not belong at the top of the project; allowed are ${TOP_LEVEL.join(", ")}`);
}

function checkSyntax(file: SourceFile): readonly string[] {
  const room = roomOf(file.path);
  if (room === undefined) return [`${file.path} lies in no room`];
  const syntax = readSyntax(file.path, file.text);
  const faults: string[] = [];
  for (const each of syntax.imports) {
    const target = targetOf(file.path, each.specifier);
    const where = `${file.path}:${each.line}`;
    if (!isAllowed(room, target, each.typeOnly)) {
      faults.push(`${where} imports ${each.specifier}${each.typeOnly ? " (types)" : ""}; ${describe(room)}`);
    }
    faults.push(...keptPackageFaults(file.path, where, target), ...shellFaults(where, each));
  }
  for (const { mark, line } of syntax.marks.map((each) => ({ mark: each.kind, line: each.line }))) {
    for (const keeper of KEPT_WORDS) {
      if (keeper.mark !== mark || !holds(keeper.within, file.path) || holds(keeper.only, file.path)) continue;
      faults.push(`${file.path}:${line} uses ${keeper.what}; ${only(keeper.only)}`);
    }
  }
  return [...new Set(faults)];
}

function keptPackageFaults(path: string, where: string, target: string): readonly string[] {
  return KEPT_PACKAGES.filter(
    (keeper) => keeper.packages.includes(target) && holds(keeper.within, path) && !holds(keeper.only, path),
  ).map((keeper) => `${where} imports ${target}; ${keeper.what}: ${only(keeper.only)}`);
}

/** `shell.openExternal` and its siblings hand a till's visitor to other programs. */
function shellFaults(where: string, each: Import): readonly string[] {
  if (each.specifier !== "electron" || each.typeOnly) return [];
  if (each.names.includes("shell")) return [`${where} imports shell from electron; nobody may`];
  // The whole module would hide which of its names are used.
  const whole = each.names.some((name) => name === "*" || name === "default");
  return whole ? [`${where} imports all of electron; name what is used`] : [];
}

function roomOf(path: string): Room | undefined {
  const room = ROOMS.find((each) => holds(each.holds, path));
  const make = /^hardware\/drivers\/[^/]+\//.exec(path)?.[0];
  return room !== undefined && make !== undefined ? { ...room, may: [make, ...room.may] } : room;
}

/** A path in the project, a package's name, or `node:…`. */
function targetOf(path: string, specifier: string): string {
  const bare = specifier.replace(/\?.*$/, "");
  if (bare.startsWith(".")) return posix.normalize(posix.join(posix.dirname(path), bare));
  if (bare.startsWith("node:") || bare.startsWith("/")) return bare;
  const parts = bare.split("/");
  return parts.slice(0, bare.startsWith("@") ? 2 : 1).join("/");
}

function isAllowed(room: Room, target: string, typeOnly: boolean): boolean {
  const list = typeOnly ? [...room.may, ...(room.mayTypes ?? [])] : room.may;
  // What was built is never a source.
  if (target.startsWith("dist/")) return false;
  return list.some((each) => {
    if (each === "node:*") return target.startsWith("node:");
    if (each === "any package") return isPackage(target) && target !== "electron";
    return each === target || (each.endsWith("/") && isInProject(target) && target.startsWith(each));
  });
}

const PROJECT_FOLDERS = /^(\.\.|\/|(electron|hardware|renderer|simulator|scripts|test|docs|dist|node_modules)\/)/;

function isInProject(target: string): boolean {
  return PROJECT_FOLDERS.test(target) || /^[\w-]+\.\w+$/.test(target);
}

function isPackage(target: string): boolean {
  return !isInProject(target);
}

function holds(places: readonly string[], path: string): boolean {
  return places.some((place) => (place.endsWith("/") ? path.startsWith(place) : path === place));
}

function describe(room: Room): string {
  const types = room.mayTypes === undefined ? "" : ` and types of ${room.mayTypes.join(", ")}`;
  return `${room.holds.join(", ")} may import ${room.may.join(", ") || "nothing"}${types}`;
}

function only(places: readonly string[]): string {
  return places.length === 0 ? "nobody may" : `only ${places.join(", ")} may`;
}
