import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { socatIsMissing } from "../../../simulator/devices/pty.ts";
import { runDevices, startDevices } from "./program.ts";

function folderFor(atEnd: (close: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "place-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe
  .skipIf(socatIsMissing())
  .concurrent("where a simulated device is put (skipped: socat is not installed)", () => {
    test("what stands at its link is never removed: a file, a folder, another simulated device", async ({
      onTestFinished,
    }) => {
      const folder = folderFor(onTestFinished);
      const file = join(folder, "precious");
      writeFileSync(file, "figures of the year");
      const link = join(folder, "board");
      const first = startDevices(onTestFinished, "simulate", "lcus", "--link", link);
      await first.next(({ event }) => event === "ready");
      const [onFile, onFolder, onDevice] = await Promise.all(
        [file, folder, link].map((path) => runDevices("simulate", "lcus", "--link", path)),
      );
      for (const refused of [onFile, onFolder, onDevice]) {
        expect(refused?.code).toBe(64);
        expect(refused?.err).toContain("is there already; name a place where nothing is");
      }
      expect(readFileSync(file, "utf8")).toBe("figures of the year");
      first.order("state");
      expect(await first.next(({ event }) => event === "state")).toMatchObject({ plugged: true });
    });

    test("a name that leads nowhere any more is taken over, and goes with the device", async ({
      onTestFinished,
    }) => {
      const link = join(folderFor(onTestFinished), "board");
      symlinkSync("/dev/pts/no-such-terminal", link);
      const { next, order, child } = startDevices(onTestFinished, "simulate", "lcus", "--link", link);
      await next(({ event }) => event === "ready");
      expect(existsSync(link)).toBe(true);
      const ended = new Promise((resolve) => child.once("exit", resolve));
      order("quit");
      await ended;
      expect(existsSync(link)).toBe(false);
    });

    test("a place that cannot be had is refused in words, without a trace of the program", async ({
      onTestFinished,
    }) => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void taken.close());
      const address = taken.address();
      const port = typeof address === "object" ? String(address?.port) : "";
      const refused = await Promise.all([
        runDevices("simulate", "lcus", "--tcp", "99999"),
        runDevices("simulate", "lcus", "--tcp", port),
        runDevices("simulate", "lcus", "--link", "/no-such-folder/board"),
        runDevices("simulate", "lcus", "--link", "/tmp/board", "--tcp", "0"),
      ]);
      const words = ["0 to 65535", "is in use already", "its folder must be there", "--link or --tcp, not both"];
      for (const [at, { code, err }] of refused.entries()) {
        expect([code, err]).toEqual([64, expect.stringContaining(words[at] ?? "")]);
        expect(err).not.toMatch(/\n\s+at /);
      }
    });
  });
