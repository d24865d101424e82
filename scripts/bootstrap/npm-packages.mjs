import { existsSync, readFileSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { runLong, Stop, say } from "./commands.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * Says why the installed packages are not those of the lock, or nothing when they are.
 * Packages the lock calls optional may be absent: npm leaves out those of other platforms.
 * @param {Lock} locked package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json, which npm writes last
 * @returns {string | undefined}
 */
export function whyOutOfDate(locked, installed) {
  if (installed === undefined) return "node_modules is absent or incomplete";
  const wanted = locked.packages ?? {};
  const present = installed.packages ?? {};
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link === true) continue;
    const found = present[path];
    if (found === undefined) {
      if (entry.optional === true) continue;
      return `${path} is missing`;
    }
    if (found.version !== entry.version || found.integrity !== entry.integrity) {
      return `${path} is ${found.version}, the lock says ${entry.version}`;
    }
  }
  const extra = Object.keys(present).find((path) => wanted[path] === undefined);
  return extra === undefined ? undefined : `${extra} is not in the lock`;
}

/**
 * The Node that came with the packages; the one that runs our TypeScript.
 * @param {string} root
 */
export function packagedNode(root) {
  return join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

/**
 * Installs with `npm ci` when node_modules is absent or differs from package-lock.json.
 * @param {string} root the folder of package.json
 */
export async function ensureNpmPackages(root) {
  const why = whyOutOfDate(
    readLock(join(root, "package-lock.json")) ?? {},
    existsSync(packagedNode(root)) ? readLock(join(root, "node_modules", ".package-lock.json")) : undefined,
  );
  if (why === undefined) return;
  say(`npm packages: ${why}`);
  const npm = npmCommand(root);
  const done = await runLong("installing npm packages (npm ci)", npm.command, [...npm.args, ...INSTALL], {
    cwd: root,
    env: npm.env,
  });
  if (done.code !== 0) throw new Stop(`npm ci failed with code ${done.code}; see its lines above.`);
  if (!existsSync(packagedNode(root))) {
    throw new Stop(
      "npm ci left out the package 'node' (Node 24): its install script must be allowed to run. " +
        "Is npm configured with ignore-scripts?",
    );
  }
  say(`  npm packages are in place (${done.seconds} s)`);
}

/** Development packages too, whatever the environment says: they build and test the program. */
const INSTALL = ["ci", "--include=dev", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];

/**
 * `npm ci` deletes node_modules first, so npm must not run on a Node from in there, and neither may the install
 * scripts it starts.
 * @param {string} root
 */
function npmCommand(root) {
  const inside = join(root, "node_modules") + sep;
  const folders = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !`${folder}${sep}`.startsWith(inside));
  const env = { ...process.env, PATH: folders.join(delimiter) };
  const node = process.platform === "win32" ? "node.exe" : "node";
  const outside = folders.map((folder) => join(folder, node)).find((path) => existsSync(path));
  const npm = process.env["npm_execpath"];
  if (npm?.endsWith(".js") && existsSync(npm) && outside !== undefined) {
    return { command: outside, args: [npm], env };
  }
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [], env };
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
