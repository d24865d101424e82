import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { LineAddress } from "../../../hardware/contract.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../hardware/transport/opener.ts";
import { openPtyPair, socatIsMissing } from "../../../simulator/devices/pty.ts";

const run = promisify(execFile);

type Settings = Partial<Extract<LineAddress, { kind: "serial" }>>;

/** What stty shows while our transport holds the port: its speed, and the words for what is set and what is not. */
async function settingsOf(given: Settings, atEnd: (close: () => Promise<void>) => void) {
  const { pty } = await openPtyPair();
  atEnd(() => pty.close());
  const address = { kind: "serial", path: pty.path, baudRate: 9_600, ...given } as const;
  const opened = await openerFor(address, steadyTicker).open(
    { bytes: () => undefined, lost: () => undefined },
    10_000,
  );
  if ("loss" in opened) throw new Error(opened.loss.what);
  const { stdout } = await run("stty", ["-F", pty.path, "-a"], { env: { ...process.env, LC_ALL: "C" } });
  await opened.line.close();
  const speed = Number(/speed (\d+) baud/.exec(stdout)?.[1]);
  return { speed, words: new Set(stdout.replaceAll(";", " ").split(/\s+/)) };
}

const ALWAYS = ["-hupcl", "clocal", "-icanon", "-echo", "-isig", "-opost", "-icrnl"];

// The kernel's pseudo-terminals always carry eight bits without parity; of a parity asked for, only odd or even shows.
test.skipIf(socatIsMissing()).each([
  [{ baudRate: 9_600 }, 9_600, ["cs8", "-parenb", "-cstopb", "-ixon", "-ixoff", "-crtscts"]],
  [{ baudRate: 1_200, parity: "even" }, 1_200, ["-parodd", "cs8"]],
  [{ baudRate: 19_200, parity: "odd", dataBits: 7 }, 19_200, ["parodd"]],
  [{ baudRate: 38_400, stopBits: 2, flowControl: "xon-xoff" }, 38_400, ["cstopb", "ixon", "ixoff", "-ixany"]],
  [{ baudRate: 57_600 }, 57_600, ["-parenb"]],
  [{ baudRate: 115_200, flowControl: "rts-cts" }, 115_200, ["crtscts", "-ixon", "-ixoff"]],
  [{ baudRate: 230_400 }, 230_400, ["cs8"]],
] as const)("stty reads %o back from outside (skipped: socat is not installed)", async (given, speed, expected) => {
  const closers: (() => Promise<void>)[] = [];
  const settings = await settingsOf(given, (close) => closers.push(close));
  for (const close of closers) await close();
  expect(settings.speed).toBe(speed);
  expect([...expected, ...ALWAYS].filter((word) => !settings.words.has(word))).toEqual([]);
});
