import { expect, test } from "vitest";
import { benchPrinter, RECEIPT } from "./printer-bench.ts";

test("a printer near the end of its roll says how much came out since, until there is a new one", async () => {
  const { printer, print, emulator, ticker } = await benchPrinter({ profile: "epson-80" });
  expect(await print(RECEIPT)).toEqual({ is: "printed" });
  emulator.becomes({ paper: "near-end" });
  await ticker.advance(3_000);
  const warned = "The paper is nearly used up: have a new roll at hand.";
  expect(printer.condition()).toEqual({ state: "degraded", what: warned, trouble: "paper-low" });
  await print({ ...RECEIPT, id: "2" });
  expect(printer.condition().what).toBe(
    `${warned} 1 receipt, about 0.1 m, came out since the roll's end was first seen.`,
  );
  for (const id of ["3", "4", "5"]) await print({ ...RECEIPT, id });
  expect(printer.condition().what).toContain("4 receipts, about 0.4 m");
  emulator.becomes({ paper: "out" });
  await ticker.advance(3_000);
  expect(printer.condition()).toMatchObject({ state: "fault", what: expect.stringContaining("4 receipts") });
  emulator.becomes({ paper: "enough" });
  await ticker.advance(3_000);
  expect(printer.condition()).toEqual({ state: "ready", what: "Ready." });
  emulator.becomes({ paper: "near-end" });
  await ticker.advance(3_000);
  expect(printer.condition().what).toBe(warned);
});
