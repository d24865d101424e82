import type { Socket } from "node:net";
import type { EmulatedPort } from "./emulated-port.ts";

/** A socket as an emulated port. `pull` says what hanging up means where the socket is only a bridge. */
export function portOverSocket(socket: Socket, pull: () => void = () => socket.destroy()): EmulatedPort {
  let heard: ((bytes: Uint8Array) => void) | undefined;
  let open = true;
  const endings: (() => void)[] = [];
  socket.setNoDelay(true);
  // A reset by the other side is an ordinary end of a line; "close" follows it.
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    open = false;
    for (const gone of endings.splice(0)) gone();
  });
  return {
    onBytes(listener) {
      const first = heard === undefined;
      heard = listener;
      if (first) socket.on("data", (chunk) => heard?.(new Uint8Array(chunk)));
    },
    write(bytes) {
      if (open && socket.writable) socket.write(bytes);
    },
    hangUp() {
      pull();
    },
    onGone(gone) {
      if (open) endings.push(gone);
      else gone();
    },
    hold() {
      socket.pause();
    },
    release() {
      socket.resume();
    },
  };
}
