import { type FromHost, type HostPort, isToHost } from "./protocol.ts";

/** Electron puts this on `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", heard: (event: { readonly data: unknown }) => void): void;
}

/** The way to main, whichever kind of process this is. */
export function processPort(): HostPort {
  const parent = (process as { readonly parentPort?: ParentPort }).parentPort;
  return parent === undefined ? childPort() : utilityPort(parent);
}

/** Electron ends its utility processes with itself, whatever ended it. */
function utilityPort(parent: ParentPort): HostPort {
  return {
    send: (message: FromHost) => {
      parent.postMessage(message);
      return Promise.resolve();
    },
    onMessage: (heard) =>
      parent.on("message", ({ data }) => {
        if (isToHost(data)) heard(data);
      }),
    onMainGone: () => undefined,
  };
}

function childPort(): HostPort {
  return {
    send: (message: FromHost) =>
      new Promise((resolve) => {
        // An error means that main is gone, which comes as an event of its own.
        if (process.connected && process.send !== undefined) process.send(message, () => resolve());
        else resolve();
      }),
    onMessage: (heard) =>
      process.on("message", (message) => {
        if (isToHost(message)) heard(message);
      }),
    onMainGone: (gone) => process.once("disconnect", gone),
  };
}
