import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exchange } from "./api.ts";
import type { Keys } from "./defaults.ts";
import type { ApiAnswer, ApiRequest } from "./http.ts";
import { HttpCourier } from "./http-courier.ts";
import { type Clock, ManualClock } from "./ports.ts";
import { loadState, saveState } from "./state-file.ts";
import { pageFor } from "./web-pages.ts";
import { type Rules, World } from "./world.ts";

export type SimulatorOptions = {
  /** 0 (default) takes a free port. */
  readonly port?: number;
  /** Default 127.0.0.1; another machine or phone on the network needs 0.0.0.0. */
  readonly host?: string;
  /** What codes and links begin with, when phones reach the simulator by another address than `url`. */
  readonly publicUrl?: string;
  readonly clock?: "real" | "manual";
  /** Where a manual clock starts, in epoch milliseconds; default now. */
  readonly startMs?: number;
  readonly rules?: Rules;
  readonly lenient?: boolean;
  /** Reads the code a phone holds before the shop's scanner; false while the scanner is not plugged in. */
  readonly scanner?: (content: string) => boolean;
  /** Payments, customers and the rest survive a restart in this file. */
  readonly stateFile?: string;
};

export type Simulator = {
  readonly url: string;
  /** The phone page. */
  readonly phone: string;
  readonly keys: Keys;
  readonly world: World;
  readonly clock: {
    nowMs(): number;
    /** Manual clock only; makes due things happen. Throws with a real clock. */
    advance(ms: number): void;
  };
  close(): Promise<void>;
};

const mostBodyBytes = 4 * 1024 * 1024;
const longestWaitMs = 60_000;

/** A number in [0, 1) from the system's source of randomness. */
const systemRandom = (): number => randomBytes(6).readUIntBE(0, 6) / 2 ** 48;

/** An address to connect to: "everywhere" is heard here too, and IPv6 goes in brackets. */
function reachable(address: string): string {
  if (address === "0.0.0.0" || address === "::") return "127.0.0.1";
  return address.includes(":") ? `[${address}]` : address;
}

/** Starts the wallet on a loopback port. Resolves when it listens. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const earlier = options.stateFile === undefined ? undefined : loadState(options.stateFile);
  const manual = options.clock === "manual";
  const clock: Clock = manual
    ? new ManualClock(earlier?.nowMs ?? options.startMs ?? Date.now())
    : { nowMs: () => Date.now() };
  let closed = false;
  const courier = new HttpCourier((id, delivery) => {
    if (closed) return;
    world.settle(id, delivery);
    settled();
  });
  const world = new World({
    clock,
    random: systemRandom,
    courier,
    ...(options.rules === undefined ? {} : { rules: options.rules }),
    ...(options.lenient === undefined ? {} : { lenient: options.lenient }),
    ...(options.scanner === undefined ? {} : { scanner: options.scanner }),
    ...(earlier === undefined ? {} : { state: earlier }),
  });

  let savedRevision = -1;
  let timer: NodeJS.Timeout | undefined;
  /** After anything happened: save what changed and wake up when the next thing is due. */
  function settled(): void {
    if (options.stateFile !== undefined && world.revision !== savedRevision) {
      savedRevision = world.revision;
      world.state.nowMs = world.nowMs();
      saveState(options.stateFile, world.state);
    }
    clearTimeout(timer);
    const dueMs = manual ? undefined : world.nextDueMs();
    if (dueMs === undefined || closed) return;
    timer = setTimeout(
      () => {
        world.advance();
        settled();
      },
      Math.min(longestWaitMs, Math.max(1, dueMs - world.nowMs())),
    );
  }

  const server = createServer((incoming, response) => {
    void serve(world, incoming, response, settled);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  const url = `http://${reachable(address.address)}:${address.port}`;
  world.baseUrl = options.publicUrl?.replace(/\/+$/, "") ?? url;
  settled();

  return {
    url,
    phone: `${url}/phone/`,
    keys: world.keys,
    world,
    clock: {
      nowMs: () => world.nowMs(),
      advance(ms) {
        if (!world.moveClock(ms)) throw new Error("A real clock cannot be moved");
        settled();
      },
    },
    close() {
      closed = true;
      clearTimeout(timer);
      courier.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function serve(
  world: World,
  incoming: IncomingMessage,
  response: ServerResponse,
  settled: () => void,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const method = incoming.method ?? "GET";
  const path = incoming.url ?? "/";
  const page = method === "GET" || method === "HEAD" ? pageFor(world, path) : undefined;
  if (page !== undefined) return write(response, page);
  const { answer, delayMs } = exchange(world, { method, path, headers: headersOf(incoming), body });
  settled();
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
  if (answer === undefined) {
    incoming.socket.destroy();
    return;
  }
  write(response, answer);
}

function headersOf(incoming: IncomingMessage): ApiRequest["headers"] {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function write(response: ServerResponse, answer: ApiAnswer): void {
  const bytes = Buffer.from(answer.body, answer.encoding ?? "utf8");
  response.writeHead(answer.status, { ...answer.headers, "content-length": bytes.length });
  response.end(bytes);
}

/** The body as text, or undefined when it is too large or the client went away. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming) {
      const bytes = Buffer.from(chunk);
      length += bytes.length;
      if (length > mostBodyBytes) return undefined;
      chunks.push(bytes);
    }
  } catch {
    // The client broke the connection while sending: there is nobody to answer.
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}
