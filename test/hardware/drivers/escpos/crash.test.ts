import { describe, expect, test } from "vitest";
import type { PrintOutcome, Slip } from "../../../../hardware/contract.ts";
import { createEscposPrinter } from "../../../../hardware/drivers/escpos/escpos-printer.ts";
import { createMemoryCable } from "../../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { bytesPerSecond, pacePort } from "../../../../simulator/devices/paced-port.ts";
import { seededRandom } from "../../../../simulator/devices/printer/faults.ts";
import { paperText } from "../../../../simulator/devices/printer/paper.ts";
import { createPrinterEmulator } from "../../../../simulator/devices/printer/printer-emulator.ts";
import { RECEIPT } from "./printer-bench.ts";

const SEEDS = 60;
const BAUD = 38_400;

/** A printer that stays while programs come and go. */
class Counter {
  readonly ticker = new ManualTicker();
  readonly emulator;
  readonly #profile: string;

  constructor(profile: string) {
    this.#profile = profile;
    this.emulator = createPrinterEmulator({ model: profile, ticker: this.ticker });
  }

  /** One run of the program: a new driver on a new line. With `diesAtByte` the line is cut there, in mid receipt. */
  async run(slip: Slip, diesAtByte?: number): Promise<PrintOutcome> {
    const { ticker, emulator } = this;
    const cable = createMemoryCable({
      ticker,
      device: (far) => emulator.plug(pacePort(far, { bytesPerSecond: bytesPerSecond(BAUD), ticker })),
    });
    const printer = createEscposPrinter({
      spec: {
        id: "till",
        kind: "printer",
        driver: "escpos",
        profile: this.#profile,
        line: { kind: "serial", path: "/dev/none", baudRate: BAUD },
      },
      opener: cable.opener,
      ticker,
    });
    await ticker.advance(5_000);
    if (diesAtByte !== undefined) emulator.take({ is: "unplug-at", byte: emulator.workedBytes + diesAtByte });
    let outcome: PrintOutcome | undefined;
    void printer.print(slip).then((came) => {
      outcome = came;
    });
    for (let ms = 0; outcome === undefined && ms < 120_000; ms += 50) await ticker.advance(50);
    emulator.heal();
    const stopped = printer.stop();
    cable.unplug();
    await ticker.advance(2_000);
    await stopped;
    if (outcome === undefined) throw new Error("nothing came of it");
    return outcome;
  }

  texts(): string[] {
    return this.emulator.receipts.map((receipt) => paperText(receipt.lines));
  }
}

const COPY: Slip = {
  id: "receipt-1-copy",
  mayFollowFragment: true,
  parts: [{ part: "text", text: "KOPI", align: "centre", bold: true, size: 2 }, ...RECEIPT.parts],
};

/** What the copy looks like on a printer nobody ever disturbed, and how many bytes the receipt is worked off in. */
async function clean(profile: string): Promise<{ readonly copy: string; readonly bytes: number }> {
  const counter = new Counter(profile);
  const before = counter.emulator.workedBytes;
  await counter.run(RECEIPT);
  const bytes = counter.emulator.workedBytes - before;
  expect(await counter.run({ id: COPY.id, parts: COPY.parts })).toEqual({ is: "printed" });
  return { copy: counter.texts().at(-1) ?? "", bytes };
}

describe.each(["epson-80", "generic-80", "generic-58", "star-line-80"])("%s", (profile) => {
  test("a program that dies at any byte of a receipt leaves a struck-out piece, and the next one prints a whole copy", async () => {
    const { copy, bytes } = await clean(profile);
    let pieces = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const at = Math.floor(seededRandom(seed)() * bytes);
      const counter = new Counter(profile);
      const first = await counter.run(RECEIPT, at);
      const what = `seed ${seed}, cut at ${at} of ${bytes}`;
      const whole = counter.texts().length;
      expect(await counter.run(COPY), what).toEqual({ is: "printed" });
      const texts = counter.texts();
      expect(texts.at(-1), what).toBe(copy);
      // Whatever else lies there is the original, whole, or a piece that says it is none.
      for (const text of texts.slice(whole, -1)) {
        expect(text, what).toMatch(/\/{30}/);
        pieces++;
      }
      if (first.is === "failed" && first.nothingPrinted) expect(whole, what).toBe(0);
    }
    expect(pieces).toBeGreaterThan(SEEDS / 2);
  });

  test("without the hint the piece would hang on the copy: the comparison can fail", async () => {
    const { copy } = await clean(profile);
    let glued = 0;
    for (let at = 100; at < 200; at += 10) {
      const counter = new Counter(profile);
      await counter.run(RECEIPT, at);
      await counter.run({ id: COPY.id, parts: COPY.parts });
      if (counter.texts().at(-1) !== copy) glued++;
    }
    expect(glued).toBeGreaterThan(0);
  });
});

test("a hint is not heeded by a driver that has printed since: no blank piece is cut off", async () => {
  const counter = new Counter("epson-80");
  await counter.run(COPY);
  const pieces = counter.texts().length;
  const { emulator, ticker } = counter;
  const cable = createMemoryCable({ ticker, device: emulator.plug });
  const printer = createEscposPrinter({
    spec: {
      id: "till",
      kind: "printer",
      driver: "escpos",
      profile: "epson-80",
      line: { kind: "tcp", host: "printer.example", port: 9100 },
    },
    opener: cable.opener,
    ticker,
  });
  await ticker.advance(3_000);
  const both = Promise.all([printer.print(RECEIPT), printer.print(COPY)]);
  await ticker.advance(30_000);
  expect(await both).toEqual([{ is: "printed" }, { is: "printed" }]);
  expect(counter.texts()).toHaveLength(pieces + 2);
});
