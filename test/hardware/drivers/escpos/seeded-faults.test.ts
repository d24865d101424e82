import { expect, test } from "vitest";
import { type PrinterFault, seededRandom } from "../../../../simulator/devices/printer/faults.ts";
import { LINE_FAULTS, type LineFault } from "../../../../simulator/devices/simulations/faults.ts";
import { benchPrinter, type PrinterBench, RECEIPT, sampleLogo } from "./printer-bench.ts";

/** MYNTFRI_SEEDS lengthens it. */
const RUNS = Number(process.env["MYNTFRI_SEEDS"] ?? 300);
const LONG_RUN_MS = 3_600_000;
const LINE: readonly LineFault[] = LINE_FAULTS.filter((fault) => fault !== "unplug");
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
    { is: "drawer-jam" },
    { is: "late-answers", ms: Math.floor(random() * 3_000) },
    { is: "slow", mmPerSecond: 4 + Math.floor(random() * 60) },
  ];
  return all.filter(() => random() < 0.25);
}

/** Each third life has a line that misbehaves as well. */
function troubleLine(random: () => number, { spoilt }: PrinterBench): void {
  if (random() >= 1 / 3) return;
  const fault = LINE[Math.floor(random() * LINE.length)];
  if (fault !== undefined) spoilt.begin(fault);
}

test(
  "whatever goes wrong, a receipt is called printed only when it is whole on paper, and unprinted only when it is not there",
  async () => {
    let printed = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seededRandom(seed);
      const profile = PROFILES[seed % PROFILES.length] ?? "epson-80";
      const bench = await benchPrinter({ profile });
      const { print, emulator, texts, printer, settle } = bench;
      for (const fault of someFaults(random, emulator.workedBytes, seed)) emulator.take(fault);
      for (const id of ["first", "second"]) {
        bench.spoilt.heal();
        troubleLine(random, bench);
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

const LOGO = sampleLogo();
const LOGO_ROWS = new Uint8Array(Buffer.from(LOGO.rows, "base64"));
/** Columns of 24 dots: a Star's picture is as tall as its bands. */
const paddedRows = (rows: Uint8Array): Uint8Array => rows.subarray(0, LOGO_ROWS.length);

/** Fires the drawer once, and holds what is said of it against the drawer itself. */
async function fireDrawer({ printer, settle, emulator }: PrinterBench, what: string): Promise<string> {
  const before = { kicks: emulator.drawerKicks, open: emulator.condition.drawerOpen };
  const outcome = await settle(printer.kickDrawer());
  const kicks = emulator.drawerKicks - before.kicks;
  const said = `${what}, drawer ${outcome}`;
  expect(kicks, said).toBeLessThanOrEqual(1);
  if (outcome === "opened") expect([kicks, emulator.condition.drawerOpen], said).toEqual([1, true]);
  if (outcome === "stuck" || outcome === "fired") expect(kicks, said).toBe(1);
  if (outcome === "refused" || outcome === "was-open") expect(kicks, said).toBe(0);
  if (outcome === "was-open") expect(before.open, said).toBe(true);
  return outcome;
}

test(
  "whatever goes wrong, no drawer is called open that is not, none is fired twice, and no logo is printed in part and called printed",
  async () => {
    let opened = 0;
    let kept = 0;
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seededRandom(seed ^ 0x5eed);
      const profile = PROFILES[seed % PROFILES.length] ?? "epson-80";
      const early = someFaults(random, 0, seed);
      const openIs = random() < 0.5 ? "high" : "low";
      const made = await benchPrinter({
        profile,
        logo: LOGO,
        drawer: { openIs },
        drawerOpenIs: openIs,
        // Half of the lives are disturbed while the logo is brought, half of them later.
        faults: seed % 2 === 0 ? early : [],
      });
      const { emulator, print, printer, settle, ticker, cable } = made;
      await ticker.advance(4_000);
      if (seed % 2 === 1) for (const fault of someFaults(random, emulator.workedBytes, seed)) emulator.take(fault);
      const what = `seed ${seed}`;
      for (const id of ["first", "second"]) {
        if ((await fireDrawer(made, what)) === "opened") opened++;
        const from = emulator.receipts.length;
        const outcome = await print({ id, parts: RECEIPT.parts.toSpliced(-1, 0, { part: "text", text: id }) });
        if (outcome.is === "printed") {
          const images = emulator.receipts
            .slice(from)
            .filter(({ lines }) => lines.some((line) => line.shows === "text" && line.text.includes(id)))
            .flatMap(({ lines }) => lines.filter((line) => line.shows === "image").slice(0, 1));
          expect(
            images.map(({ image }) => Buffer.from(paddedRows(image)).toString("hex")),
            what,
          ).toEqual([Buffer.from(LOGO_ROWS).toString("hex")]);
        }
        emulator.becomes({ drawerOpen: false, coverOpen: false, paper: "enough" });
        cable.plug();
        await ticker.advance(3_000);
      }
      if (emulator.pictures.keys.length === 2) kept++;
      expect(emulator.pictures.writes, what).toBeLessThanOrEqual(4);
      await settle(printer.stop());
    }
    expect(opened).toBeGreaterThan(RUNS / 10);
    expect(kept).toBeGreaterThan(RUNS / 10);
  },
  LONG_RUN_MS,
);
