import { expect, test } from "vitest";
import { createModbusBoardEmulator } from "../../../../simulator/devices/boards/modbus-board.ts";
import { orderBoard } from "../../../../simulator/devices/boards/orders.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";

function shelf() {
  const ticker = new ManualTicker();
  const board = createModbusBoardEmulator({
    ticker,
    channels: 8,
    inputs: 8,
    shelf: [{ slot: "A1", channel: 1, dropInput: 1 }],
  });
  return { ticker, board, order: (line: string) => orderBoard(board, ["A1"], line) };
}

test("a jam holds the product until it is cleared", async () => {
  const { ticker, board, order } = shelf();
  expect(order("jam A1")).toEqual({ is: "done" });
  board.bench.pulse(1, 500);
  await ticker.advance(1_000);
  expect(board.bench.dropped("A1")).toBe(0);
  expect(order("clear A1")).toEqual({ is: "done" });
  board.bench.pulse(1, 500);
  await ticker.advance(1_000);
  expect(board.bench.dropped("A1")).toBe(1);
  expect(board.bench.stock("A1")).toBe(4);
});

test("a blocked, stuck or blind sensor shows what it should", async () => {
  const { ticker, board, order } = shelf();
  order("block 1");
  expect(board.bench.inputs[0]).toBe(true);
  order("release 1");
  expect(board.bench.inputs[0]).toBe(false);
  order("stick 1");
  order("loose A1");
  await ticker.advance(2_000);
  expect(board.bench.inputs[0]).toBe(true);
  order("release 1");
  order("wave 1");
  expect(board.bench.inputs[0]).toBe(true);
  await ticker.advance(2_000);
  expect(board.bench.inputs[0]).toBe(false);
  order("blind 1");
  order("loose A1");
  expect(board.bench.inputs[0]).toBe(false);
  expect(board.bench.dropped("A1")).toBe(2);
});

test("stock, resets and faults are set, and taken back", () => {
  const { board, order } = shelf();
  expect(order("fill A1 12")).toEqual({ is: "done" });
  expect(board.bench.stock("A1")).toBe(12);
  board.bench.switch(3, true);
  order("reset");
  expect(board.bench.outputs.some((on) => on)).toBe(false);
  order("fault late 3");
  expect(board.faults).toEqual(["late", "late", "late"]);
  order("health");
  expect(board.faults).toEqual([]);
});

test.each(["jam", "fill A1 some", "block 99", "fault tired", "fault late 0", "dance"])(
  "%j is answered as wrong",
  (line) => {
    expect(shelf().order(line).is).toBe("wrong");
  },
);
