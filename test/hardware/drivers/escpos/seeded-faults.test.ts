import { expect, test } from "vitest";
import { type PrinterFault, seededRandom } from "../../../../simulator/devices/printer/faults.ts";
import { benchPrinter, RECEIPT } from "./printer-bench.ts";

/** MYNTFRI_SEEDS lengthens it. */
const RUNS = Number(process.env["MYNTFRI_SEEDS"] ?? 300);
const LONG_RUN_MS = 1_200_000;
const PROFILES = ["epson-80", "citizen-80", "generic-58", "star-line-80"] as const;

function someFaults(random: () => number, from: number, seed: number): PrinterFault[] {
  const byte = from + Math.floor(random() * 700);
  const all: PrinterFault[] = [
    { is: "noise", seed },
    { is: "paper-out-at", byte },
    { is: "cover-open-at", byte },
    { is: "power-loss-at", byte },
    { is: "unplug-at", byte },
    { is: "silence-at", byte },
    { is: "no-proof" },
    { is: "half-answers" },
    { is: "cutter-jam" },
    { is: "late-answers", ms: Math.floor(random() * 3_000) },
    { is: "slow", mmPerSecond: 4 + Math.floor(random() * 60) },
  ];
  return all.filter(() => random() < 0.25);
}

test(
  "whatever goes wrong, a receipt is called printed only when it is whole on paper, and unprinted only when it is not there",
  async () => {
    let printed = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seededRandom(seed);
      const profile = PROFILES[seed % PROFILES.length] ?? "epson-80";
      const { print, emulator, texts, printer, settle } = await benchPrinter({ profile });
      for (const fault of someFaults(random, emulator.workedBytes, seed)) emulator.take(fault);
      for (const id of ["first", "second"]) {
        const mark = `Nr ${id}`;
        const parts = RECEIPT.parts.toSpliced(-1, 0, { part: "text", text: mark });
        const outcome = await print({ id, parts });
        const onPaper = texts().filter((text) => text.includes("Ærlig") && text.includes(mark)).length;
        const what = `seed ${seed}, ${id}: ${JSON.stringify(outcome)}`;
        if (outcome.is === "printed") expect(onPaper, what).toBe(1);
        if (outcome.is === "failed" && outcome.nothingPrinted) expect(onPaper, what).toBe(0);
        if (outcome.is === "printed") printed++;
      }
      await settle(printer.stop());
    }
    expect(printed).toBeGreaterThan(RUNS / 10);
  },
  LONG_RUN_MS,
);
