import { expect, test } from "vitest";
import { type FromHost, isFromHost, isToHost, type ToHost } from "../../../hardware/hosts/protocol.ts";

const LINE = { kind: "tcp", host: "127.0.0.1", port: 9_100 } as const;
const PRINTER = { id: "bar", kind: "printer", driver: "escpos", line: LINE, profile: "generic-80" } as const;
const BOARD = {
  id: "shelf",
  kind: "dispenser",
  driver: "lcus",
  line: LINE,
  channels: 8,
  slots: [{ slot: "A1", channel: 1, pulseMs: 500, dropWindowMs: 2_000 }],
} as const;
const SCANNER = { id: "gun", kind: "scanner", driver: "serial", line: LINE } as const;
const DISPLAY = { id: "pole", kind: "display", driver: "cd5220", line: LINE } as const;
const SENSOR = { id: "eye", kind: "presence", driver: "tfmini", line: LINE } as const;

const TO_HOST: Readonly<Record<ToHost["to"], ToHost>> = {
  run: {
    to: "run",
    specs: [PRINTER, BOARD, SCANNER, DISPLAY, SENSOR],
    traceFolder: "/var/log",
    lifeline: "/tmp/l.sock",
  },
  print: { to: "print", call: 1, id: "bar", slip: { id: "7", parts: [{ part: "cut" }] } },
  kick: { to: "kick", call: 2, id: "bar" },
  vend: { to: "vend", call: 3, id: "shelf", slot: "A1" },
  "all-off": { to: "all-off", call: 4, id: "shelf" },
  unlock: { to: "unlock", call: 5, id: "shelf", slot: "A1" },
  refuse: { to: "refuse", call: 6, id: "shelf", slot: "A1" },
  show: { to: "show", id: "pole", lines: ["Coffee", "kr 45,00"] },
  stop: { to: "stop" },
  beat: { to: "beat" },
  fire: { to: "fire" },
  find: { to: "find", call: 1, find: { what: "look", path: "/dev/ttyUSB0", deadlineMs: 10_000, devices: [] } },
  halt: { to: "halt" },
};

const FROM_HOST: Readonly<Record<FromHost["say"], FromHost>> = {
  alive: { say: "alive" },
  condition: {
    say: "condition",
    id: "bar",
    condition: { state: "ready", what: "Ready." },
    sellable: ["A1"],
    locked: [],
  },
  scanned: { say: "scanned", id: "gun", text: "7038010009457" },
  nearness: { say: "nearness", id: "eye", nearness: "near" },
  printed: { say: "printed", call: 1, outcome: { is: "failed", nothingPrinted: true, what: "no paper" } },
  kicked: { say: "kicked", call: 2, outcome: "fired" },
  drawer: { say: "drawer", id: "bar", news: "opened-alone" },
  vended: { say: "vended", call: 3, outcome: { is: "dropped", evidence: "seen" } },
  off: { say: "off", call: 4, proven: true },
  unlocked: { say: "unlocked", call: 5, found: true },
  refused: { say: "refused", call: 6, done: true },
  guarded: { say: "guarded", proven: ["shelf"], unproven: [] },
  service: { say: "service", id: "shelf", figures: { connections: 1, asked: 20, unanswered: 0 } },
  found: { say: "found", call: 1, finding: { is: "failed", what: "anything" } },
  away: { say: "away", call: 1, path: "/dev/ttyUSB0" },
  note: { say: "note", what: "anything" },
  stopped: { say: "stopped" },
};

/** The message with one field gone, one field of another kind, each field in turn. */
function damaged(message: object): readonly object[] {
  return Object.entries(message).flatMap(([name, value]) => {
    const without = Object.fromEntries(Object.entries(message).filter(([other]) => other !== name));
    return [without, { ...message, [name]: typeof value === "number" ? "1" : 1 }];
  });
}

test.each(Object.values(TO_HOST))("main may say $to, whole and not damaged", (message) => {
  expect(isToHost(structuredClone(message))).toBe(true);
  const heard = damaged(message).filter((one) => isToHost(one));
  // A trace folder and a lifeline may be left out; nothing else may.
  const { specs, traceFolder, lifeline } = TO_HOST.run as Extract<ToHost, { to: "run" }>;
  const fewer = [
    { to: "run", specs, lifeline },
    { to: "run", specs, traceFolder },
  ];
  expect(heard).toEqual(message.to === "run" ? fewer : []);
});

test.each(Object.values(FROM_HOST))("a host may say $say, whole and not damaged", (message) => {
  expect(isFromHost(structuredClone(message))).toBe(true);
  expect(damaged(message).filter((one) => isFromHost(one))).toEqual([]);
});

test.each([
  undefined,
  null,
  0,
  "run",
  [],
  {},
  { to: "dance" },
  { to: "toString" },
  { to: "__proto__" },
  { say: 7 },
])("%j is nothing anybody may say", (message) => {
  expect(isToHost(message)).toBe(false);
  expect(isFromHost(message)).toBe(false);
});

test("a device without a line, or a board without slots, is not run", () => {
  const { line: _, ...noLine } = PRINTER;
  const { slots: __, ...noSlots } = BOARD;
  for (const spec of [noLine, noSlots, { ...PRINTER, kind: "toaster" }, { ...PRINTER, line: { kind: "usb" } }])
    expect(isToHost({ to: "run", specs: [spec] })).toBe(false);
});

test("a customer display is told two lines, and a sensor knows three words", () => {
  for (const lines of [[], ["one"], ["one", "two", "three"], ["one", 2], "ab"])
    expect(isToHost({ to: "show", id: "pole", lines })).toBe(false);
  expect(isFromHost({ say: "nearness", id: "eye", nearness: "far" })).toBe(false);
});
