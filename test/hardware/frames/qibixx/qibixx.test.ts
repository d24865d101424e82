import { describe, expect, test } from "vitest";
import {
  amountText,
  approveOrder,
  currencyOrder,
  encodeQibixx,
  isSpoiltQibixx,
  qibixxLines,
  readQibixx,
  requestOrder,
} from "../../../../hardware/frames/qibixx/qibixx.ts";
import { keepsTheLaws } from "../stream-laws.ts";

const line = (text: string) => new TextEncoder().encode(text);

describe("what the adapter says as a reader", () => {
  test.each([
    ["v,4.0.2.0,abc", { word: "version", version: "4.0.2.0,abc" }],
    ["c,STATUS,INACTIVE", { word: "state", state: "inactive" }],
    ["c,STATUS,DISABLED", { word: "state", state: "disabled" }],
    ["c,STATUS,ENABLED", { word: "state", state: "enabled" }],
    ["c,STATUS,IDLE", { word: "state", state: "idle" }],
    ["c,STATUS,IDLE,10.00", { word: "state", state: "idle" }],
    ["c,STATUS,OFF", { word: "state", state: "off" }],
    ["c,STATUS,VEND,1.00,2", { word: "request", priceMinor: 100, item: 2 }],
    ["c,STATUS,VEND,99.20,18", { word: "request", priceMinor: 9_920, item: 18 }],
    ["c,STATUS,VEND,1.15,2", { word: "request", priceMinor: 115, item: 2 }],
    ["c,STATUS,VEND,10,101", { word: "request", priceMinor: 1_000, item: 101 }],
    ["c,VEND,SUCCESS", { word: "success" }],
    ["c,ERR,VEND 3", { word: "failure" }],
    ['c,ERR,"VEND 3"', { word: "failure" }],
    ['c,ERR,"cashless is on"', { word: "error", what: '"cashless is on"' }],
  ])("%s", (text, word) => {
    expect(readQibixx(text)).toEqual(word);
  });

  test.each([
    "c,STATUS,VEND,1.005,2",
    "c,STATUS,VEND,-1.00,2",
    "c,STATUS,VEND,1.00",
    "c,STATUS,WHAT",
    "d,STATUS,WHAT",
    "",
  ])("%s means nothing", (text) => {
    expect(readQibixx(text)).toBeUndefined();
  });
});

describe("a line that says nothing of a sale", () => {
  test.each(["c,ERR,GENERIC", "m,RESET", "x,NOTE,anything at all", "c,STATUS,IDLE", "v,4.0.2.0"])(
    "%s is the adapter's all the same",
    (text) => {
      expect(isSpoiltQibixx(text)).toBe(false);
    },
  );

  test.each(["c(STATUS,ENABLED", "c,STATUS,ENABLDD", "d,STATUS,WHAT", "c,VEND,S", "TATUS,IDLE", "c,"])(
    "%s is spoilt",
    (text) => {
      expect(isSpoiltQibixx(text)).toBe(true);
    },
  );
});

describe("what the adapter says as a machine", () => {
  test.each([
    ["d,STATUS,INIT,1", { word: "reader", state: "init" }],
    ["d,STATUS,OFF", { word: "reader", state: "off" }],
    ["d,STATUS,RESET", { word: "reader", state: "off" }],
    ["d,STATUS,IDLE", { word: "reader", state: "idle" }],
    ["d,STATUS,VEND", { word: "reader", state: "vend" }],
    ["d,STATUS,CREDIT,4.00,-1", { word: "reader", state: "credit" }],
    ["d,STATUS,RESULT,1,1.00", { word: "paid", amountMinor: 100 }],
    ["d,STATUS,RESULT,-1", { word: "not-paid" }],
    ['d,ERR,"-1"', { word: "reader-error", what: '"-1"' }],
  ])("%s", (text, word) => {
    expect(readQibixx(text)).toEqual(word);
  });
});

test("orders are written as published", () => {
  expect(approveOrder(100)).toBe("C,VEND,1.00");
  expect(requestOrder(2_505, 5)).toBe("D,REQ,25.05,5");
  expect(currencyOrder(578)).toBe("C,SETCONF,mdb-currency-code=0x1578");
  expect(amountText(7)).toBe("0.07");
  expect(encodeQibixx("C,1")).toEqual(line("C,1\r\n"));
});

describe("lines", () => {
  test("end with either sign or both; what is not text is noise", () => {
    const decoder = qibixxLines();
    const heard = decoder.hear(line("a\r\nb\nc\rd\n\n\x00e\x01"));
    expect(heard.map((item) => (item.kind === "frame" ? item.frame : item.byte))).toEqual([
      "a",
      "b",
      "c",
      "d",
      10,
      0,
      101,
      1,
    ]);
  });

  test("keep the laws of a decoder over 10,000 random streams", () => {
    keepsTheLaws(
      qibixxLines,
      [line("c,STATUS,VEND,1.00,2\r\n"), line("c,VEND,SUCCESS\n")],
      [0x63, 0x2c, 0x0d, 0x0a, 0x30],
    );
  }, 60_000);
});
