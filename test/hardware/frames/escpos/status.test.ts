import { describe, expect, test } from "vitest";
import {
  ALL_WELL,
  isPaperInTurn,
  paperInTurn,
  provenId,
  readPushed,
  readStatus,
  saysBuffersDropped,
} from "../../../../hardware/frames/escpos/status.ts";

describe("what a printer's status means", () => {
  test.each([
    [1, 0x12, {}],
    [1, 0x16, { drawerSwitchHigh: true }],
    [1, 0x1a, { offline: true }],
    [2, 0x16, { coverOpen: true }],
    [2, 0x32, { paper: "out" }],
    [3, 0x16, { recoverableFault: true }],
    [3, 0x1a, { cutterStuck: true }],
    [3, 0x32, { unrecoverableFault: true }],
    [3, 0x52, { selfClearingFault: true }],
    [4, 0x1e, { paper: "near-end" }],
    [4, 0x7e, { paper: "out" }],
  ] as const)("answer %i of %i", (n, byte, means) => {
    expect(readStatus(n, byte, ALL_WELL)).toEqual({ ...ALL_WELL, ...means });
  });

  test("an answer about the cover leaves what is known of the paper", () => {
    const nearEnd = { ...ALL_WELL, paper: "near-end" } as const;
    expect(readStatus(2, 0x16, nearEnd)).toEqual({ ...nearEnd, coverOpen: true });
  });

  test.each([
    [[0x10, 0, 0, 0x0f], {}],
    [[0x14, 0, 0, 0], { drawerSwitchHigh: true }],
    [[0x18, 0, 0x0f, 0], { offline: true, paper: "out" }],
    [[0x38, 0, 0x03, 0], { offline: true, coverOpen: true, paper: "near-end" }],
    [[0x18, 0x08, 0, 0], { offline: true, cutterStuck: true }],
    [
      [0x18, 0x64, 0, 0],
      { offline: true, unrecoverableFault: true, selfClearingFault: true, recoverableFault: true },
    ],
  ] as const)("pushed %j", (bytes, means) => {
    expect(readPushed(bytes)).toEqual({ ...ALL_WELL, ...means });
  });

  test("a proof carries the id it was asked with, and nothing else is one", () => {
    const proof = Uint8Array.from([0x22, 0x30, 0x30, 0x34, 0x32]);
    expect(provenId(0x37, proof)).toBe("0042");
    expect(provenId(0x5f, proof)).toBeNull();
    expect(provenId(0x37, proof.subarray(1))).toBeNull();
    expect(provenId(0x37, Uint8Array.from([0x23, 0x30, 0x30, 0x34, 0x32]))).toBeNull();
  });

  test("dropped buffers are said in one way only", () => {
    expect(saysBuffersDropped(0x37, Uint8Array.of(0x25))).toBe(true);
    expect(saysBuffersDropped(0x37, Uint8Array.of(0x22))).toBe(false);
    expect(saysBuffersDropped(0x37, Uint8Array.of(0x25, 0x25))).toBe(false);
    expect(saysBuffersDropped(0x3b, Uint8Array.of(0x25))).toBe(false);
  });

  test("an answer in turn is believed only where both sensors of a pair agree and there is paper", () => {
    const believed = Array.from({ length: 256 }, (_, byte) => byte).filter(isPaperInTurn);
    expect(believed.every((byte) => [0, 3].includes(byte & 0x0f))).toBe(true);
    expect(believed).toContain(0x00);
    expect(believed).toContain(0x03);
    expect(paperInTurn(0x03)).toBe("near-end");
    expect(paperInTurn(0x0f)).toBe("out");
    expect(paperInTurn(0x00)).toBe("enough");
  });
});
