import { expect, test } from "vitest";
import { deviceSchema } from "../../../electron/config/device-schema.ts";
import { DISPENSER_DRIVERS } from "../../../hardware/drivers/registry.ts";
import { configurationLines, surenessOf } from "../../../hardware/identify/configuration-lines.ts";
import type { Identification } from "../../../hardware/identify/identify-port.ts";
import { listDevices } from "../../../hardware/identify/listed-ports.ts";
import type { KnownPort } from "../../../hardware/transport/identity.ts";

const CH340: KnownPort = { path: "/dev/ttyUSB0", vendorId: "1a86", productId: "7523", socket: "1-1.4" };
const SILENT: Identification = { is: "silent", what: "Nobody answered." };

async function listed(...ports: readonly KnownPort[]) {
  const [first] = (await listDevices(ports, [])).ports;
  if (first === undefined) throw new Error("no port was listed");
  return first;
}

const found = (...drivers: readonly string[]): Identification => ({
  is: "found",
  what: "a device",
  drivers,
  baudRate: 19_200,
});

test.each([...DISPENSER_DRIVERS, "escpos"])("the lines for %s are what a configuration takes", async (driver) => {
  const written = deviceSchema.parse(JSON.parse(configurationLines(await listed(CH340), found(driver))));
  expect(written).toMatchObject({
    driver,
    line: { usb: { vendorId: "1a86", productId: "7523", socket: "1-1.4" }, baudRate: 19_200 },
  });
  expect(written.line).not.toHaveProperty("path");
});

test("a port without a USB identity is named by its path, and what is not known of a device is not written", async () => {
  const lines = configurationLines(await listed({ path: "/dev/ttyS0" }), SILENT);
  expect(JSON.parse(`{${lines}}`)).toEqual({ line: { kind: "serial", path: "/dev/ttyS0", baudRate: 9_600 } });
  const scanner = configurationLines(await listed(CH340), undefined, "spoke");
  expect(deviceSchema.parse(JSON.parse(scanner)).kind).toBe("scanner");
});

test("a serial number that two devices have names neither: the socket is written as well", async () => {
  const one = { ...CH340, serialNumber: "0001" };
  const other = { ...one, path: "/dev/ttyUSB1", socket: "1-1.3" };
  expect((await listed(one)).nameBy).not.toContain("socket");
  expect(JSON.parse((await listed(one, other)).nameBy)).toMatchObject({
    usb: { serialNumber: "0001", socket: "1-1.4" },
  });
});

test("how sure an answer is depends on who else speaks so, and a known make on nothing but the plug", async () => {
  const port = await listed(CH340);
  expect(surenessOf(found("framed"), port)).toBe("sure");
  expect(surenessOf(found("modbus-rtu", "modbus-coils"), port)).toBe("family");
  expect(surenessOf(SILENT, port)).toBe("none");
  expect(surenessOf(SILENT, await listed({ ...CH340, vendorId: "0ce5", productId: "0023" }))).toBe("by-plug");
  expect(surenessOf({ is: "unknown", what: "", heard: "00" }, port)).toBe("none");
  expect(surenessOf({ is: "refused", what: "" }, port)).toBe("none");
});
