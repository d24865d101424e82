import { EventEmitter } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { EXIT, leaveOnSurprise } from "../../electron/shell/exit.ts";
import { echoTo, logFile, openLog } from "../../electron/shell/log.ts";
import { redactor } from "../../electron/shell/redact.ts";

function logFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "myntfri-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const NOON = Date.UTC(2026, 10, 23, 12);

function opened(folder: string, bytesMax?: number) {
  const echoed: string[] = [];
  const log = openLog({
    folder,
    nowMs: () => NOON,
    echo: (line) => echoed.push(line),
    ...(bytesMax === undefined ? {} : { bytesMax }),
  });
  onTestFinished(() => log.close());
  return { log, echoed };
}

const SECRETS = ["kL9-subscription-key-0001", "s3cr3t/with+signs=", "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d"];

const LEAKS = [
  ["known subscription key", `sent ${SECRETS[0]} twice: ${SECRETS[0]}`, "sub", "kL9"],
  ["known secret inside JSON", JSON.stringify({ x: SECRETS[1] }), "s3cr3t"],
  ["known client id", `client ${SECRETS[2]}.`, "9b1deb4d"],
  ["bearer token", "Authorization: Bearer abcDEF123456.xyz-789", "abcDEF"],
  ["bare bearer", "got Bearer abcDEF123456", "abcDEF"],
  ["signed token", "token was eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln ok", "eyJ"],
  ["named secret", "client_secret=hushhush&x=1", "hushhush"],
  ["named key in JSON", '{"Ocp-Apim-Subscription-Key": "hush hush"}', "hush"],
  ["access token in JSON", '{"access_token":"hushhush","expires_in":"3600"}', "hushhush"],
  ["msisdn in JSON", '{"msisdn":"4791234567"}', "9123"],
  ["typed number", "typed: '912 34 567'", "912"],
  ["Norwegian number", "asked 91234567 to pay", "9123"],
  ["Norwegian number in groups", "asked 912 34 567 to pay", "912"],
  ["number with country code", "asked +47 912 34 567.", "912"],
  ["Danish number in pairs", "(12 34 56 78)", "34 56"],
  ["Finnish number", "call 040 1234567 now", "1234567"],
  ["number without plus", "to 4670123456789", "4670"],
  ["query", "GET https://api.vipps.no/x?token=abc&msisdn=1", "abc"],
  ["fragment", "till://app/index.html#912", "912"],
] as const;

test.each(LEAKS)("a %s does not come out", (_, text, ...parts) => {
  const written = redactor(SECRETS)(text);
  for (const part of parts) expect(written).not.toContain(part);
  expect(written).toContain("•••");
});

test.each([
  "capture of till-1-ABCDEFGHJKLM-1: 3900 NOK",
  "amount 6500000",
  "2026-11-23T12:00:00.000Z sale/closed",
  "hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "listening on 192.168.100.200:9100",
  "USB 1a86:7523 at /dev/ttyUSB0, 9600 bit/s",
  "GET https://api.vipps.no/epayment/v1/payments/till-1-ABCDEFGHJKLM-1",
  "at step (file:///app/main.js:1234:5678)",
])("%j stays as it is", (text) => {
  expect(redactor(SECRETS)(text)).toBe(text);
});

test("lines are on the disk when the call returns, redacted, with time and area", () => {
  const folder = logFolder();
  const { log, echoed } = opened(folder);
  log.note("engine", "asked 91234567");
  log.hide(["hush-hush"]);
  log.note("gateway", "the key is hush-hush");
  log.error("page", "it fell", new Error("typed 912 34 567", { cause: new Error("inner") }));
  const text = readFileSync(logFile(folder), "utf8");
  const [first, second, third] = text.split("\n");
  expect([first, second, third]).toEqual([
    "2026-11-23T12:00:00.000Z - engine: asked •••",
    "2026-11-23T12:00:00.000Z - gateway: the key is •••",
    "2026-11-23T12:00:00.000Z ! page: it fell: Error: typed •••",
  ]);
  expect(text).toContain("caused by Error: inner");
  expect(text).toBe(`${echoed.join("\n")}\n`);
});

test("a value that spans lines cannot pretend to be a line of its own", () => {
  const folder = logFolder();
  opened(folder).log.note("page", "one\n2026-11-23T12:00:00.000Z ! forged: line");
  for (const line of readFileSync(logFile(folder), "utf8").trimEnd().split("\n").slice(1))
    expect(line).toMatch(/^ {4}/);
});

test("a full file gives way to a new one, and the oldest go", () => {
  const folder = logFolder();
  const { log } = opened(folder, 2_000);
  for (let line = 0; line < 400; line += 1) log.note("engine", `line ${line} ${"x".repeat(60)}`);
  expect(readdirSync(folder).sort()).toEqual([
    "terminal.log",
    "terminal.log.1",
    "terminal.log.2",
    "terminal.log.3",
    "terminal.log.4",
  ]);
  for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).length).toBeLessThan(2_200);
  const newest =
    readFileSync(join(folder, "terminal.log"), "utf8") + readFileSync(join(folder, "terminal.log.1"), "utf8");
  expect(newest).toContain("line 399");
});

test("a later run goes on in the same file", () => {
  const folder = logFolder();
  const first = opened(folder).log;
  first.note("engine", "first");
  first.close();
  opened(folder).log.note("engine", "second");
  expect(readFileSync(logFile(folder), "utf8").trimEnd().split("\n")).toHaveLength(2);
});

test("a disk that refuses is told once and stops nobody", () => {
  const folder = logFolder();
  const inTheWay = join(folder, "file");
  writeFileSync(inTheWay, "");
  const { log, echoed } = opened(join(inTheWay, "logs"));
  log.note("engine", "one");
  log.note("engine", "two");
  expect(echoed.filter((line) => line.startsWith("the log cannot be written"))).toHaveLength(1);
  expect(echoed.filter((line) => line.includes("engine"))).toHaveLength(2);
});

test("an echo into a stream nobody reads any more falls silent", () => {
  const written: string[] = [];
  const stream = Object.assign(new EventEmitter(), { write: (text: string) => written.push(text) });
  const echo = echoTo(stream);
  echo("one");
  stream.emit("error", new Error("EPIPE"));
  echo("two");
  expect(written).toEqual(["one\n"]);
});

test.each(["uncaughtException", "unhandledRejection"])(
  "on an %s the program writes, then leaves with 70",
  (name) => {
    const program = new EventEmitter();
    const acts: unknown[] = [];
    leaveOnSurprise({
      process: program,
      write: (what, error) => acts.push([what, error]),
      exit: (code) => acts.push(code),
    });
    const surprise = new Error("surprise");
    program.emit(name, surprise);
    expect(acts).toEqual([
      [expect.stringMatching(/^uncaught exception$|^unhandled rejection$/), surprise],
      EXIT.software,
    ]);
  },
);

test("it leaves even when its last words cannot be written", () => {
  const program = new EventEmitter();
  const codes: number[] = [];
  leaveOnSurprise({
    process: program,
    write: () => {
      throw new Error("no disk");
    },
    exit: (code) => codes.push(code),
  });
  expect(() => program.emit("uncaughtException", new Error("surprise"))).toThrow("no disk");
  expect(codes).toEqual([70]);
});
