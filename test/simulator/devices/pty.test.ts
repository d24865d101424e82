import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { EmulatedPort } from "../../../simulator/devices/emulated-port.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { bytesPerSecond, pacePort } from "../../../simulator/devices/paced-port.ts";
import { openPtyPair, type ServedPty, servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { serveTcp } from "../../../simulator/devices/tcp.ts";

const noSocat = socatIsMissing();
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
function kept<T extends ServedPty>(pty: T): T {
  opened.push(pty);
  return pty;
}

function heardBy(port: EmulatedPort): Promise<Uint8Array> {
  return new Promise((resolve) => port.onBytes(resolve));
}

test.skipIf(noSocat)("bytes written to the terminal reach the emulator, and back (skipped: no socat)", async () => {
  const { pty, port } = await openPtyPair();
  kept(pty);
  const heard = heardBy(port);
  const file = await open(pty.path, "r+");
  await file.write(Uint8Array.of(0, 0x0d, 0x11, 0xff));
  expect([...(await heard)]).toEqual([0, 0x0d, 0x11, 0xff]);
  port.write(Uint8Array.of(0x0a, 0x03, 0x80));
  const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 3);
  expect([...buffer.subarray(0, bytesRead)]).toEqual([0x0a, 0x03, 0x80]);
  await file.close();
});

test.skipIf(noSocat)(
  "unplugging takes the name away and plugging in gives a new port (skipped: no socat)",
  async () => {
    let plugs = 0;
    const gone: number[] = [];
    const pty = kept(
      await servePty({
        emulator: (port) => {
          plugs += 1;
          const plug = plugs;
          port.onGone(() => gone.push(plug));
        },
      }),
    );
    const { path } = pty;
    await pty.unplug();
    expect({ plugged: pty.plugged, there: existsSync(path), plugs }).toEqual({
      plugged: false,
      there: false,
      plugs: 1,
    });
    await pty.plug(`${path}-other`);
    expect({ path: pty.path, there: existsSync(pty.path), plugs, gone }).toEqual({
      path: `${path}-other`,
      there: true,
      plugs: 2,
      gone: [1],
    });
  },
);

test("a paced port gives bytes on no faster than its line speed", async () => {
  const ticker = new ManualTicker();
  let toDevice: (bytes: Uint8Array) => void = () => undefined;
  const port = pacePort(
    {
      onBytes: (listener) => {
        toDevice = listener;
      },
      write: () => undefined,
      hangUp: () => undefined,
      onGone: () => undefined,
      hold: () => undefined,
      release: () => undefined,
    },
    { bytesPerSecond: bytesPerSecond(9_600), ticker },
  );
  let heard = 0;
  port.onBytes((bytes) => {
    heard += bytes.length;
  });
  toDevice(new Uint8Array(960));
  await ticker.advance(500);
  expect(heard).toBeGreaterThan(470);
  expect(heard).toBeLessThanOrEqual(480);
  await ticker.advance(510);
  expect(heard).toBe(960);
});

test("the same emulator serves TCP, a connection at a time or several", async () => {
  const served = await serveTcp((port) => port.onBytes((bytes) => port.write(bytes)), 0);
  opened.push(served);
  const socket = connect(served.port, "127.0.0.1");
  const answer = new Promise<Buffer>((resolve) => socket.once("data", resolve));
  socket.write("slip");
  expect(String(await answer)).toBe("slip");
  expect(served.connections).toBe(1);
  socket.destroy();
});
