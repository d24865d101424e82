import { createConnection, type Socket } from "node:net";
import type { Line, LineAddress, LineEars, LineLoss, LineOpener, Ticker } from "../contract.ts";

type TcpAddress = Extract<LineAddress, { kind: "tcp" }>;

/** Lines over TCP, for printers on the network (port 9100) and for emulated devices. */
export function createTcpOpener(address: TcpAddress, ticker: Ticker): LineOpener {
  return {
    open: (ears, deadlineMs) => openLine(address, ears, deadlineMs, ticker),
    watch: () => () => undefined,
  };
}

function openLine(
  address: TcpAddress,
  ears: LineEars,
  deadlineMs: number,
  ticker: Ticker,
): Promise<{ readonly line: Line } | { readonly loss: LineLoss }> {
  const where = `${address.host}:${address.port}`;
  return new Promise((resolve) => {
    const socket = createConnection({ host: address.host, port: address.port, noDelay: true });
    const refuse = (loss: LineLoss): void => {
      disarm();
      socket.destroy();
      resolve({ loss });
    };
    const disarm = ticker.after(deadlineMs, () =>
      refuse({
        cause: "timed-out",
        what: `${where} did not answer; check its power and network cable.`,
      }),
    );
    const failed = (): void =>
      refuse({
        cause: "not-there",
        what: `${where} cannot be reached; check its power, its network cable and that no other computer uses it.`,
      });
    socket.once("error", failed);
    socket.once("connect", () => {
      disarm();
      socket.off("error", failed);
      resolve({ line: new TcpLine(socket, where, ears, ticker) });
    });
  });
}

/** Bytes that may wait behind a write; a driver that has more does not look at its answers. */
const WAITING_BYTES_MAX = 262_144;

class TcpLine implements Line {
  readonly #socket: Socket;
  readonly #where: string;
  readonly #ears: LineEars;
  readonly #ticker: Ticker;
  #lost = false;

  constructor(socket: Socket, where: string, ears: LineEars, ticker: Ticker) {
    this.#socket = socket;
    this.#where = where;
    this.#ears = ears;
    this.#ticker = ticker;
    const gone = (): void =>
      this.#lose({
        cause: "unplugged",
        what: `The connection to ${where} ended; check its power and network cable.`,
      });
    socket.on("data", (bytes) => {
      if (!this.#lost) ears.bytes(bytes);
    });
    // The socket says "close" after every error, with the line already counted as lost.
    socket.on("error", gone);
    socket.on("end", gone);
    socket.on("close", gone);
  }

  write(bytes: Uint8Array, deadlineMs: number): Promise<boolean> {
    if (this.#lost) return Promise.resolve(false);
    if (this.#socket.writableLength + bytes.length > WAITING_BYTES_MAX) return Promise.resolve(false);
    return new Promise((resolve) => {
      const disarm = this.#ticker.after(deadlineMs, () => {
        // Nobody can say how much of it went out: what follows would be misread.
        this.#lose({
          cause: "timed-out",
          what: `${this.#where} stopped taking data; check that it is switched on and not waiting for paper.`,
        });
        resolve(false);
      });
      this.#socket.write(Uint8Array.from(bytes), (error) => {
        disarm();
        resolve(error === undefined || error === null);
      });
    });
  }

  close(): Promise<void> {
    this.#lose({ cause: "closed-by-us", what: `The connection to ${this.#where} was closed.` });
    return Promise.resolve();
  }

  #lose(loss: LineLoss): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#socket.destroy();
    this.#ears.lost(loss);
  }
}
