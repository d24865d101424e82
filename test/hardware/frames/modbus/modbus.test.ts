import { describe, expect, test } from "vitest";
import { crc16, endsWithCrc16, withCrc16 } from "../../../../hardware/frames/modbus/crc16.ts";
import {
  decodeReply,
  isAnswer,
  type ModbusAsk,
  type ModbusReply,
  packBits,
  replyLength,
  unpackBits,
} from "../../../../hardware/frames/modbus/pdu.ts";
import { encodeRtu, rtuReplies } from "../../../../hardware/frames/modbus/rtu.ts";
import { coilsOff, flashOn, switchCoil, WAVESHARE_ALL_OFF } from "../../../../hardware/frames/modbus/waveshare.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

describe("published request frames for address 1", () => {
  const rows: readonly [string, ModbusAsk, string][] = [
    ["coil 0 on", switchCoil(1, true), "01 05 00 00 FF 00 8C 3A"],
    ["coil 0 off", switchCoil(1, false), "01 05 00 00 00 00 CD CA"],
    ["coil 3 on", switchCoil(4, true), "01 05 00 03 FF 00 7C 3A"],
    ["eight coils off", coilsOff(8), "01 0F 00 00 00 08 01 00 FE 95"],
    [
      "coils 0 and 2 on, the rest off",
      { ask: "write-coils", start: 0, on: [true, false, true, false, false, false, false, false] },
      "01 0F 00 00 00 08 01 05 3E 96",
    ],
    ["read 8 coils", { ask: "read-coils", start: 0, count: 8 }, "01 01 00 00 00 08 3D CC"],
    ["read 8 inputs", { ask: "read-inputs", start: 0, count: 8 }, "01 02 00 00 00 08 79 CC"],
    ["Waveshare all off", WAVESHARE_ALL_OFF, "01 05 00 FF 00 00 FD FA"],
    ["flash channel 1 on for 500 ms", flashOn(1, 5), "01 05 02 00 00 05 0C 71"],
    ["flash channel 1 on for 700 ms", flashOn(1, 7), "01 05 02 00 00 07 8D B0"],
    ["read registers 1 to 8", { ask: "read-registers", start: 1, count: 8 }, "01 03 00 01 00 08 15 CC"],
    ["register 1 gets 0100", { ask: "write-register", register: 1, value: 0x0100 }, "01 06 00 01 01 00 D9 9A"],
  ];
  for (const [name, ask, frame] of rows) {
    test(name, () => expect(encodeRtu(1, ask)).toEqual(hex(frame)));
  }

  test("a write of two registers carries its byte count", () => {
    const ask: ModbusAsk = { ask: "write-registers", start: 3, values: [4, 7] };
    expect(encodeRtu(255, ask).slice(0, -2)).toEqual(hex("FF 10 00 03 00 02 04 00 04 00 07"));
  });
});

test("the CRC leaves nothing over a whole frame and something over a spoilt one", () => {
  expect(crc16(hex("01 05 00 00 FF 00 8C 3A"))).toBe(0);
  expect(endsWithCrc16(hex("01 05 00 00 FF 00 8C 3B"))).toBe(false);
  expect(endsWithCrc16(hex("FF FF"))).toBe(false);
});

test("bits pack lowest first and come back the same", () => {
  const on = [true, false, true, false, false, false, false, false, true, false];
  expect(packBits(on)).toEqual(Uint8Array.of(0x05, 0x01));
  expect(unpackBits(packBits(on), 10)).toEqual(on);
  expect(() => unpackBits(Uint8Array.of(0), 9)).toThrow(RangeError);
});

describe("replies", () => {
  const rows: readonly [string, string, ModbusReply][] = [
    ["coil states", "01 01 05", { says: "bits", function: 1, bits: Uint8Array.of(5) }],
    ["input states", "02 01 80", { says: "bits", function: 2, bits: Uint8Array.of(0x80) }],
    ["holding registers", "03 04 00 01 01 00", { says: "registers", function: 3, values: [1, 256] }],
    ["input registers", "04 02 00 07", { says: "registers", function: 4, values: [7] }],
    ["a written coil", "05 00 00 FF 00", { says: "wrote", function: 5, at: 0, value: 0xff00 }],
    ["a written register", "06 00 01 06 03", { says: "wrote", function: 6, at: 1, value: 0x0603 }],
    ["written coils", "0F 00 00 00 08", { says: "wrote-many", function: 15, start: 0, count: 8 }],
    ["written registers", "10 00 03 00 02", { says: "wrote-many", function: 16, start: 3, count: 2 }],
    ["a refusal", "85 02", { says: "exception", function: 5, code: 2 }],
  ];
  for (const [name, pdu, reply] of rows) {
    test(`${name} are read`, () => expect(decodeReply(hex(pdu))).toEqual(reply));
  }

  test("what is no reply is not read as one", () => {
    expect(decodeReply(Uint8Array.of())).toBeUndefined();
    expect(decodeReply(hex("01 02 05"))).toBeUndefined();
    expect(replyLength(0x01, 0)).toBeUndefined();
    expect(replyLength(0x02, 251)).toBeUndefined();
    expect(replyLength(0x03, 3)).toBeUndefined();
    expect(replyLength(0x03, 0)).toBeUndefined();
    expect(replyLength(0x04, 252)).toBeUndefined();
    expect(replyLength(0x2b, 1)).toBeUndefined();
  });
});

describe("a reply belongs to a request when everything in it agrees", () => {
  const asks: readonly ModbusAsk[] = [
    { ask: "read-coils", start: 0, count: 8 },
    { ask: "read-inputs", start: 0, count: 8 },
    { ask: "read-registers", start: 1, count: 2 },
    switchCoil(1, true),
    { ask: "write-register", register: 1, value: 7 },
    coilsOff(8),
    { ask: "write-registers", start: 3, values: [4, 7] },
  ];
  const replies: readonly ModbusReply[] = [
    { says: "bits", function: 1, bits: Uint8Array.of(0) },
    { says: "bits", function: 2, bits: Uint8Array.of(0) },
    { says: "registers", function: 3, values: [0, 0] },
    { says: "wrote", function: 5, at: 0, value: 0xff00 },
    { says: "wrote", function: 6, at: 1, value: 7 },
    { says: "wrote-many", function: 15, start: 0, count: 8 },
    { says: "wrote-many", function: 16, start: 3, count: 2 },
  ];
  const others: readonly ModbusReply[] = [
    { says: "bits", function: 1, bits: Uint8Array.of(0, 0) },
    { says: "bits", function: 2, bits: Uint8Array.of(0, 0) },
    { says: "registers", function: 4, values: [0, 0] },
    { says: "registers", function: 3, values: [0] },
    { says: "wrote", function: 5, at: 1, value: 0xff00 },
    { says: "wrote", function: 5, at: 0, value: 0 },
    { says: "wrote", function: 6, at: 2, value: 7 },
    { says: "wrote", function: 6, at: 1, value: 8 },
    { says: "wrote-many", function: 15, start: 1, count: 8 },
    { says: "wrote-many", function: 15, start: 0, count: 7 },
    { says: "exception", function: 43, code: 1 },
  ];
  test("each of seven kinds knows its own answer among all", () => {
    for (const [index, ask] of asks.entries()) {
      const own = replies.map((reply) => isAnswer(ask, reply));
      expect(own).toEqual(replies.map((_, at) => at === index));
      for (const other of others) expect(isAnswer(ask, other)).toBe(false);
    }
  });

  test("an exception answers any request of its function", () => {
    expect(isAnswer(switchCoil(1, true), { says: "exception", function: 5, code: 2 })).toBe(true);
    expect(isAnswer(switchCoil(1, true), { says: "exception", function: 1, code: 2 })).toBe(false);
  });
});

describe("the RTU reply stream", () => {
  const reply = (pdu: string) => withCrc16(hex(`01 ${pdu}`));
  const frames = ["01 01 05", "02 01 00", "85 02", "05 02 00 00 05", "0F 00 00 00 08"].map(reply);

  test("keeps the laws of a decoder over 10,000 random streams", () => {
    keepsTheLaws(() => rtuReplies(1), frames, [0x01, 0x02, 0x03, 0x05, 0x85, 0x00, 0xff]);
  });

  test("frames of another address and frames with a wrong CRC are noise", () => {
    expect(
      rtuReplies(2)
        .hear(reply("01 01 05"))
        .every((item) => item.kind === "noise"),
    ).toBe(true);
    const spoilt = reply("01 01 05");
    spoilt[3] = 4;
    const stream = rtuReplies(1);
    const heard = [...stream.hear(spoilt), ...stream.silence()];
    expect(heard.every((item) => item.kind === "noise")).toBe(true);
  });
});
