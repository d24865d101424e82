import { type ChildProcess, spawn } from "node:child_process";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { encodeRtu } from "../../../../hardware/frames/modbus/rtu.ts";
import { flashOn } from "../../../../hardware/frames/modbus/waveshare.ts";

const PROGRAM = new URL("../../../../simulator/devices/board.ts", import.meta.url).pathname;
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

type Said = Readonly<Record<string, unknown>>;

/** The program, and its lines as they come. */
function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  started.push(child);
  const lines: Said[] = [];
  let look = () => undefined as undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(JSON.parse(line) as Said);
    look();
  });
  const next = (isIt: (said: Said) => boolean): Promise<Said> =>
    new Promise((resolve) => {
      look = () => {
        const found = lines.find(isIt);
        if (found !== undefined) resolve(found);
        return undefined;
      };
      look();
    });
  return { child, next, order: (line: string) => child.stdin.write(`${line}\n`) };
}

test("a board on TCP carries out a timed pulse and tells of the output and the drop, one JSON line each", async () => {
  const { next } = start("modbus", "--tcp", "0", "--slot", "B7:2:3");
  const ready = await next(({ event }) => event === "ready");
  const socket = connect(Number(ready["tcp"]), "127.0.0.1");
  const asked = encodeRtu(1, flashOn(2, 5));
  // The board speaks at the speed of its line, a few bytes at a time.
  const reply = new Promise<Buffer>((resolve) => {
    let heard = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length >= asked.length) resolve(heard);
    });
  });
  socket.write(asked);
  expect(await reply).toEqual(Buffer.from(asked));
  await next((said) => said["event"] === "output" && said["channel"] === 2 && said["on"] === true);
  await next((said) => said["event"] === "drop" && said["slot"] === "B7");
  await next((said) => said["event"] === "input" && said["input"] === 3 && said["on"] === false);
  await next((said) => said["event"] === "output" && said["channel"] === 2 && said["on"] === false);
  socket.destroy();
});

test("orders by hand are carried out, and wrong ones answered with what there is", async () => {
  const { next, order } = start("lcus", "--tcp", "0", "--channels", "2", "--stock", "3");
  await next(({ event }) => event === "ready");
  order("jam A1");
  await next((said) => said["order"] === "jam A1");
  order("state");
  expect(await next(({ event }) => event === "state")).toMatchObject({
    outputs: [false, false],
    stock: { A1: 3, A2: 3 },
  });
  order("jam Z9");
  expect(await next(({ event }) => event === "wrong")).toMatchObject({ what: "there is no slot Z9" });
});

test.each([[["no-such-board", "--tcp", "0"]], [["modbus"]], [["modbus", "--tcp", "0", "--fault", "tired"]]])(
  "%j is refused with the usage and status 2",
  async (args) => {
    const { child } = start(...args);
    let complaint = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    const status = await new Promise((resolve) => child.once("close", resolve));
    expect(status).toBe(2);
    expect(complaint).toContain("usage: node simulator/devices/board.ts");
  },
);
