import { describe, expect, test } from "vitest";
import type { PrinterFault } from "../../../../simulator/devices/printer/faults.ts";
import { benchPrinter, RECEIPT } from "./printer-bench.ts";

/** What came of the receipt: an outcome, and for a failure whether anything may be on paper. */
type Came = "printed" | "unconfirmed" | "failed, nothing on paper" | "failed, perhaps on paper";

const PROFILES = ["epson-80", "citizen-80", "generic-80", "generic-58", "star-line-80", "output-only-58"] as const;
type Profile = (typeof PROFILES)[number];
type Row = readonly [
  fault: string,
  take: (worked: number) => PrinterFault | null,
  came: Readonly<Record<Profile, Came>>,
];

const all = (came: Came): Record<Profile, Came> => ({
  "epson-80": came,
  "citizen-80": came,
  "generic-80": came,
  "generic-58": came,
  "star-line-80": came,
  "output-only-58": "unconfirmed",
});

/** Bytes into the receipt at which the middle is: after the first lines, before the QR code. */
const MIDDLE = 200;

const TABLE: readonly Row[] = [
  ["nothing wrong", () => null, all("printed")],
  ["paper out in the middle", (at) => ({ is: "paper-out-at", byte: at + MIDDLE }), all("failed, perhaps on paper")],
  ["paper out at the third line", () => ({ is: "paper-out-at-line", line: 3 }), all("failed, perhaps on paper")],
  [
    "cover opened in the middle",
    (at) => ({ is: "cover-open-at", byte: at + MIDDLE }),
    all("failed, perhaps on paper"),
  ],
  [
    "knife stuck at the cut",
    () => ({ is: "cutter-jam" }),
    { ...all("failed, perhaps on paper"), "generic-58": "printed", "output-only-58": "unconfirmed" },
  ],
  [
    "a fault that only power clears",
    (at) => ({ is: "unrecoverable-at", byte: at + MIDDLE }),
    all("failed, perhaps on paper"),
  ],
  ["a head too hot to go on", (at) => ({ is: "head-hot-at", byte: at + MIDDLE }), all("unconfirmed")],
  ["power lost in the middle", (at) => ({ is: "power-loss-at", byte: at + MIDDLE }), all("unconfirmed")],
  ["silence from the middle on", (at) => ({ is: "silence-at", byte: at + MIDDLE }), all("unconfirmed")],
  [
    "cable pulled in the middle",
    (at) => ({ is: "unplug-at", byte: at + MIDDLE }),
    { ...all("failed, perhaps on paper"), "output-only-58": "failed, perhaps on paper" },
  ],
  ["proof withheld", () => ({ is: "no-proof" }), all("unconfirmed")],
  [
    "answers cut in half",
    () => ({ is: "half-answers" }),
    // A Star printer's status is all it ever says: half of it is silence.
    { ...all("printed"), "epson-80": "unconfirmed", "star-line-80": "failed, nothing on paper" },
  ],
  ["paper slower than any printer", () => ({ is: "slow", mmPerSecond: 4 }), all("unconfirmed")],
];

describe.each(PROFILES)("%s", (profile) => {
  test.each(TABLE)("%s", async (_fault, take, came) => {
    const bench = await benchPrinter({ profile, baudRate: 9_600 });
    const fault = take(bench.emulator.workedBytes);
    if (fault !== null) bench.emulator.take(fault);
    const outcome = await bench.print(RECEIPT);
    const whole = bench.texts().filter((text) => text.includes("Takk for besøket")).length;
    expect(
      outcome.is === "failed" ? `failed, ${outcome.nothingPrinted ? "nothing" : "perhaps"} on paper` : outcome.is,
    ).toBe(came[profile]);
    if (outcome.is === "printed") expect(whole).toBe(1);
    if (outcome.is === "failed" && outcome.nothingPrinted) expect(bench.texts()).toEqual([]);
    if (outcome.is !== "printed") expect(outcome.what).toMatch(/^[A-Z].*\.$/);
  });
});
