import { readdir, readFile, readlink, realpath } from "node:fs/promises";
import { join } from "node:path";

/** A program that has the port open. */
export interface PortHolder {
  readonly pid: number;
  /** Its name as the system shows it. */
  readonly program: string;
}

/**
 * Other programs that have this port open, as far as this account may see them; Linux only, empty elsewhere. A lock keeps
 * out only those who ask for one: this finds the others.
 */
export async function portHolders(path: string, proc = "/proc"): Promise<readonly PortHolder[]> {
  if (process.platform !== "linux") return [];
  const real = await realpath(path).catch(() => path);
  const pids = (await readdir(proc).catch(() => [])).filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  );
  const holders = await Promise.all(pids.map((pid) => holderOf(proc, pid, real)));
  return holders.filter((holder) => holder !== undefined);
}

/** A process that ended while we looked, or that belongs to another account, holds nothing we could know of. */
async function holderOf(proc: string, pid: string, path: string): Promise<PortHolder | undefined> {
  const files = await readdir(join(proc, pid, "fd")).catch(() => []);
  const targets = await Promise.all(files.map((file) => readlink(join(proc, pid, "fd", file)).catch(() => "")));
  // Who made a pseudo-terminal keeps both of its ends: that is the device, not another user of it.
  const isFarEnd = path.startsWith("/dev/pts/") && targets.some((target) => target.endsWith("/ptmx"));
  if (!targets.includes(path) || isFarEnd) return undefined;
  const program = await readFile(join(proc, pid, "comm"), "utf8").catch(() => "");
  return { pid: Number(pid), program: program.trim() };
}
