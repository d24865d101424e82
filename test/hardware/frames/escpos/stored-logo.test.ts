import { expect, test } from "vitest";
import { findRealTimeCommand } from "../../../../hardware/frames/escpos/raster.ts";
import * as stored from "../../../../hardware/frames/escpos/stored-logo.ts";

const KEY: stored.LogoKey = [0x61, 0x42];
const hex = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

test("the commands are those of the makers' reference", () => {
  const bitmap = { widthDots: 16, heightDots: 1, rows: Uint8Array.of(0xf0, 0x0f) };
  expect(hex(stored.storeLogo(KEY, bitmap))).toBe("1d 28 4c 0d 00 30 43 30 61 42 01 10 00 01 00 31 f0 0f");
  expect(hex(stored.storeSeal(KEY))).toBe("1d 28 4c 0c 00 30 43 30 6e 42 01 08 00 01 00 31 80");
  expect(hex(stored.printStoredLogo(KEY))).toBe("1d 28 4c 06 00 30 45 61 42 01 01");
  expect(hex(stored.forgetLogo(KEY))).toBe("1d 28 4c 04 00 30 42 61 42");
  expect(hex(stored.askLogoKeys())).toBe("1d 28 4c 04 00 30 40 4b 43");
  expect(hex(stored.askLogoRoom())).toBe("1d 28 4c 02 00 30 33");
  expect(stored.acknowledge()).toEqual([0x06]);
});

test("no picture holds a command that a printer obeys at once", () => {
  const rows = Uint8Array.from({ length: 900 }, (_, at) => [0x10, 0x14, 0x01][at % 3] ?? 0);
  const bytes = stored.storeLogo(KEY, { widthDots: 72, heightDots: 100, rows });
  expect(findRealTimeCommand(Uint8Array.from(bytes))).toBe(-1);
});

test.each([
  ["none", "72 40", { keys: [], more: false }],
  [
    "two",
    "72 40 61 42 47 31",
    {
      keys: [
        [0x61, 0x42],
        [0x47, 0x31],
      ],
      more: false,
    },
  ],
  ["one of more", "72 41 61 42", { keys: [[0x61, 0x42]], more: true }],
  ["half a key", "72 40 61", null],
  ["another status", "72 42 61 42", null],
  ["another answer", "22 30 30 30 31", null],
])("a list of keys is read: %s", (_what, text, read) => {
  const body = Uint8Array.from(text.split(" "), (byte) => Number.parseInt(byte, 16));
  expect(stored.readLogoKeys(0x37, body)).toEqual(read);
  expect(stored.readLogoKeys(0x5f, body)).toBeNull();
});

test("free bytes are read, and nothing else for them", () => {
  const said = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  expect(stored.readLogoRoom(0x37, said("1262144"))).toBe(262_144);
  expect(stored.readLogoRoom(0x37, said("1"))).toBeNull();
  expect(stored.readLogoRoom(0x37, said("2500"))).toBeNull();
  expect(stored.readLogoRoom(0x5f, said("1500"))).toBeNull();
});

test("a key is ours by its first character, and the same by both", () => {
  expect(
    [KEY, [0x7a, 0x20], [0x47, 0x31], [0x7b, 0x31]].map((key) => stored.isOurKey([key[0] ?? 0, key[1] ?? 0])),
  ).toEqual([true, true, false, false]);
  expect(stored.isSameKey(KEY, [0x61, 0x42])).toBe(true);
  expect(stored.isSameKey(KEY, [0x61, 0x43])).toBe(false);
  expect(stored.isSameKey(KEY, [0x62, 0x42])).toBe(false);
});
