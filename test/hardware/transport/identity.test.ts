import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findPort, listFromSys, listPorts } from "../../../hardware/transport/identity.ts";

const CH340 = { vendorId: "1a86", productId: "7523" };
const FTDI = { vendorId: "0403", productId: "6001" };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Adapter {
  readonly tty: string;
  readonly socket: string;
  readonly part?: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly serial?: string;
}

/** A copy of what /sys shows: a link for each terminal, to an interface below a USB device that has its facts in files. */
function sysWith(...adapters: Adapter[]): string {
  const root = mkdtempSync(join(tmpdir(), "sys-"));
  folders.push(root);
  for (const { tty, socket, part = "1.0", vendorId, productId, serial } of adapters) {
    const device = join(root, "devices/pci0000:00/0000:00:14.0/usb1", socket);
    const port = join(device, `${socket}:${part}`, tty);
    mkdirSync(port, { recursive: true });
    writeFileSync(join(device, "idVendor"), `${vendorId}\n`);
    writeFileSync(join(device, "idProduct"), `${productId}\n`);
    if (serial !== undefined) writeFileSync(join(device, "serial"), `${serial}\n`);
    const link = join(root, "class/tty", tty, "device");
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(port, link);
  }
  mkdirSync(join(root, "class/tty/tty1"), { recursive: true });
  return root;
}

function find(root: string, usb: { vendorId: string; productId: string; serialNumber?: string; socket?: string }) {
  return findPort({ kind: "serial", usb, baudRate: 9_600 }, () => listFromSys(root));
}

test("an adapter is found by its maker, product and serial number, whatever it is called today", async () => {
  const root = sysWith(
    { tty: "ttyUSB0", socket: "1-1", ...FTDI, serial: "A10" },
    { tty: "ttyUSB7", socket: "1-2", ...FTDI, serial: "A11" },
  );
  expect(await find(root, { ...FTDI, serialNumber: "A11" })).toEqual({ path: "/dev/ttyUSB7" });
});

test("letters of the identity may be large or small", async () => {
  const root = sysWith({ tty: "ttyUSB0", socket: "1-1", ...CH340 });
  expect(await find(root, { vendorId: "1A86", productId: "7523" })).toEqual({ path: "/dev/ttyUSB0" });
});

test("twins without a serial number are refused until their socket is named", async () => {
  const root = sysWith({ tty: "ttyUSB0", socket: "1-1", ...CH340 }, { tty: "ttyUSB1", socket: "1-1.4", ...CH340 });
  expect(await find(root, CH340)).toEqual({
    loss: {
      cause: "look-alikes",
      what: "2 devices fit 1a86:7523 (/dev/ttyUSB0 in socket 1-1, /dev/ttyUSB1 in socket 1-1.4); name the socket of the right one in the configuration.",
    },
  });
  expect(await find(root, { ...CH340, socket: "1-1.4" })).toEqual({ path: "/dev/ttyUSB1" });
});

test("one of several ports of the same adapter is named with its part", async () => {
  const quad = { ...FTDI, socket: "1-3", serial: "Q" };
  const root = sysWith({ tty: "ttyUSB0", ...quad, part: "1.0" }, { tty: "ttyUSB1", ...quad, part: "1.1" });
  expect(await find(root, { ...FTDI, socket: "1-3" })).toMatchObject({ loss: { cause: "look-alikes" } });
  expect(await find(root, { ...FTDI, socket: "1-3:1.1" })).toEqual({ path: "/dev/ttyUSB1" });
});

test("an adapter that is not plugged in is absent, not wrong", async () => {
  const root = sysWith({ tty: "ttyUSB0", socket: "1-1", ...FTDI, serial: "A10" });
  expect(await find(root, { ...FTDI, serialNumber: "A12" })).toEqual({
    loss: { cause: "not-there", what: "No USB device 0403:6001 (A12) is plugged in; check its cable and power." },
  });
});

test("where an identity is given the path is not believed", async () => {
  const root = sysWith({ tty: "ttyUSB3", socket: "1-1", ...CH340 });
  const address = { kind: "serial", path: "/dev/ttyUSB0", usb: CH340, baudRate: 9_600 } as const;
  expect(await findPort(address, () => listFromSys(root))).toEqual({ path: "/dev/ttyUSB3" });
});

test("a path alone is taken as it is", async () => {
  expect(await findPort({ kind: "serial", path: "/dev/kiosk-relay", baudRate: 9_600 })).toEqual({
    path: "/dev/kiosk-relay",
  });
});

test("consoles without a device behind them are no ports, and a missing /sys is an empty list", async () => {
  expect(await listFromSys(sysWith())).toEqual([]);
  expect(await listFromSys("/no/such/folder")).toEqual([]);
});

test.skipIf(process.platform !== "linux")("this machine's ports can be listed (skipped: not Linux)", async () => {
  for (const port of await listPorts()) expect(port.path).toMatch(/^\/dev\//);
});
