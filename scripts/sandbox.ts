import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { EXIT_UNAVAILABLE, Stop } from "./bootstrap/commands.mjs";
import { dropTo, ordinaryUser } from "./ordinary-user.ts";

/**
 * Stops, with what helps, where Chromium could not set up its sandbox: it needs either user namespaces or its setuid
 * helper and the capability that one uses. Going without is not offered.
 * @param folder of the runtime as it was staged
 */
export function requireSandbox(folder: string): void {
  if (process.platform !== "linux" || userNamespacesWork()) return;
  const helper = join(folder, "chrome-sandbox");
  const { uid, mode } = statSync(helper);
  const helperIsSetUp = uid === 0 && (mode & 0o4000) !== 0;
  if (helperIsSetUp && mayAdministrate()) return;
  throw new Stop(
    helperIsSetUp
      ? "Chromium's sandbox cannot be set up: this container allows neither user namespaces nor CAP_SYS_ADMIN. " +
          "Start it with one of the two, with Docker: --cap-add SYS_ADMIN"
      : "Chromium's sandbox cannot be set up: this system gives ordinary users no user namespaces. " +
          `Run this once, then try again:\n\n  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}\n`,
    EXIT_UNAVAILABLE,
  );
}

/** Asked as the user the window runs as. Mapping a user shows that the namespace can also be used, which some forbid. */
function userNamespacesWork(): boolean {
  const probe = ["unshare", "--user", "--map-root-user", "true"];
  const user = ordinaryUser();
  const [command = "", ...args] = user === undefined ? probe : ["setpriv", ...dropTo(user), ...probe];
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const CAP_SYS_ADMIN = 21n;

/** A setuid program gets what the bounding set of this container leaves it. */
function mayAdministrate(): boolean {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  return ((BigInt(`0x${bounding}`) >> CAP_SYS_ADMIN) & 1n) === 1n;
}
