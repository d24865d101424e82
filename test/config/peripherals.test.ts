import { expect, test } from "vitest";
import type { DeviceSpec } from "../../hardware/contract.ts";
import { configRig, KIOSK } from "./config-rig.ts";

const { taken, faultsOf } = configRig();

const on = (path: string, baudRate = 9_600) => ({ kind: "serial", path, baudRate });
const SCANNER = { id: "gun", kind: "scanner", driver: "serial", line: on("/dev/ttyACM0") };
const DISPLAY = { id: "pole", kind: "display", driver: "escpos", line: on("/dev/ttyUSB1") };
const SENSOR = { id: "eye", kind: "presence", driver: "tfmini", line: on("/dev/ttyUSB2", 115_200) };

test("scanners, a customer display and a presence sensor are taken as the drivers know them", () => {
  const devices = [
    { ...SCANNER, ending: "stx-etx", prefix: "S1" },
    { ...SCANNER, id: "second-gun", line: on("/dev/ttyACM1") },
    { ...DISPLAY, letters: "cp865", pageNumber: 7 },
    { ...SENSOR, driver: "ld2410", line: on("/dev/ttyUSB2", 256_000), nearCm: 90, goneCm: 150 },
  ];
  const specs: readonly DeviceSpec[] = taken({ ...KIOSK, devices }).devices;
  expect(specs).toEqual(devices);
});

test("there is one display and one sensor, and no two devices on a line", () => {
  const devices = [
    DISPLAY,
    { ...DISPLAY, id: "other" },
    SENSOR,
    { ...SENSOR, id: "third", line: SCANNER.line },
    SCANNER,
  ];
  expect(faultsOf({ ...KIOSK, devices })).toEqual([
    'devices[1].line | a line of its own | "/dev/ttyUSB1", as devices[0].line',
    'devices[4].line | a line of its own | "/dev/ttyACM0", as devices[3].line',
    "devices[1] | at most one display | another one",
    "devices[3] | at most one presence | another one",
  ]);
});

test.each([
  [{ nearCm: 120 }, "devices[0].goneCm | more than nearCm, which is 120 | 110"],
  [{ nearCm: 90, goneCm: 90 }, "devices[0].goneCm | more than nearCm, which is 90 | 90"],
  [{ input: 2 }, "devices[0].input | nothing: only a board has this | 2"],
  [{ driver: "modbus-input", goneCm: 90 }, "devices[0].goneCm | nothing: a motion detector knows no distance | 90"],
])("a presence sensor with %j is refused with the remedy", (change, fault) => {
  expect(faultsOf({ ...KIOSK, devices: [{ ...SENSOR, ...change }] })).toEqual([fault]);
});

test.each([
  [{ ...SCANNER, ending: "tab" }, "devices[0].ending"],
  [{ ...SCANNER, prefix: "\x02" }, "devices[0].prefix"],
  [{ ...SCANNER, driver: "keyboard" }, "devices[0].driver"],
  [{ ...DISPLAY, driver: "latin" }, "devices[0].driver"],
  [{ ...DISPLAY, letters: "utf8" }, "devices[0].letters"],
  [{ ...DISPLAY, pageNumber: 256 }, "devices[0].pageNumber"],
  [{ ...SENSOR, line: on("/dev/ttyUSB2", 250_000) }, "devices[0].line.baudRate"],
  [{ ...SENSOR, nearCm: 0 }, "devices[0].nearCm"],
])("%j is refused at its field", (device, field) => {
  expect(faultsOf({ ...KIOSK, devices: [device] })[0]).toContain(field);
});

test("a customer's screen stands at a counter only", () => {
  expect(taken({ ...KIOSK, mode: "counter", customerDisplay: {} }).customerDisplay).toEqual({
    screen: 2,
    width: 1024,
    height: 600,
    theme: "light",
  });
  expect(faultsOf({ ...KIOSK, customerDisplay: { screen: 2 } })).toEqual([
    "customerDisplay | only at a counter: elsewhere the customer stands at the terminal's own screen | mode kiosk",
  ]);
});
