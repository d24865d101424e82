import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOfJsonFault } from "../../electron/config/json-place.ts";
import { loadConfig, plainConfigFaults } from "../../electron/config/load.ts";
import { settingsOf } from "../../electron/config/schema.ts";
import type { DeviceSpec } from "../../hardware/contract.ts";
import { BOARD, COFFEE, configRig, KIOSK, KNOWN, PRINTER, PROVIDER, VENDING } from "./config-rig.ts";

const { folder, path, load, taken, faultsOf } = configRig();

test("the smallest configuration is filled with defaults, secrets and an absolute folder", () => {
  expect(taken(KIOSK)).toEqual({
    mode: "kiosk",
    market: "NO",
    languages: ["nb", "en"],
    terminalId: "till-1",
    shop: { ...KIOSK.shop, inBusinessRegister: false },
    provider: {
      api: "epayment",
      practice: false,
      baseUrl: "https://api.vipps.no",
      clientId: "client-1",
      clientSecret: "a-secret-in-a-file",
      subscriptionKey: "subscription-key-of-a-trial",
      merchantSerialNumber: "123456",
      mayPush: true,
    },
    devices: [],
    goods: [{ sku: "coffee", name: "Coffee", category: "Warm", price: 3900, vat: 1500 }],
    leftOut: [],
    clocks: {
      browsingMs: 60_000,
      numberMs: 45_000,
      waitingMs: 75_000,
      resultMs: 20_000,
      warningMs: 20_000,
      extensionsMax: 10,
    },
    captureAt: "on-order",
    pay: { first: "number" },
    keys: { moves: "four-arrows", characters: true },
    discounts: { reasons: [], withoutPinPercent: 20 },
    warningTone: { on: true, volumePercent: 60 },
    speech: { output: "loudspeaker", wordsPerMinute: 160, volumePercent: 50, program: "espeak-ng" },
    display: { theme: "light", width: 1080, height: 1920 },
    dataFolder: join(folder(), "data"),
  });
});

test("the engine's settings are cut out of it", () => {
  expect(settingsOf(taken(KIOSK))).toMatchObject({
    mode: "kiosk",
    market: "NO",
    terminalId: "till-1",
    language: "nb",
    theme: "light",
    captureAt: "on-order",
    practice: false,
  });
});

test("devices come out in the shape the hardware room takes", () => {
  const devices: readonly DeviceSpec[] = taken({ ...VENDING, devices: [BOARD, PRINTER] }).devices;
  expect(devices).toEqual([
    { ...BOARD, slots: [{ slot: "A1", channel: 1, pulseMs: 500, dropWindowMs: 5000 }, BOARD.slots[1]] },
    PRINTER,
  ]);
});

test("a catalogue in a file of its own is found beside the configuration", () => {
  mkdirSync(join(folder(), "goods"));
  writeFileSync(join(folder(), "goods/bar.json"), JSON.stringify({ goods: [COFFEE] }));
  expect(taken({ ...KIOSK, catalogue: { file: "goods/bar.json" } }).goods).toHaveLength(1);
});

test("a fault in the catalogue's file names that file", () => {
  writeFileSync(join(folder(), "bar.json"), JSON.stringify({ goods: [{ ...COFFEE, vat: 24 }] }));
  const loaded = load({ ...KIOSK, catalogue: { file: "bar.json" } });
  expect(loaded).toEqual({
    ok: false,
    faults: [
      {
        file: join(folder(), "bar.json"),
        field: "goods[0].vat",
        expected: "a VAT rate of NO: 25 %, 15 %, 12 %, 0 %",
        got: "24 %",
      },
    ],
  });
});

test("every fault is listed at once, each with its field", () => {
  expect(
    faultsOf({
      ...KIOSK,
      mode: "bakery",
      languages: [],
      terminalId: "till 1",
      clocks: { browsingMs: 1, warningMs: 20_000.5 },
      display: { accent: "green" },
      devices: [{ ...PRINTER, line: { kind: "serial", path: "/dev/ttyUSB0", baudRate: 9601 } }],
      colour: "blue",
    }),
  ).toEqual([
    'mode | "kiosk" or "counter" or "vending" | "bakery"',
    "languages | at least 1 entries | []",
    'terminalId | 1 to 12 letters, digits or hyphens | "till 1"',
    "devices[0].line.baudRate | one of 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 256000 | 9601",
    "clocks.browsingMs | at least 1000 | 1",
    "clocks.warningMs | a whole number | 20000.5",
    'display.accent | a colour such as #1d5a4c | "green"',
    "colour | only fields named in docs/configuration.md | a field of that name",
  ]);
});

test("the message for the operator names file, field, expectation and finding, one line each", () => {
  const loaded = load({ ...KIOSK, market: "SE" });
  expect(loaded.ok ? "" : plainConfigFaults(loaded.faults)).toBe(
    `The configuration has a fault:\n  ${path()}: market: expected "NO" or "DK" or "FI", got "SE"`,
  );
});

test("a file that is not there is said in words", () => {
  expect(loadConfig(join(folder(), "none.json"), {}, KNOWN)).toEqual({
    ok: false,
    faults: [
      {
        file: join(folder(), "none.json"),
        field: "",
        expected: "a file that can be read",
        got: "no file of that name",
      },
    ],
  });
});

test("a slip of the pen in the JSON is found by line and column, without repeating the file", () => {
  expect(faultsOf('{\n  "mode": "kiosk",\n  "clientSecret": hush\n}')).toEqual([
    " | JSON without comments or trailing commas | something else at line 3, column 19",
  ]);
});

test.each([
  ["", "an end too early, at line 1, column 1"],
  ['{"a": [1, 2', "an end too early, at line 1, column 12"],
  ['{"a": 1,}', "something else at line 1, column 9"],
  ["[1,\n 2,\n]", "something else at line 3, column 1"],
  ['{"a": 1} {', "something else at line 1, column 10"],
  ["{a: 1}", "something else at line 1, column 2"],
  ['{"a" 1}', "something else at line 1, column 6"],
  ["[1}", "something else at line 1, column 3"],
  ["// remark\n{}", "something else at line 1, column 1"],
  ['["a\tb"]', "something else at line 1, column 2"],
  ["[01]", "something else at line 1, column 2"],
])("in %j the fault is %s", (text, place) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(placeOfJsonFault(text)).toBe(place);
});

test("a text that is JSON has no place before its end", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(placeOfJsonFault(text)).toMatch(/^an end too early/);
    }),
  );
});

test("the mark a Windows editor puts first is left out", () => {
  expect(taken(`\uFEFF${JSON.stringify(KIOSK)}`).mode).toBe("kiosk");
});

test("a secret that is not where its reference points names the reference", () => {
  expect(
    faultsOf({ ...KIOSK, provider: { ...PROVIDER, clientSecret: { file: "gone.txt" } } }, { CLIENT_ID: "" }),
  ).toEqual([
    "provider.clientId | printable characters without spaces in the environment variable CLIENT_ID | a text of 0 characters, not shown",
    `provider.clientSecret | printable characters without spaces in the file ${join(folder(), "gone.txt")} | nothing there`,
  ]);
});

test("no fault repeats a secret, whatever is wrong with it", () => {
  const secrets = ["hush hush", { env: "hush hush" }, { file: 3, hush: "hush" }, ["hush"], 0, "hush".repeat(200)];
  for (const clientSecret of secrets) {
    const loaded = load({ ...KIOSK, provider: { ...PROVIDER, clientSecret } });
    expect(loaded.ok).toBe(false);
    if (!loaded.ok) {
      expect(loaded.faults.every(({ field }) => field.startsWith("provider.clientSecret"))).toBe(true);
      expect(loaded.faults.map(({ got }) => got).join()).not.toContain("hush");
    }
  }
});

test.each([
  [
    { ...KIOSK, shop: { ...KIOSK.shop, organisationNumber: "123456789" } },
    'shop.organisationNumber | a Norwegian organisation number: 9 digits with a right check digit | "123456789"',
  ],
  [{ ...KIOSK, languages: ["nb", "nb"] }, 'languages | each language once | ["nb","nb"]'],
  [
    { ...KIOSK, display: { accent: "#ff8800" } },
    "display.accent | a contrast of at least 7:1 with #ffffff, the paper of the light theme | #ff8800, which reaches 2.4:1",
  ],
  [
    { ...KIOSK, clocks: { numberMs: 30_000, warningMs: 30_000 } },
    "clocks.numberMs | more than clocks.warningMs, which is 30000 | 30000",
  ],
  [{ ...KIOSK, clocks: { warningMs: 5_000 } }, "clocks.warningMs | at least 20000 where real money moves | 5000"],
  [
    { ...KIOSK, provider: { ...PROVIDER, baseUrl: "http://api.vipps.no" } },
    'provider.baseUrl | https, except for this machine | "http://api.vipps.no"',
  ],
  [
    { ...KIOSK, provider: { ...PROVIDER, practice: true } },
    "provider.practice | false, because this baseUrl moves money | true",
  ],
  [
    { ...KIOSK, provider: { ...PROVIDER, practice: false, baseUrl: "http://127.0.0.1:4010" } },
    "provider.practice | true, because no real money moves at this baseUrl | false",
  ],
  [
    { ...KIOSK, provider: { ...PROVIDER, practice: false, baseUrl: "https://apitest.vipps.no" } },
    "provider.practice | true, because no real money moves at this baseUrl | false",
  ],
  [
    { ...KIOSK, shop: { ...KIOSK.shop, vatRegistered: false } },
    "catalogue.goods[0].vat | 0, because the shop is not registered for VAT and may not charge it | 15",
  ],
  [
    { ...VENDING, devices: [] },
    "devices | at least one dispenser, because a vending machine sells from slots | none",
  ],
  [
    { ...VENDING, catalogue: { goods: [{ ...COFFEE, slot: "B1" }] } },
    'catalogue.goods[0].slot | a slot that a dispenser has | "B1"',
  ],
  [
    { ...VENDING, devices: [{ ...BOARD, driver: "lotus" }] },
    'devices[0].driver | "lcus" or "modbus-rtu" | "lotus"',
  ],
  [{ ...KIOSK, devices: [{ ...PRINTER, profile: "epsom" }] }, 'devices[0].profile | "epson" | "epsom"'],
  [
    { ...VENDING, devices: [{ ...BOARD, channels: 1 }] },
    "devices[0].slots[1].channel | at most 1, the board's channels | 2",
  ],
  [
    { ...KIOSK, devices: [{ ...PRINTER, line: { kind: "serial", baudRate: 9600 } }] },
    "devices[0].line | either path or usb | neither",
  ],
])("parts that do not fit each other are refused (%#)", (config, fault) => {
  expect(faultsOf(config)).toContain(fault);
});
