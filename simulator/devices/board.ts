/**
 * An emulated relay board with a shelf of products, on a pseudo-terminal or TCP:
 *
 *   node simulator/devices/board.ts modbus --link /tmp/board [--slot A1:1:1 ...] [--channels 8] [--fault late]
 *
 * Each event is one line of JSON on the output; orders ("jam A1") are read line by line from the input.
 */
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import type { ShelfSlot } from "./boards/bench.ts";
import { WIRE_FAULTS, type WireFault } from "./boards/board-shell.ts";
import { BOARD_KINDS, type BoardKind } from "./boards/kinds.ts";
import { orderBoard } from "./boards/orders.ts";
import type { Emulator } from "./emulated-port.ts";
import { bytesPerSecond, pacePort } from "./paced-port.ts";
import { servePty } from "./pty.ts";
import { serveTcp } from "./tcp.ts";

const USAGE = `usage: node simulator/devices/board.ts ${Object.keys(BOARD_KINDS).join("|")} --link PATH | --tcp PORT
  [--channels COUNT] [--slot NAME:OUTPUT[:INPUT]]... [--stock COUNT] [--baud RATE] [--fault ${WIRE_FAULTS.join("|")}]`;

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function fail(what: string): never {
  process.stderr.write(`${what}\n${USAGE}\n`);
  process.exit(2);
}

function count(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 ? value : fail(`${text} is not a number`);
}

function shelfOf(
  texts: readonly string[] | undefined,
  kind: BoardKind,
  channels: number,
  stock: number,
): ShelfSlot[] {
  const sensor = kind.inputs > 0 ? ":1" : "";
  const slots = texts ?? Array.from({ length: channels }, (_, index) => `A${index + 1}:${index + 1}${sensor}`);
  return slots.map((text) => {
    const [slot = "", channel, dropInput] = text.split(":");
    const wired = { slot, channel: count(channel, 0), stock };
    return dropInput === undefined ? wired : { ...wired, dropInput: count(dropInput, 0) };
  });
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    link: { type: "string" },
    tcp: { type: "string" },
    channels: { type: "string" },
    slot: { type: "string", multiple: true },
    stock: { type: "string" },
    baud: { type: "string" },
    fault: { type: "string" },
  },
});

const kind = BOARD_KINDS[positionals[0] ?? ""] ?? fail("no such board");
const fault: WireFault | undefined = WIRE_FAULTS.find((known) => known === values.fault);
if (values.fault !== undefined && fault === undefined) fail(`no such fault: ${values.fault}`);
const channels = count(values.channels, kind.channels);
const shelf = shelfOf(values.slot, kind, channels, count(values.stock, 5));
const board = kind.create({
  ticker: steadyTicker,
  channels,
  inputs: kind.inputs,
  shelf,
  onEvent: say,
  fault: () => fault,
});
const baudRate = count(values.baud, kind.baudRate);
const device: Emulator = (port) =>
  board.device(pacePort(port, { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker }));

const served =
  values.link !== undefined
    ? await servePty({ link: values.link, emulator: device })
    : values.tcp !== undefined
      ? await serveTcp(device, count(values.tcp, 0))
      : fail("where? --link or --tcp");
say({ event: "ready", ...("path" in served ? { link: served.path } : { tcp: served.port }) });

const slotNames = shelf.map(({ slot }) => slot);
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const done = orderBoard(board, slotNames, line);
  if (done.is === "done") say({ event: "ordered", order: line.trim() });
  else if (done.is === "state") say({ event: "state", ...done.state });
  else say({ event: "wrong", what: done.what });
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    lines.close();
    void served.close().then(() => process.exit(0));
  });
}
