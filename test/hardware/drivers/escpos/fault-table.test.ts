import { describe, expect, test } from "vitest";
import type { PrintOutcome } from "../../../../hardware/contract.ts";
import type { PrinterFault } from "../../../../simulator/devices/printer/faults.ts";
import { MODELS } from "../../../../simulator/devices/printer/models.ts";
import type { LineFault } from "../../../../simulator/devices/simulations/faults.ts";
import { benchPrinter, type PrinterBench, RECEIPT } from "./printer-bench.ts";

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

const NOTHING = all("failed, nothing on paper");

/** What the line does, from just before the receipt on. */
const LINE: readonly (readonly [fault: LineFault, came: Readonly<Record<Profile, Came>>])[] = [
  ["silence", NOTHING],
  ["late", NOTHING],
  ["half", NOTHING],
  [
    "noise",
    // What is not hidden by rubbish is believed only where chance could not have said it.
    {
      ...all("unconfirmed"),
      "epson-80": "printed",
      "star-line-80": "printed",
      "generic-58": "failed, perhaps on paper",
    },
  ],
  [
    "echo",
    // Our own bytes come back as a printer that has stopped; where the printer tells more than a byte they do not.
    {
      "epson-80": "unconfirmed",
      "citizen-80": "unconfirmed",
      "generic-80": "failed, perhaps on paper",
      "generic-58": "failed, perhaps on paper",
      "star-line-80": "printed",
      "output-only-58": "unconfirmed",
    },
  ],
  ["checksum", NOTHING],
  ["flood", { ...NOTHING, "star-line-80": "unconfirmed" }],
  ["slow", all("printed")],
  // A status of one byte comes twice: the second belongs to no question, and no proof is taken from such a line.
  ["doubled", all("unconfirmed")],
  ["split", all("printed")],
  ["stall", NOTHING],
];

describe.each(PROFILES)("%s on a line with", (profile) => {
  test.each(LINE)("%s", async (fault, came) => {
    const bench = await benchPrinter({ profile, baudRate: 9_600 });
    bench.spoilt.begin(fault);
    const said = wordFor(await bench.print(RECEIPT));
    expect(said).toBe(came[profile]);
    if (said === "printed") expect(whole(bench)).toBe(1);
    if (said === "failed, nothing on paper") expect(bench.texts()).toEqual([]);
    // A fault that goes away leaves nothing behind: the next receipt is printed as ever.
    bench.spoilt.heal();
    await bench.ticker.advance(20_000);
    const before = whole(bench);
    const again = wordFor(await bench.print({ ...RECEIPT, id: "receipt-2" }));
    expect([fault, profile, again]).toEqual([
      fault,
      profile,
      profile === "output-only-58" ? "unconfirmed" : "printed",
    ]);
    expect(whole(bench)).toBe(before + 1);
  });
});

test.each(PROFILES)(
  "%s with a buffer smaller than the receipt, and nothing that holds the sender back: never printed",
  async (profile) => {
    const made = MODELS[profile];
    if (made === undefined) throw new Error(`no emulated ${profile}`);
    const model = { ...made, bufferBytes: 45 };
    const bench = await benchPrinter({ profile, model, baudRate: 115_200 });
    const outcome = await bench.print(RECEIPT);
    expect(outcome.is).toBe("unconfirmed");
    expect(whole(bench)).toBe(0);
    expect(bench.emulator.lostBytes).toBeGreaterThan(0);
  },
);

function whole(bench: PrinterBench): number {
  return bench.texts().filter((text) => text.includes("Takk for besøket")).length;
}

function wordFor(outcome: PrintOutcome): Came {
  if (outcome.is !== "failed") return outcome.is;
  return `failed, ${outcome.nothingPrinted ? "nothing" : "perhaps"} on paper`;
}

describe.each(PROFILES)("%s", (profile) => {
  test.each(TABLE)("%s", async (_fault, take, came) => {
    const bench = await benchPrinter({ profile, baudRate: 9_600 });
    const fault = take(bench.emulator.workedBytes);
    if (fault !== null) bench.emulator.take(fault);
    const outcome = await bench.print(RECEIPT);
    expect(wordFor(outcome)).toBe(came[profile]);
    if (outcome.is === "printed") expect(whole(bench)).toBe(1);
    if (outcome.is === "failed" && outcome.nothingPrinted) expect(bench.texts()).toEqual([]);
    if (outcome.is !== "printed") expect(outcome.what).toMatch(/^[A-Z].*\.$/);
  });
});
