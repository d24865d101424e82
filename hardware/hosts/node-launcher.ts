import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type HostKind, type HostLauncher, isFromHost, type ToHost } from "./protocol.ts";

const ENTRIES: Readonly<Record<HostKind, string>> = {
  counter: "counter-host.ts",
  dispense: "dispense-host.ts",
  guard: "guard.ts",
  finder: "finder.ts",
};

/** Hosts as plain child processes running their sources: for tests and for terminals without Electron. */
export function nodeLauncher(onLaunch: (kind: HostKind, pid: number) => void = () => undefined): HostLauncher {
  return {
    launch: (kind) => {
      const child = fork(fileURLToPath(new URL(ENTRIES[kind], import.meta.url)), [], {
        serialization: "advanced",
        stdio: ["ignore", "inherit", "inherit", "ipc"],
        env: { ...process.env, UV_THREADPOOL_SIZE: THREADS },
      });
      if (child.pid !== undefined) onLaunch(kind, child.pid);
      return {
        send: (message: ToHost) => {
          if (child.connected) child.send(message);
        },
        onMessage: (heard) =>
          child.on("message", (message) => {
            if (isFromHost(message)) heard(message);
          }),
        onExit: (ended) => child.once("exit", (code, signal) => ended(signal ?? `code ${code}`)),
        kill: () => child.kill("SIGKILL"),
      };
    },
  };
}

/** A blocked port holds a thread of the pool; four ports must not hold them all. */
export const THREADS = "12";
