import { execFileSync } from "node:child_process";
import { existsSync, lchownSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { EXIT_UNAVAILABLE, Stop } from "./bootstrap/commands.mjs";
import { cacheFolder, runsAsRoot } from "./cache-folder.ts";

/** Whom the window runs as when we are root: Chromium's sandbox does not start for root. */
export interface OrdinaryUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const OUR_USER = "myntfri";

let found: OrdinaryUser | undefined;

/**
 * Nobody when we are an ordinary user ourselves. As root the user named by MYNTFRI_USER, or a system user `myntfri`,
 * made when absent and put in the group that may open serial ports.
 */
export function ordinaryUser(): OrdinaryUser | undefined {
  if (!runsAsRoot()) return undefined;
  found ??= named(process.env["MYNTFRI_USER"]) ?? lookUp(OUR_USER) ?? createOurUser() ?? lookUp("nobody");
  if (found === undefined) {
    throw new Stop(
      "Electron does not start as root, and no ordinary user could be made. Name one: MYNTFRI_USER=…",
      EXIT_UNAVAILABLE,
    );
  }
  return found;
}

/** Makes a folder that the window's user may write; its parents stay as they are. */
export function folderForUser(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  giveToUser(path);
  return path;
}

/** Hands a file, or a folder and all in it, to the window's user. Nothing happens when we are not root. */
export function giveToUser(path: string): void {
  const user = ordinaryUser();
  if (user === undefined) return;
  lchownSync(path, user.uid, user.gid);
  if (!statSync(path).isDirectory()) return;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

/** Whether the window's user may read this file, asked of the system under that user's name. */
export function userMayRead(path: string): boolean {
  const user = ordinaryUser();
  if (user === undefined || !existsSync(path)) return true;
  return succeeds("setpriv", [...dropTo(user), "test", "-r", path]);
}

/** The arguments of setpriv(1) that turn root into this user for good. */
export function dropTo(user: OrdinaryUser): readonly string[] {
  return [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--init-groups", "--inh-caps=-all"];
}

function named(name: string | undefined): OrdinaryUser | undefined {
  if (name === undefined || name === "") return undefined;
  const user = lookUp(name);
  if (user === undefined)
    throw new Stop(`MYNTFRI_USER names '${name}', but there is no such user.`, EXIT_UNAVAILABLE);
  if (user.uid === 0) throw new Stop("MYNTFRI_USER must not be root.", EXIT_UNAVAILABLE);
  return user;
}

function lookUp(name: string): OrdinaryUser | undefined {
  const line = output("getent", ["passwd", name]);
  const [, , uid, gid] = line?.trim().split(":") ?? [];
  if (uid === undefined || gid === undefined) return undefined;
  return { name, uid: Number(uid), gid: Number(gid) };
}

function createOurUser(): OrdinaryUser | undefined {
  const home = join(cacheFolder(), "home");
  const base = ["--system", "--user-group", "--home-dir", home, "--shell", "/usr/sbin/nologin"];
  const serial = output("getent", ["group", "dialout"]) === undefined ? [] : ["--groups", "dialout"];
  return succeeds("useradd", [...base, ...serial, OUR_USER]) ? lookUp(OUR_USER) : undefined;
}

function output(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

function succeeds(command: string, args: readonly string[]): boolean {
  return output(command, args) !== undefined;
}
