import { expect, test } from "vitest";
import type { ConfiguredDevice } from "../../../electron/config/device-schema.ts";
import { listDevices } from "../../../hardware/identify/listed-ports.ts";
import { inWords } from "../../../scripts/devices/list.ts";

const CH340 = { vendorId: "1a86", productId: "7523" } as const;
const PORTS = [
  { path: "/dev/ttyS0" },
  { path: "/dev/ttyUSB0", ...CH340, socket: "1-1.4", socketPart: "1-1.4:1.0" },
  { path: "/dev/ttyUSB1", ...CH340, socket: "1-1.3" },
  { path: "/dev/ttyACM0", vendorId: "04b8", productId: "0202", serialNumber: "K5", socket: "1-2" },
];

function board(id: string, line: ConfiguredDevice["line"]): ConfiguredDevice {
  const slots = [{ slot: "A1", channel: 1, pulseMs: 500, dropWindowMs: 2_000 }];
  return { id, kind: "dispenser", driver: "lcus", line, channels: 8, slots };
}

const serial = (at: object) => ({ kind: "serial", baudRate: 9_600, ...at }) as ConfiguredDevice["line"];

test("each port is named with its adapter, its socket and how to name it in a configuration", async () => {
  const links = new Map([["/dev/ttyUSB0", "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1.4:1.0-port0"]]);
  const words = inWords(await listDevices(PORTS, [], links));
  expect(words.split("\n")).toEqual([
    "/dev/ttyS0: built in or virtual, no USB identity; not configured",
    '  name it by {"path":"/dev/ttyS0"}',
    "/dev/ttyUSB0: CH340 adapter, USB 1a86:7523, no serial number, socket 1-1.4:1.0, /dev/serial/by-path/pci-0000:00:14.0-usb-0:1.4:1.0-port0; not configured",
    "  cannot be told from /dev/ttyUSB1 except by socket: name the socket in the configuration",
    '  name it by {"usb":{"vendorId":"1a86","productId":"7523","socket":"1-1.4:1.0"}}',
    "/dev/ttyUSB1: CH340 adapter, USB 1a86:7523, no serial number, socket 1-1.3; not configured",
    "  cannot be told from /dev/ttyUSB0 except by socket: name the socket in the configuration",
    '  name it by {"usb":{"vendorId":"1a86","productId":"7523","socket":"1-1.3"}}',
    "/dev/ttyACM0: Epson printer, USB 04b8:0202, serial K5, socket 1-2; not configured",
    '  name it by {"usb":{"vendorId":"04b8","productId":"0202","serialNumber":"K5"}}',
  ]);
});

test("a configured device is shown at its port, and one without a port with the reason and the remedy", async () => {
  const listed = await listDevices(PORTS, [
    board("shelf", serial({ usb: { ...CH340, socket: "1-1.3" } })),
    board("twin", serial({ usb: CH340 })),
    board("gone", serial({ usb: { vendorId: "0403", productId: "6001", serialNumber: "A9" } })),
    board("missing", serial({ path: "/dev/ttyUSB7" })),
    board("remote", { kind: "tcp", host: "10.0.0.9", port: 502 }),
  ]);
  expect(listed.ports.map(({ configured }) => configured)).toEqual([[], [], ["shelf"], []]);
  const words = inWords(listed);
  expect(words).toContain('configured as "shelf"');
  expect(words).toContain(
    'Configured "twin" has no port: 2 devices fit 1a86:7523 (/dev/ttyUSB0 in socket 1-1.4, /dev/ttyUSB1 in socket 1-1.3); name the socket of the right one in the configuration.',
  );
  expect(words).toContain(
    'Configured "gone" has no port: No USB device 0403:6001 (A9) is plugged in; check its cable and power.',
  );
  expect(words).toContain('Configured "missing" has no port: There is no /dev/ttyUSB7');
  expect(words).not.toContain("remote");
});

test("two devices that claim one port are said, for only one can have it", async () => {
  const one = serial({ usb: { ...CH340, socket: "1-1.3" } });
  const words = inWords(await listDevices(PORTS, [board("first", one), board("second", one)]));
  expect(words).toContain('claimed by "first" and "second": only one of them will get it, give each its own');
  expect(inWords({ ports: [], devices: [] })).toBe("No serial port on this machine.");
});
