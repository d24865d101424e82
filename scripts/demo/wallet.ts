import { randomInt } from "node:crypto";
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

/** Below what systems give out by themselves: a port kept for later is then nobody's own end of a connection meanwhile. */
const FROM = 20_000;
const TO = 30_000;
const TRIES = 50;

async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FROM, TO);
    if (await isFree(port)) return port;
  }
  throw new Error(`${TRIES} ports between ${FROM} and ${TO} are taken on this machine`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  if (!isListening) return false;
  const closed = once(server, "close");
  server.close();
  await closed;
  return true;
}
