import { type FromHost, type HostPort, isToHost } from "./protocol.ts";

/** Electron puts this on `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", heard: (event: { readonly data: unknown }) => void): void;
}

/** The way to main, whichever kind of process this is. */
export function processPort(): HostPort {
  const parent = (process as { readonly parentPort?: ParentPort }).parentPort;
  if (parent !== undefined) {
    return {
      send: (message: FromHost) => parent.postMessage(message),
      onMessage: (heard) =>
        parent.on("message", ({ data }) => {
          if (isToHost(data)) heard(data);
        }),
    };
  }
  // A host nobody can talk to any more has nothing left to do.
  process.on("disconnect", () => process.exit(0));
  return {
    send: (message) => process.send?.(message),
    onMessage: (heard) =>
      process.on("message", (message) => {
        if (isToHost(message)) heard(message);
      }),
  };
}
