import { expect, test } from "vitest";
import { BOARD, COFFEE, configRig, KIOSK, PRINTER, PROVIDER, VENDING } from "./config-rig.ts";

const { load, taken, faultsOf } = configRig();

test("devices may share neither id, line, slot nor channel, and there is one of each kind", () => {
  const second = { ...BOARD, slots: [BOARD.slots[0], { ...BOARD.slots[1], slot: "A3", channel: 1 }] };
  expect(faultsOf({ ...VENDING, devices: [BOARD, second, PRINTER, { ...PRINTER, id: "other" }] })).toEqual([
    'devices[1].slots[1].channel | a channel of its own | "1", as devices[1].slots[0].channel',
    'devices[1].id | an id of its own | "board", as devices[0].id',
    'devices[1].line | a line of its own | "/dev/ttyUSB0", as devices[0].line',
    'devices[3].line | a line of its own | "192.168.1.20:9100", as devices[2].line',
    'devices[1].slots[0].slot | a slot name of its own | "A1", as devices[0].slots[0].slot',
    "devices[3] | at most one printer | another one",
    "devices[1] | at most one dispenser | another one",
  ]);
});

test("whether it is practice follows from the address where the file does not say", () => {
  const at = (baseUrl: string) => taken({ ...KIOSK, provider: { ...PROVIDER, baseUrl } }).provider.practice;
  expect(["https://api.vipps.no", "https://apitest.vipps.no", "http://127.0.0.1:4010"].map(at)).toEqual([
    false,
    true,
    true,
  ]);
});

test("in practice the clocks may be short, so that a demonstration need not wait", () => {
  const provider = { ...PROVIDER, practice: true, baseUrl: "http://127.0.0.1:4010" };
  const clocks = { browsingMs: 3_000, numberMs: 3_000, waitingMs: 3_000, resultMs: 1_000, warningMs: 2_000 };
  expect(taken({ ...KIOSK, provider, clocks }).clocks).toEqual({ ...clocks, extensionsMax: 10 });
});

const ECOM = {
  ...PROVIDER,
  api: "ecom",
  callbackPrefix: "https://till.example/callbacks",
  fallBackUrl: "https://till.example/",
};

test("eCom is for Norway, and its addresses are https", () => {
  expect(taken({ ...KIOSK, provider: ECOM }).provider).toMatchObject({ api: "ecom", mayPush: true });
  expect(taken({ ...KIOSK, provider: { ...ECOM, fallBackUrl: "kaffebaren://paid" } }).provider.api).toBe("ecom");
  expect(
    faultsOf({
      ...KIOSK,
      provider: { ...ECOM, callbackPrefix: "http://till.example", fallBackUrl: "http://till.example" },
    }),
  ).toEqual([
    'provider.callbackPrefix | an address that begins with https:// | "http://till.example"',
    'provider.fallBackUrl | an https address or an app\'s own scheme | "http://till.example"',
  ]);
  const danish = { ...KIOSK, market: "DK", shop: { ...KIOSK.shop, organisationNumber: "13585628" } };
  expect(faultsOf({ ...danish, provider: ECOM, catalogue: { goods: [{ ...COFFEE, vat: 25 }] } })).toEqual([
    'provider.api | "epayment": eCom exists in Norway only | "ecom"',
  ]);
});

test.each([
  ["NO", "974760673", true],
  ["NO", "974760674", false],
  ["DK", "13585628", true],
  ["DK", "13585629", false],
  ["FI", "0112038-9", true],
  ["FI", "0112038-8", false],
  ["FI", "01120389", false],
])("in %s the organisation number %s is taken: %s", (market, organisationNumber, fits) => {
  const goods = [{ ...COFFEE, vat: 0 }];
  const config = { ...KIOSK, market, shop: { ...KIOSK.shop, organisationNumber }, catalogue: { goods } };
  expect(load(config).ok).toBe(fits);
});
