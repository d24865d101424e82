import { readFile, stat } from "node:fs/promises";
import type { LineLoss } from "../contract.ts";

/** Turns a system's error into cause and remedy, in plain words, never an errno. */
export async function lossOfOpening(path: string, error: unknown): Promise<LineLoss> {
  const words = error instanceof Error ? error.message : String(error);
  if (/permission denied|EACCES|EPERM/i.test(words)) return denied(path);
  if (/cannot lock|EBUSY|resource busy|temporarily unavailable|access denied/i.test(words)) {
    return {
      cause: "busy",
      what: `${path} is in use by another program; end that program or give the device another port.`,
    };
  }
  if (/no such (file|device)|ENOENT|ENXIO|ENODEV|file not found|not find/i.test(words)) {
    return { cause: "not-there", what: `There is no ${path}; plug the device in and check its cable and power.` };
  }
  if (/inappropriate ioctl|not a typewriter|is a directory|ENOTTY|EISDIR/i.test(words)) {
    return { cause: "error", what: `${path} is no serial port; name one that hangs on this machine.` };
  }
  return { cause: "error", what: `${path} could not be opened; unplug the device, plug it in again.` };
}

/** Names the group that owns the port, since distributions differ: dialout, uucp, tty. */
async function denied(path: string): Promise<LineLoss> {
  const group = (await groupOf(path)) ?? "dialout";
  const account = process.env["USER"] ?? "ACCOUNT";
  return {
    cause: "denied",
    what: `This account may not open ${path}; run "sudo usermod -aG ${group} ${account}", then log in again.`,
  };
}

async function groupOf(path: string): Promise<string | undefined> {
  try {
    const { gid } = await stat(path);
    const lines = (await readFile("/etc/group", "utf8")).split("\n").map((line) => line.split(":"));
    return lines.find(([, , id]) => id === String(gid))?.[0];
  } catch {
    return undefined;
  }
}

export function unplugged(path: string): LineLoss {
  return {
    cause: "unplugged",
    what: `The cable at ${path} was pulled or the device lost power; connect it again.`,
  };
}

export function writeFailed(path: string): LineLoss {
  return {
    cause: "write-failed",
    what: `Writing to ${path} failed; check the cable and the device's power.`,
  };
}

/** Part of a command went out and the rest did not: what follows would be misread, so the line is given up. */
export function blocked(path: string): LineLoss {
  return {
    cause: "timed-out",
    what: `The device at ${path} stopped taking data; check that it is switched on and not waiting for paper.`,
  };
}
