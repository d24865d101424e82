import { describe, expect, test } from "vitest";
import * as mdb from "../../../../hardware/frames/mdb/cashless.ts";
import { hex, keepsTheLaws } from "../stream-laws.ts";

function machineWords(bytes: Uint8Array): unknown[] {
  return mdb
    .machineBlocks()
    .hear(bytes)
    .map((heard) => (heard.kind === "frame" ? heard.frame : heard));
}

function readerWords(bytes: Uint8Array): unknown[] {
  return mdb
    .readerBlocks()
    .hear(bytes)
    .map((heard) => (heard.kind === "frame" ? heard.frame : heard));
}

describe("a published session, machine's side", () => {
  test.each([
    ["10 10", mdb.SAY_RESET, { is: "reset" }],
    ["11 00 01 00 00 00 12", mdb.SAY_SETUP, { is: "setup" }],
    ["11 01 FF FF 00 00 10", mdb.SAY_PRICE_LIMITS, { is: "price-limits" }],
    ["12 12", mdb.SAY_POLL, { is: "poll" }],
    ["14 00 14", mdb.SAY_DISABLE, { is: "disable" }],
    ["14 01 15", mdb.SAY_ENABLE, { is: "enable" }],
    ["14 02 16", mdb.SAY_CANCEL_READER, { is: "cancel-reader" }],
    ["13 00 00 FA 00 05 12", mdb.sayRequest(250, 5), { is: "request", price: 250, item: 5 }],
    ["13 01 14", mdb.SAY_CANCEL_VEND, { is: "cancel-vend" }],
    ["13 02 00 05 1A", mdb.saySuccess(5), { is: "success", item: 5 }],
    ["13 03 16", mdb.SAY_FAILURE, { is: "failure" }],
    ["13 04 17", mdb.SAY_SESSION_COMPLETE, { is: "session-complete" }],
    ["13 05 00 FA 00 05 17", mdb.sayCashSale(250, 5), { is: "cash-sale", price: 250, item: 5 }],
  ])("%s", (text, said, word) => {
    expect(said).toEqual(hex(text));
    expect(machineWords(said)).toEqual([word]);
  });

  test("a request for the reader's identity is heard whole", () => {
    const block = mdb.withChecksum([0x17, 0x00, ...Array.from({ length: 29 }, (_, at) => at)]);
    expect(machineWords(block)).toEqual([{ is: "identify" }]);
  });
});

describe("a published session, reader's side", () => {
  test.each([
    [
      "01 01 19 78 01 02 05 00 9B",
      mdb.sayConfig(0x1978, 5),
      { is: "config", currency: 0x1978, scale: 1, decimals: 2 },
    ],
    [
      "01 01 15 78 01 02 05 00 97",
      mdb.sayConfig(0x1578, 5),
      { is: "config", currency: 0x1578, scale: 1, decimals: 2 },
    ],
    ["03 03 E8 EE", mdb.sayBeginSession(1_000), { is: "begin-session", funds: 1_000 }],
    ["03 FF FF 01", mdb.sayBeginSession(mdb.FUNDS_UNKNOWN), { is: "begin-session", funds: 0xffff }],
    ["04 04", mdb.SAY_CANCEL_SESSION, { is: "cancel-session" }],
    ["05 00 FA FF", mdb.sayApproved(250), { is: "approved", price: 250 }],
    ["06 06", mdb.SAY_DENIED, { is: "denied" }],
    ["07 07", mdb.SAY_END_SESSION, { is: "end-session" }],
    ["08 08", mdb.SAY_CANCELLED, { is: "cancelled" }],
    ["0A 30 3A", mdb.withChecksum([0x0a, 0x30]), { is: "malfunction", code: 0x30 }],
    ["0B 0B", mdb.SAY_OUT_OF_SEQUENCE, { is: "out-of-sequence" }],
  ])("%s", (text, said, word) => {
    expect(said).toEqual(hex(text));
    expect(readerWords(said)).toEqual([word]);
  });
});

describe("one whole answer of a reader", () => {
  test.each([
    ["00", { is: "ack" }],
    ["FF", { is: "nak" }],
    ["00 00", { is: "just-reset" }],
    ["05 00 FA FF", { is: "approved", price: 250 }],
    ["06 06", { is: "denied" }],
    ["03 03 E8 EE", { is: "begin-session", funds: 1_000 }],
    ["03 03 E8 01 02 03 04 00 00 00 F8", { is: "begin-session", funds: 1_000 }],
    ["02 32 48 69 E5", { is: "other" }],
    ["06 00 06", { is: "other" }],
  ])("%s", (text, answer) => {
    expect(mdb.readAnswer(hex(text))).toEqual(answer);
  });

  test.each(["", "01", "05 00 FA FE", "00 01 01", "00 00 00"])("%s is none", (text) => {
    expect(mdb.readAnswer(text === "" ? new Uint8Array(0) : hex(text))).toBeUndefined();
  });

  test("a block longer than the standard allows is none", () => {
    expect(mdb.readAnswer(mdb.withChecksum(Array.from({ length: 40 }, () => 9)))).toBeUndefined();
  });

  test("the limits of a machine's prices", () => {
    expect(mdb.sayPriceLimits(0xffff, 0)).toEqual(mdb.SAY_PRICE_LIMITS);
    expect(mdb.sayPriceLimits(4_500, 500)).toEqual(hex("11 01 11 94 01 F4 AC"));
  });
});

test("a wrong checksum and an unknown command are noise", () => {
  for (const text of ["13 02 00 05 1B", "15 00 15", "13 06 19"]) {
    const decoder = mdb.machineBlocks();
    const heard = [...decoder.hear(hex(text)), ...decoder.silence()];
    expect(heard.every((item) => item.kind === "noise")).toBe(true);
  }
});

test("both decoders keep the laws over 10,000 random streams", () => {
  keepsTheLaws(
    mdb.machineBlocks,
    [mdb.sayRequest(250, 5), mdb.saySuccess(5), mdb.SAY_RESET],
    [0x10, 0x13, 0x00, 0x05],
  );
  keepsTheLaws(mdb.readerBlocks, [mdb.sayApproved(250), mdb.SAY_DENIED], [0x01, 0x03, 0x05, 0x06, 0x00]);
}, 60_000);
