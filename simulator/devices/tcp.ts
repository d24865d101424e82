import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Emulator } from "./emulated-port.ts";
import { portOverSocket } from "./socket-port.ts";

export interface ServedTcp {
  readonly port: number;
  /** Connections open now. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Serves an emulated device on TCP, as network printers and converters do; port 0 chooses a free one. */
export async function serveTcp(emulator: Emulator, port: number, host = "127.0.0.1"): Promise<ServedTcp> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    emulator(portOverSocket(socket));
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return {
    port: address.port,
    get connections() {
      return sockets.size;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
