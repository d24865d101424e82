import type { DeviceCondition, Line, LineLoss, LineOpener, Ticker } from "./contract.ts";
import { firstLink, type Link, type LinkInput, linkCondition, stepLink } from "./link.ts";

/** Writes on one connection only: after that connection is lost it answers false and never reaches the next one. */
export type WriteLine = (bytes: Uint8Array, deadlineMs: number) => Promise<boolean>;

export interface LineListener {
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  /** A new connection. Nothing that was meant for an earlier one is sent on it. */
  onUp(write: WriteLine): void;
  onBytes(chunk: Uint8Array): void;
  /** Exactly once for each `onUp`. */
  onDown(loss: LineLoss): void;
  /** After every change of `state()`, also while nothing is connected. */
  onChange?(): void;
}

/** A line that is kept open: lost, it comes back by itself for as long as it is not stopped. */
export interface SupervisedLine {
  /** On the connection open now; false at once when there is none. */
  write(bytes: Uint8Array, deadlineMs: number): Promise<boolean>;
  /** The device answered: the line is good, and the next loss is retried quickly. */
  answered(): void;
  /** The device should have answered by now. The line stays open. */
  late(what: string): void;
  /** The device has been silent too long: closes the line and opens a new one after the back-off. */
  restart(reason: string): void;
  /** Closes for good; ends when the line is closed. */
  stop(): Promise<void>;
  state(): Link;
  condition(): DeviceCondition;
}

const OPEN_DEADLINE_MS = 5_000;

export function superviseLine(listener: LineListener): SupervisedLine {
  return new KeptLine(listener);
}

/** What belongs to one attempt and the connection it led to. */
interface Connection {
  line: Line | undefined;
  loss: LineLoss | undefined;
}

class KeptLine implements SupervisedLine {
  readonly #listener: LineListener;
  readonly #unwatch: () => void;
  #link: Link = firstLink();
  #connection: Connection | undefined;
  #cancelWait: (() => void) | undefined;
  /** Ends when no line of ours is open or being opened. */
  #settled: Promise<void> = Promise.resolve();

  constructor(listener: LineListener) {
    this.#listener = listener;
    this.#unwatch = listener.opener.watch(() => this.#take({ input: "appeared" }));
    this.#open();
  }

  state(): Link {
    return this.#link;
  }

  condition(): DeviceCondition {
    return linkCondition(this.#link);
  }

  async write(bytes: Uint8Array, deadlineMs: number): Promise<boolean> {
    const connection = this.#connection;
    return connection === undefined ? false : writeOn(connection, bytes, deadlineMs);
  }

  answered(): void {
    this.#take({ input: "answered" });
  }

  late(what: string): void {
    this.#take({ input: "late", what });
  }

  restart(reason: string): void {
    const connection = this.#connection;
    if (connection?.line !== undefined) this.#lose(connection, { cause: "timed-out", what: reason });
  }

  async stop(): Promise<void> {
    this.#unwatch();
    this.#take({ input: "stop" });
    const connection = this.#connection;
    if (connection?.line !== undefined) {
      this.#lose(connection, { cause: "closed-by-us", what: "The line was closed." });
    }
    await this.#settled;
  }

  #take(input: LinkInput): void {
    const before = this.#link;
    this.#link = stepLink(before, input, this.#listener.ticker.nowMs());
    if (this.#link === before) return;
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    const link = this.#link;
    if (link.state === "absent" || link.state === "back-off") this.#waitUntil(link.retryAtMs);
    if (link.state === "opening" && before.state !== "opening") this.#open();
    this.#listener.onChange?.();
  }

  #waitUntil(retryAtMs: number): void {
    const { ticker } = this.#listener;
    this.#cancelWait = ticker.after(Math.max(0, retryAtMs - ticker.nowMs()), () => {
      this.#cancelWait = undefined;
      this.#take({ input: "waited" });
      // A clock may ring a little early; the wait that is left is then waited.
      const link = this.#link;
      if (link.state === "absent" || link.state === "back-off") this.#waitUntil(link.retryAtMs + 1);
    });
  }

  /** The earlier connection is closed to the end before a new one is opened. */
  #open(): void {
    this.#settled = this.#settled.then(() => this.#attempt());
  }

  async #attempt(): Promise<void> {
    if (this.#link.state !== "opening") return;
    const connection: Connection = { line: undefined, loss: undefined };
    const ears = {
      bytes: (chunk: Uint8Array) => {
        if (connection === this.#connection && connection.line !== undefined) this.#listener.onBytes(chunk);
      },
      lost: (loss: LineLoss) => this.#lose(connection, loss),
    };
    this.#connection = connection;
    const opened = await this.#listener.opener.open(ears, OPEN_DEADLINE_MS);
    const failed = "loss" in opened ? opened.loss : connection.loss;
    if (failed !== undefined) {
      this.#connection = undefined;
      this.#take({ input: "not-opened", loss: failed });
      return;
    }
    if (!("line" in opened)) return;
    if (this.state().state !== "opening") {
      // Stopped meanwhile.
      this.#connection = undefined;
      connection.loss = { cause: "closed-by-us", what: "The line was closed." };
      await opened.line.close();
      return;
    }
    connection.line = opened.line;
    this.#take({ input: "opened" });
    this.#listener.onUp((bytes, deadlineMs) => writeOn(connection, bytes, deadlineMs));
  }

  /** The first loss of a connection counts; the close that follows it brings another, unheard. */
  #lose(connection: Connection, loss: LineLoss): void {
    if (connection.loss !== undefined) return;
    connection.loss = loss;
    const { line } = connection;
    if (line === undefined) return;
    if (this.#connection === connection) this.#connection = undefined;
    this.#settled = this.#settled.then(() => line.close());
    this.#take({ input: "lost", loss });
    this.#listener.onDown(loss);
  }
}

async function writeOn(connection: Connection, bytes: Uint8Array, deadlineMs: number): Promise<boolean> {
  if (connection.line === undefined || connection.loss !== undefined) return false;
  return connection.line.write(bytes, deadlineMs);
}
