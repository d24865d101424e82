import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { DeviceSpec } from "../../../hardware/contract.ts";
import { runDeviceHost } from "../../../hardware/hosts/device-host.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { createModbusBoardEmulator } from "../../../simulator/devices/boards/modbus-board.ts";
import type { Emulator } from "../../../simulator/devices/emulated-port.ts";
import { VendingMachine } from "../../../simulator/devices/mdb/vending-machine.ts";
import { createPrinterEmulator } from "../../../simulator/devices/printer/printer-emulator.ts";
import { serveTcp } from "../../../simulator/devices/tcp.ts";
import { until } from "../transport/serial-bench.ts";
import { fakePort } from "./fake-port.ts";

type AtEnd = (close: () => Promise<void>) => void;

async function bench(atEnd: AtEnd, emulator: Emulator) {
  const served = await serveTcp(emulator, 0);
  const port = fakePort();
  let left = 0;
  runDeviceHost("counter", port, steadyTicker, () => {
    left += 1;
  });
  atEnd(async () => {
    port.tell({ to: "stop" });
    await until(() => left > 0, 10_000, "the host's leaving");
    await served.close();
  });
  return { port, line: { kind: "tcp", host: "127.0.0.1", port: served.port } as const, left: () => left };
}

const SLIP = { id: "7", parts: [{ part: "text", text: "One coffee" }, { part: "cut" }] } as const;

function printerOn(line: DeviceSpec["line"]): DeviceSpec {
  return { id: "bar", kind: "printer", driver: "escpos", line, profile: "epson-80" };
}

test("what is asked before its driver is loaded waits for it", async ({ onTestFinished }) => {
  const emulated = createPrinterEmulator({ model: "epson-80", ticker: steadyTicker });
  onTestFinished(() => emulated.switchOff());
  const { port, line } = await bench(onTestFinished, emulated.plug);
  port.tell({ to: "run", specs: [printerOn(line)] });
  port.tell({ to: "kick", call: 1, id: "bar" });
  port.tell({ to: "kick", call: 2, id: "no-such-printer" });
  await until(() => port.said.filter((one) => one.say === "kicked").length === 2, 10_000, "both answers");
  // The printer was found; its line was not up yet, and nothing waits for a line.
  expect(port.said.find((one) => one.say === "kicked" && one.call === 2)).toMatchObject({ outcome: "refused" });
  const isReady = () => port.said.some((one) => one.say === "condition" && one.condition.state === "ready");
  await until(isReady, 10_000, "the printer being ready");
  port.tell({ to: "print", call: 3, id: "bar", slip: SLIP });
  port.tell({ to: "print", call: 4, id: "shelf", slip: SLIP });
  await until(() => port.said.filter((one) => one.say === "printed").length === 2, 10_000, "both answers");
  expect(port.said).toContainEqual({ say: "printed", call: 3, outcome: { is: "printed" } });
  expect(port.said).toContainEqual({
    say: "printed",
    call: 4,
    outcome: { is: "failed", nothingPrinted: true, what: "There is no printer shelf." },
  });
});

test("a second list of devices is not run beside the first", async ({ onTestFinished }) => {
  const emulated = createPrinterEmulator({ model: "epson-80", ticker: steadyTicker });
  onTestFinished(() => emulated.switchOff());
  const { port, line } = await bench(onTestFinished, emulated.plug);
  port.tell({ to: "run", specs: [printerOn(line)] });
  port.tell({ to: "run", specs: [{ ...printerOn(line), id: "other" }] });
  const isReady = () => port.said.some((one) => one.say === "condition" && one.condition.state === "ready");
  await until(isReady, 10_000, "the printer being ready");
  const named = new Set(port.said.flatMap((one) => (one.say === "condition" ? [one.id] : [])));
  expect([...named]).toEqual(["bar"]);
});

test("an act that is under way when the host is stopped is answered before the host says so", async ({
  onTestFinished,
}) => {
  const ticker = steadyTicker;
  const emulated = createModbusBoardEmulator({
    ticker,
    channels: 8,
    inputs: 8,
    shelf: [{ slot: "A1", channel: 1, dropInput: 1 }],
  });
  const { port, line, left } = await bench(onTestFinished, emulated.device);
  const wiring = { slot: "A1", channel: 1, dropInput: 1, pulseMs: 5_000, dropWindowMs: 9_000 };
  const board = { id: "shelf", kind: "dispenser", driver: "modbus-rtu", line, channels: 8 } as const;
  emulated.bench.jam("A1");
  port.tell({ to: "run", specs: [{ ...board, slots: [wiring] }] });
  const isSellable = () => port.said.some((one) => one.say === "condition" && one.sellable.includes("A1"));
  await until(isSellable, 10_000, "the board being ready");
  port.tell({ to: "vend", call: 1, id: "shelf", slot: "A1" });
  await until(() => emulated.bench.outputs[0] === true, 10_000, "the motor's turning");
  port.tell({ to: "stop" });
  await until(() => left() > 0, 10_000, "the host's leaving");
  expect(port.said.filter((one) => one.say === "vended" || one.say === "stopped")).toMatchObject([
    { say: "vended", call: 1, outcome: { is: "unknown" } },
    { say: "stopped" },
  ]);
  expect(emulated.bench.outputs[0]).toBe(false);
});

test("a host process does not mind messages of no known shape", async () => {
  const entry = fileURLToPath(new URL("../../../hardware/hosts/counter-host.ts", import.meta.url));
  const child = fork(entry, [], { serialization: "advanced" });
  const said: unknown[] = [];
  child.on("message", (message) => said.push(message));
  for (const rubbish of [
    "run",
    { to: "run" },
    { to: "run", specs: [{}] },
    { to: "print", call: 1 },
    { to: "dance" },
  ])
    child.send(rubbish);
  child.send({ to: "kick", call: 9, id: "bar" });
  child.send({ to: "stop" });
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  expect(said.filter((one) => JSON.stringify(one) !== '{"say":"alive"}')).toEqual([
    { say: "kicked", call: 9, outcome: "refused" },
    { say: "stopped" },
  ]);
});

test("a slot that failed too often is told as locked, and sold again after it was unlocked", async ({
  onTestFinished,
}) => {
  const board = createModbusBoardEmulator({
    ticker: steadyTicker,
    channels: 8,
    inputs: 8,
    shelf: [{ slot: "A1", channel: 1, dropInput: 1 }],
  });
  board.bench.jam("A1");
  const { port, line } = await bench(onTestFinished, board.device);
  const slots = [{ slot: "A1", channel: 1, pulseMs: 200, dropInput: 1, dropWindowMs: 300 }];
  port.tell({
    to: "run",
    specs: [{ id: "shelf", kind: "dispenser", driver: "modbus-rtu", line, channels: 8, failuresToLock: 1, slots }],
  });
  const told = () => port.said.findLast((one) => one.say === "condition");
  await until(() => told()?.sellable.includes("A1") === true, 10_000, "the slot's being for sale");
  port.tell({ to: "vend", call: 1, id: "shelf", slot: "A1" });
  await until(() => told()?.locked.includes("A1") === true, 10_000, "the lock");
  expect(told()).toMatchObject({ sellable: [], condition: { state: "degraded" } });
  for (const [call, slot] of ["A9", "A1"].entries()) port.tell({ to: "unlock", call: call + 2, id: "shelf", slot });
  await until(() => told()?.sellable.includes("A1") === true, 10_000, "the slot's being for sale again");
  expect(port.said.filter((one) => one.say === "unlocked")).toEqual([
    { say: "unlocked", call: 2, found: false },
    { say: "unlocked", call: 3, found: true },
  ]);
});

test("what a machine with keys of its own asks for is told, and it can be told no", async ({ onTestFinished }) => {
  const machine = new VendingMachine({ ticker: steadyTicker, adapter: "qibixx" });
  const { port, line } = await bench(onTestFinished, machine.device);
  const slots = [{ slot: "A1", channel: 5, pulseMs: 500, dropWindowMs: 9_000, priceMinor: 4_500 }];
  port.tell({
    to: "run",
    specs: [{ id: "machine", kind: "dispenser", driver: "mdb-qibixx", line, channels: 6, slots }],
  });
  const told = () => port.said.findLast((one) => one.say === "condition");
  await until(() => machine.select(5, 4_500), 10_000, "the machine's taking a choice");
  await until(() => told()?.choice === "A1", 10_000, "the question");
  for (const [call, slot] of ["A2", "A1"].entries()) port.tell({ to: "refuse", call, id: "machine", slot });
  await until(() => machine.denials.length > 0 && told()?.choice === undefined, 10_000, "the no");
  expect(port.said.filter((one) => one.say === "refused")).toEqual([
    { say: "refused", call: 0, done: false },
    { say: "refused", call: 1, done: true },
  ]);
});
