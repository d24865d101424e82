import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { createModbusBoardEmulator } from "../../../simulator/devices/boards/modbus-board.ts";
import { bytesPerSecond, pacePort } from "../../../simulator/devices/paced-port.ts";
import { servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";

const run = promisify(execFile);

function mbpollIsMissing(): boolean {
  try {
    execFileSync("mbpoll", ["-V"], { stdio: "ignore" });
    return false;
  } catch {
    return true;
  }
}

const COILS = "0";
const INPUTS = "1";

describe.skipIf(socatIsMissing() || mbpollIsMissing())(
  "our emulated Modbus board, driven by mbpoll (skipped: mbpoll or socat is not installed)",
  () => {
    test("coils are read and written, inputs read, and what is not there refused", async ({ onTestFinished }) => {
      const shelf = [{ slot: "A1", channel: 1, dropInput: 1 }];
      const board = createModbusBoardEmulator({ ticker: steadyTicker, channels: 8, inputs: 8, shelf });
      const pty = await servePty({
        emulator: (port) =>
          board.device(pacePort(port, { bytesPerSecond: bytesPerSecond(9_600), ticker: steadyTicker })),
      });
      onTestFinished(() => pty.close());
      const common = ["-m", "rtu", "-b", "9600", "-P", "none", "-a", "1", "-o", "5", "-1"];
      const poll = async (type: string, first: number, count: number, values: readonly string[] = []) => {
        const args = [...common, "-t", type, "-r", String(first)];
        const many = values.length > 0 ? [] : ["-c", String(count)];
        const { stdout } = await run("mbpoll", [...args, ...many, pty.path, ...values]);
        return stdout;
      };
      const read = async (type: string, count: number): Promise<string> =>
        [...(await poll(type, 1, count)).matchAll(/^\[\d+\]:\s+([01])/gm)].map(([, bit]) => bit).join("");
      expect(await read(COILS, 8)).toBe("00000000");
      expect(await poll(COILS, 2, 1, ["1"])).toContain("Written 1 references");
      expect(board.bench.outputs).toEqual([false, true, false, false, false, false, false, false]);
      expect(await poll(COILS, 1, 4, ["1", "0", "1", "1"])).toContain("Written 4 references");
      expect(await read(COILS, 8)).toBe("10110000");
      board.bench.block(3);
      expect(await read(INPUTS, 8)).toBe("00100000");
      const refused = await poll(COILS, 1, 16).catch((error: { readonly stderr: string }) => error.stderr);
      expect(refused).toMatch(/Illegal data address/i);
      expect(
        await poll(
          COILS,
          1,
          8,
          Array.from({ length: 8 }, () => "0"),
        ),
      ).toContain("Written 8 references");
      expect(board.bench.outputs.some((on) => on)).toBe(false);
    });
  },
);
