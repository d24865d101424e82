import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { lossOfOpening } from "../../../hardware/transport/losses.ts";
import { openPtyPair, type ServedPty, servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { openOn, refusalOf, until } from "./serial-bench.ts";

const opened: ServedPty[] = [];
afterEach(async () => {
  for (const pty of opened.splice(0)) await pty.close();
});

async function bench() {
  const { pty, port } = await openPtyPair();
  opened.push(pty);
  return { pty, port };
}

/** Descriptors of this process that are terminals. */
function descriptors(): number {
  return readdirSync("/proc/self/fd").length;
}

describe.skipIf(socatIsMissing())("a serial line (skipped: no socat)", () => {
  test("carries every byte value both ways unchanged", async () => {
    const { pty, port } = await bench();
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const far: Uint8Array[] = [];
    port.onBytes((bytes) => far.push(bytes));
    const near = await openOn(pty.path);
    expect(await near.line.write(all, 1_000)).toBe(true);
    port.write(all);
    await until(() => Buffer.concat(far).length >= 256 && Buffer.concat(near.heard).length >= 256);
    expect(new Uint8Array(Buffer.concat(far))).toEqual(all);
    expect(new Uint8Array(Buffer.concat(near.heard))).toEqual(all);
    await near.line.close();
  });

  test("sets the speed, stop bits and flow control it was told, seen from outside", async () => {
    const { pty } = await bench();
    const near = await openOn(pty.path, { baudRate: 19_200, stopBits: 2, flowControl: "xon-xoff" });
    const stty = execFileSync("stty", ["-F", pty.path, "-a"], { encoding: "utf8" });
    expect(stty).toContain("speed 19200 baud");
    expect(stty).toMatch(/(?<!-)cstopb/);
    expect(stty).toMatch(/(?<!-)ixon/);
    expect(stty).toContain("-hupcl");
    await near.line.close();
  });

  test("notices a pulled plug within a second and says it once, in words", async () => {
    const { pty } = await bench();
    const near = await openOn(pty.path);
    await pty.unplug();
    const waitedMs = await until(() => near.losses.length > 0, 1_000);
    expect(waitedMs).toBeLessThan(1_000);
    expect(near.losses).toEqual([
      {
        cause: "unplugged",
        what: `The cable at ${pty.path} was pulled or the device lost power; connect it again.`,
      },
    ]);
    expect(await near.line.write(Uint8Array.of(1), 100)).toBe(false);
    await near.line.close();
    expect(near.losses).toHaveLength(1);
  });

  test("closed by us it says so once, and twice closed is closed", async () => {
    const { pty } = await bench();
    const near = await openOn(pty.path);
    await Promise.all([near.line.close(), near.line.close()]);
    await near.line.close();
    expect(near.losses.map((loss) => loss.cause)).toEqual(["closed-by-us"]);
  });

  test("a device that takes nothing more ends the write at its deadline and the rest is never sent", async () => {
    const { pty, port } = await bench();
    port.onBytes(() => undefined);
    port.hold();
    const near = await openOn(pty.path);
    const beganMs = performance.now();
    expect(await near.line.write(new Uint8Array(200_000).fill(0x41), 150)).toBe(false);
    expect(performance.now() - beganMs).toBeLessThan(600);
    await until(() => near.losses.length > 0);
    expect(near.losses[0]?.cause).toBe("timed-out");
    const closedMs = performance.now();
    await near.line.close();
    expect(performance.now() - closedMs).toBeLessThan(2_000);
  });

  test("XOFF stops the line, XON starts it, and what the device says meanwhile is heard", async () => {
    const { pty, port } = await bench();
    let taken = 0;
    port.onBytes((bytes) => {
      taken += bytes.length;
    });
    const near = await openOn(pty.path, { flowControl: "xon-xoff" });
    port.write(Uint8Array.of(0x13));
    // The XOFF is taken out of the stream by the terminal; the letter behind it shows that it has arrived.
    port.write(Buffer.from("a"));
    await until(() => near.text() === "a");
    const writing = near.line.write(new Uint8Array(20_000).fill(0x42), 4_000);
    port.write(Buffer.from("paper out"));
    await until(() => near.text() === "apaper out", 2_000, "hearing while blocked");
    expect(taken).toBe(0);
    port.write(Uint8Array.of(0x11));
    expect(await writing).toBe(true);
    await until(() => taken === 20_000);
    await near.line.close();
  });

  test("a line blocked by XOFF lets go: its write ends, its close ends, the port opens again", async () => {
    const { pty, port } = await bench();
    port.onBytes(() => undefined);
    const near = await openOn(pty.path, { flowControl: "xon-xoff" });
    port.write(Uint8Array.of(0x13));
    port.write(Buffer.from("a"));
    await until(() => near.text() === "a");
    // Nothing of it was taken, so the line is as good as before.
    expect(await near.line.write(Buffer.from("held back"), 100)).toBe(false);
    expect(near.losses).toEqual([]);
    const beganMs = performance.now();
    await near.line.close();
    expect(performance.now() - beganMs).toBeLessThan(2_000);
    port.write(Uint8Array.of(0x11));
    const again = await openOn(pty.path);
    await again.line.close();
  });

  test("writes keep their order and one that waited past its deadline is not sent at all", async () => {
    const { pty, port } = await bench();
    let far = "";
    port.hold();
    port.onBytes((bytes) => {
      far += Buffer.from(bytes).toString("latin1");
    });
    port.hold();
    const near = await openOn(pty.path);
    const first = near.line.write(new Uint8Array(200_000).fill(0x31), 5_000);
    const second = near.line.write(Buffer.from("2"), 100);
    const third = near.line.write(Buffer.from("3"), 5_000);
    expect(await second).toBe(false);
    port.release();
    expect([await first, await third]).toEqual([true, true]);
    await until(() => far.length >= 200_001);
    expect(far.slice(-2)).toBe("13");
    expect(far).not.toContain("2");
    await near.line.close();
  });

  test("opens again at once after a close, a hundred times, and leaves no descriptor behind", async () => {
    const { pty, port } = await bench();
    port.onBytes((bytes) => port.write(bytes));
    const before = descriptors();
    for (let cycle = 0; cycle < 100; cycle += 1) {
      const near = await openOn(pty.path);
      expect(await near.line.write(Buffer.from(`${cycle}.`), 1_000)).toBe(true);
      await until(() => near.text() === `${cycle}.`);
      await near.line.close();
    }
    expect(descriptors()).toBeLessThanOrEqual(before);
  });

  test("a port in use is tried for a while, then refused in words", async () => {
    const { pty } = await bench();
    const near = await openOn(pty.path);
    const address = { kind: "serial", path: pty.path, baudRate: 9_600 } as const;
    const waiting = refusalOf(address, 400);
    expect((await waiting).cause).toBe("busy");
    const patient = openOn(pty.path);
    await near.line.close();
    await (await patient).line.close();
  });

  test("a port that is not there is told apart from one that fails", async () => {
    const loss = await refusalOf({ kind: "serial", path: "/dev/no-such-port", baudRate: 9_600 });
    expect(loss).toEqual({
      cause: "not-there",
      what: "There is no /dev/no-such-port; plug the device in and check its cable and power.",
    });
  });

  test("two ports being used at the same time do not hear each other", async () => {
    const ptys = await Promise.all(
      ["A", "B"].map((letter) =>
        servePty({
          emulator: (port) => port.onBytes((bytes) => port.write(Buffer.from(`${letter}${bytes.length}`))),
        }),
      ),
    );
    opened.push(...ptys);
    const lines = await Promise.all(ptys.map((pty) => openOn(pty.path)));
    await Promise.all(lines.map((near, index) => near.line.write(new Uint8Array(index + 1), 1_000)));
    await until(() => lines.every((near) => near.heard.length > 0));
    expect(lines.map((near) => near.text())).toEqual(["A1", "B2"]);
    await Promise.all(lines.map((near) => near.line.close()));
  });
});

test("a refused port names the group that owns it and the command that helps", async () => {
  const loss = await lossOfOpening("/dev/null", new Error("Error: Permission denied, cannot open /dev/null"));
  expect(loss.cause).toBe("denied");
  expect(loss.what).toMatch(/run "sudo usermod -aG [a-z]+ \S+", then log in again\.$/);
});
