import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Where runtimes and staged programs lie. As root it is a system folder, because the ordinary user the window runs as
 * cannot read root's home.
 */
export function cacheFolder(): string {
  const folder = place();
  // Readable by the ordinary user, whatever umask root has.
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

function place(): string {
  const chosen = process.env["MYNTFRI_CACHE"];
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  if (process.platform === "win32") {
    return join(process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "myntfri", "cache");
  }
  if (runsAsRoot()) return "/var/cache/myntfri";
  const xdg = process.env["XDG_CACHE_HOME"];
  return join(xdg !== undefined && xdg !== "" ? xdg : join(homedir(), ".cache"), "myntfri");
}
