import { join } from "node:path";
import { utilityProcess } from "electron";
import { type HostKind, type HostLauncher, isFromHost } from "../../hardware/hosts/protocol.ts";

const ENTRIES: Readonly<Record<HostKind, string>> = {
  counter: "counter-host.js",
  dispense: "dispense-host.js",
  guard: "guard.js",
  finder: "finder.js",
};

/** A blocked port holds a thread of the pool; four ports must not hold them all. */
const THREADS = "12";

/** Device hosts as Electron's utility processes, from the packed files in `folder`. */
export function utilityLauncher(folder: string): HostLauncher {
  return {
    launch: (kind) => {
      const child = utilityProcess.fork(join(folder, ENTRIES[kind]), [], {
        serviceName: `myntfri ${kind}`,
        stdio: "inherit",
        env: { ...process.env, UV_THREADPOOL_SIZE: THREADS },
      });
      return {
        send: (message) => child.postMessage(message),
        onMessage: (heard) =>
          child.on("message", (message: unknown) => {
            if (isFromHost(message)) heard(message);
          }),
        onExit: (ended) => child.once("exit", (code) => ended(`code ${code}`)),
        kill: () => {
          // Electron's own kill asks politely, which a stopped process never hears; it would keep the port's lock.
          if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
        },
      };
    },
  };
}
