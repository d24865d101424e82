import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { EXIT_UNAVAILABLE, Stop } from "./bootstrap/commands.mjs";
import { runsAsRoot } from "./cache-folder.ts";

/**
 * Stops, with the lines that help, where Chromium could not set up its sandbox: it needs either its setuid helper or
 * user namespaces. Going without is not offered.
 * @param folder of the runtime as it was staged
 */
export function requireSandbox(folder: string): void {
  if (process.platform !== "linux" || runsAsRoot()) return;
  const helper = join(folder, "chrome-sandbox");
  const { uid, mode } = statSync(helper);
  if ((uid === 0 && (mode & 0o4000) !== 0) || userNamespacesWork()) return;
  throw new Stop(
    "Chromium's sandbox cannot be set up: this system gives ordinary users no user namespaces. " +
      `Run this once, then try again:\n\n  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}\n`,
    EXIT_UNAVAILABLE,
  );
}

function userNamespacesWork(): boolean {
  try {
    // Mapping a user shows that the namespace can also be used, which some systems forbid.
    execFileSync("unshare", ["--user", "--map-root-user", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
