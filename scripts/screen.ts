import { chownSync, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { ordinaryUser } from "./ordinary-user.ts";
import { openVirtualDisplay } from "./xvfb.ts";

/** Where windows appear. */
export interface Screen {
  /** False when nobody can look at it. */
  readonly real: boolean;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The developer's own screen, or a virtual one where there is none. */
export async function openScreen(): Promise<Screen> {
  const display = process.env["DISPLAY"];
  if (process.platform !== "linux" || process.env["WAYLAND_DISPLAY"] || display) {
    return { real: true, ...permission(display) };
  }
  const virtual = await openVirtualDisplay();
  return { real: false, env: { DISPLAY: virtual.name }, close: () => virtual.close() };
}

/** As root the window's user needs a copy of the key to root's display. */
function permission(display: string | undefined): Omit<Screen, "real"> {
  const env: Record<string, string> = display === undefined ? {} : { DISPLAY: display };
  const user = ordinaryUser();
  const key = process.env["XAUTHORITY"] ?? join(homedir(), ".Xauthority");
  if (user === undefined || !existsSync(key)) return { env, close: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "myntfri-key-"));
  chownSync(folder, user.uid, user.gid);
  const copy = join(folder, "Xauthority");
  copyFileSync(key, copy);
  chownSync(copy, user.uid, user.gid);
  return {
    env: { ...env, XAUTHORITY: copy },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
