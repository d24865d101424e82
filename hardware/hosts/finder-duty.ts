import type { Ticker } from "../contract.ts";
import { adapterOf } from "../identify/adapters.ts";
import { configurationLines, surenessOf } from "../identify/configuration-lines.ts";
import { type Identification, identifyPort } from "../identify/identify-port.ts";
import { byPathLinks, type Listed, type ListedPort, listDevices } from "../identify/listed-ports.ts";
import { whichOne } from "../identify/which-one.ts";
import { listPorts } from "../transport/identity.ts";
import type { Find, Finding, HostPort } from "./protocol.ts";

/**
 * The process that looks who is there, while staff set devices up. It opens no port that a configured device would open, nor one
 * that another program has open. One thing at a time; `halt` ends it early, and main ends the process when it does not come
 * to an end by itself.
 */
export function runFinder(port: HostPort, ticker: Ticker, leave: () => void): void {
  const finder = new Finder(port, ticker);
  port.onMainGone(leave);
  port.onMessage((message) => {
    if (message.to === "find") void finder.find(message.call, message.find);
    if (message.to === "halt") finder.halt();
    if (message.to === "stop") {
      finder.halt();
      void finder.ended().then(() => port.send({ say: "stopped" }).then(leave));
    }
  });
}

class Finder {
  readonly #port: HostPort;
  readonly #ticker: Ticker;
  #halting = new AbortController();
  #turn: Promise<void> = Promise.resolve();

  constructor(port: HostPort, ticker: Ticker) {
    this.#port = port;
    this.#ticker = ticker;
  }

  find(call: number, find: Find): Promise<void> {
    this.#halting.abort();
    this.#halting = new AbortController();
    const { signal } = this.#halting;
    this.#turn = this.#turn.then(async () => {
      const finding = await this.#found(call, find, signal).catch(
        (error: unknown): Finding => ({
          is: "failed",
          what: error instanceof Error ? error.message : String(error),
        }),
      );
      await this.#port.send({ say: "found", call, finding });
    });
    return this.#turn;
  }

  halt(): void {
    this.#halting.abort();
  }

  ended(): Promise<void> {
    return this.#turn;
  }

  async #found(call: number, find: Find, signal: AbortSignal): Promise<Finding> {
    const listed = await listDevices(await listPorts(), find.devices, await byPathLinks());
    switch (find.what) {
      case "ports":
        return { is: "ports", listed };
      case "look":
        return this.#look(find.path, find.deadlineMs, listed, signal);
      case "which": {
        const ports = find.ports.filter(({ path }) => freePort(listed, path) !== undefined);
        const onAway = (path: string | undefined): void =>
          void this.#port.send({ say: "away", call, path: path ?? null });
        const answer = await whichOne({ ports, ticker: this.#ticker, deadlineMs: find.deadlineMs, signal, onAway });
        if (answer.is === "nobody") return { is: "which", answer };
        const now = await listDevices(await listPorts(), find.devices, await byPathLinks());
        const chosen = now.ports.find(({ path }) => path === answer.path);
        if (chosen === undefined) return { is: "which", answer: { is: "nobody" } };
        const knew = find.known;
        return { is: "which", answer, lines: configurationLines(chosen, knew, answer.sign) };
      }
    }
  }

  async #look(path: string, deadlineMs: number, listed: Listed, signal: AbortSignal): Promise<Finding> {
    const port = freePort(listed, path);
    if (port === undefined) {
      const what = "This port belongs to a configured device, or is gone. Nothing was sent.";
      return { is: "look", found: { is: "refused", what }, sure: "none" };
    }
    const found = await identifyPort({ path, ticker: this.#ticker, adapter: adapterOf(port), deadlineMs, signal });
    const lines = isWorthLines(found, port) ? { lines: configurationLines(port, found) } : {};
    return { is: "look", found, sure: surenessOf(found, port), ...lines };
  }
}

/** Undefined: not there, or a configured device's. */
function freePort(listed: Listed, path: string): ListedPort | undefined {
  return listed.ports.find((port) => port.path === path && port.configured.length === 0);
}

function isWorthLines(found: Identification, port: ListedPort): boolean {
  return found.is === "found" || (found.is !== "refused" && port.vendorId !== undefined);
}
