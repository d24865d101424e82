import { once } from "node:events";
import { createServer } from "node:net";
import { type Keys, simulatorKeys } from "../../simulator/vipps/defaults.ts";
import { type Simulator, startSimulator } from "../../simulator/vipps/simulator.ts";

/** The simulated wallet's place on this machine, which may be empty at first. */
export interface Wallet {
  readonly url: string;
  readonly keys: Keys;
  /** From now on it answers. */
  open(): Promise<void>;
  close(): Promise<void>;
}

export async function walletOn(options: {
  readonly later: boolean;
  /** The shop's, before which the phone page can hold its code. */
  readonly scanner?: (content: string) => boolean;
}): Promise<Wallet> {
  let wallet: Simulator | undefined;
  const port = options.later ? await freePort() : 0;
  const open = async () => {
    wallet ??= await startSimulator({
      port,
      ...(options.scanner === undefined ? {} : { scanner: options.scanner }),
    });
    return wallet.url;
  };
  return {
    url: options.later ? `http://127.0.0.1:${port}` : await open(),
    keys: simulatorKeys,
    open: async () => {
      await open();
    },
    close: async () => wallet?.close(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const closed = once(server, "close");
  server.close();
  await closed;
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return address.port;
}
