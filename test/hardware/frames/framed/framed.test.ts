import { describe, expect, test } from "vitest";
import {
  encodeFramed,
  FRAMED,
  framedMessages,
  pulseOrder,
  readHello,
  readStatus,
} from "../../../../hardware/frames/framed/framed.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

const pulse = encodeFramed({ number: 5, command: FRAMED.pulse, rest: pulseOrder(1, 500) });

test("a pulse of 500 ms on output 1 as message 5 is the frame the protocol's text shows", () => {
  expect(pulse.slice(0, 7)).toEqual(hex("7E 05 05 03 01 01 F4"));
  expect(pulse).toHaveLength(9);
});

describe("messages", () => {
  test("come back as they were said", () => {
    expect(framedMessages().hear(pulse)).toMatchObject([
      { frame: { number: 5, command: 3, rest: Uint8Array.of(1, 1, 0xf4) } },
    ]);
  });

  test("with a wrong CRC or a length that cannot be are noise", () => {
    const spoilt = Uint8Array.from(pulse);
    spoilt[5] = 2;
    for (const bytes of [spoilt, hex("7E 01 05 03 00 00"), hex("7E 21 05 03 00 00")]) {
      const stream = framedMessages();
      expect([...stream.hear(bytes), ...stream.silence()].every((item) => item.kind === "noise")).toBe(true);
    }
  });

  test("keep the laws of a decoder over 10,000 random streams", () => {
    const status = encodeFramed({ number: 9, command: FRAMED.status, rest: new Uint8Array(0) });
    keepsTheLaws(framedMessages, [pulse, status], [0x7e, 0x02, 0x05, 0x00]);
  });
});

test("status and hello are read when they have their whole length, and not otherwise", () => {
  expect(readStatus(hex("00 05 80 00 01"))).toEqual({ outputs: 5, inputs: 0x8000, hasRestarted: true });
  expect(readStatus(hex("00 05 80 00 02"))?.hasRestarted).toBe(false);
  expect(readStatus(hex("00 05"))).toBeUndefined();
  expect(readHello(hex("01 08 04"))).toEqual({ version: 1, channels: 8, inputs: 4 });
  expect(readHello(hex("01 08"))).toBeUndefined();
  expect(readHello(hex("01 08 04 00"))).toBeUndefined();
});
