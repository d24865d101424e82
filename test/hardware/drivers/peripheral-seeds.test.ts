import { expect, test } from "vitest";
import { readScan } from "../../../electron/core/scanned-code.ts";
import { createCustomerDisplay } from "../../../hardware/drivers/display/customer-display.ts";
import { createPresenceSensor } from "../../../hardware/drivers/presence/presence-sensor.ts";
import { createSerialScanner } from "../../../hardware/drivers/scanner/serial-scanner.ts";
import { createMemoryCable, type FarEnd } from "../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { DisplayEmulator } from "../../../simulator/devices/peripherals/display-emulator.ts";
import { PresenceEmulator } from "../../../simulator/devices/peripherals/presence-emulator.ts";
import { ScannerEmulator } from "../../../simulator/devices/peripherals/scanner-emulator.ts";
import { seededRandom } from "../../../simulator/devices/printer/faults.ts";
import type { LineFault } from "../../../simulator/devices/simulations/faults.ts";
import { SpoiltLine } from "../../../simulator/devices/simulations/spoilt-line.ts";

const asked = Number(process.env["MYNTFRI_SEEDS"]);
const livesOf = (usual: number): number => (asked > 0 ? asked : usual);
const LINE = { kind: "serial", path: "/dev/none", baudRate: 9_600 } as const;
const GOODS = ["7038010009457", "5701234567899", "96385074"];

type Cable = ReturnType<typeof createMemoryCable>;

function one<T>(random: () => number, among: readonly T[]): T {
  const found = among[Math.floor(random() * among.length)];
  if (found === undefined) throw new Error("nothing to choose among");
  return found;
}

/** Something happens to the line: a fault more, all of them gone, the plug out, the plug in. */
function trouble(random: () => number, spoilt: SpoiltLine, cable: Cable, faults: readonly LineFault[]): void {
  const chance = random();
  if (chance < 0.3) spoilt.begin(one(random, faults));
  else if (chance < 0.5) spoilt.heal();
  else if (chance < 0.6) cable.unplug();
  else if (chance < 0.8) cable.plug();
}

async function scannerLife(seed: number): Promise<void> {
  const random = seededRandom(seed);
  const ticker = new ManualTicker();
  const ending = one(random, ["cr", "lf", "cr-lf", "stx-etx", "none"] as const);
  const emulated = new ScannerEmulator({ ending, saysKind: true });
  const spoilt = new SpoiltLine(ticker);
  const cable = createMemoryCable({ ticker, device: spoilt.wrap(emulated.device) });
  const scans: string[] = [];
  const scanner = createSerialScanner({
    spec: { id: "gun", kind: "scanner", driver: "serial", line: LINE, ending },
    opener: cable.opener,
    ticker,
    onScan: (text) => scans.push(text),
  });
  for (let turn = 0; turn < 12; turn++) {
    trouble(random, spoilt, cable, [
      "silence",
      "late",
      "half",
      "noise",
      "echo",
      "checksum",
      "flood",
      "slow",
      "doubled",
      "split",
      "stall",
    ]);
    const text = one(random, GOODS);
    const chance = random();
    if (chance < 0.15) emulated.scanInterrupted(text, Math.floor(random() * 18));
    else if (chance < 0.3) emulated.scanGarbled(text);
    else emulated.scan(text);
    await ticker.advance(Math.floor(random() * 3_000));
  }
  const numbers = scans.map(readScan).flatMap((read) => (read.is === "number" ? [read.number] : []));
  expect(
    numbers.filter((number) => !GOODS.includes(number)),
    `seed ${seed} ${ending}`,
  ).toEqual([]);
  expect(numbers.length, `seed ${seed}`).toBeLessThanOrEqual(emulated.scans);
  spoilt.heal();
  cable.plug();
  await ticker.advance(60_000);
  scans.length = 0;
  emulated.scan("7038010009457");
  await ticker.advance(2_000);
  expect(scans, `seed ${seed} ${ending}`).toEqual(["]E07038010009457"]);
  expect(scanner.condition().state).toBe("ready");
  expect(emulated.violations - (spoilt.faults.includes("echo") ? 1 : 0)).toBe(0);
  await stopped(ticker, scanner.stop());
}

async function displayLife(seed: number): Promise<void> {
  const random = seededRandom(seed);
  const ticker = new ManualTicker();
  const language = one(random, ["escpos", "cd5220"] as const);
  const emulated = new DisplayEmulator({ language });
  const spoilt = new SpoiltLine(ticker);
  let far: FarEnd | undefined;
  const cable = createMemoryCable({
    ticker,
    device: (end) => {
      far = end;
      spoilt.wrap(emulated.device)(end);
    },
  });
  const display = createCustomerDisplay({
    spec: { id: "pole", kind: "display", driver: language, line: LINE },
    opener: cable.opener,
    ticker,
  });
  const told = new Set([""]);
  let last = "";
  for (let turn = 0; turn < 20; turn++) {
    trouble(random, spoilt, cable, [
      "silence",
      "late",
      "noise",
      "echo",
      "flood",
      "slow",
      "doubled",
      "split",
      "stall",
    ]);
    if (random() < 0.2) emulated.powerCut();
    if (random() < 0.2) far?.hold();
    if (random() < 0.4) far?.release();
    last = `Line ${Math.floor(random() * 1_000)}`;
    told.add(last);
    display.show([last, last]);
    await ticker.advance(Math.floor(random() * 3_000));
    expect([...told], `seed ${seed}`).toContain(emulated.lines[0].trim());
  }
  spoilt.heal();
  far?.release();
  cable.plug();
  await ticker.advance(40_000);
  expect(emulated.lines, `seed ${seed} ${language}`).toEqual([last.padEnd(20), last.padEnd(20)]);
  expect(emulated.violations, `seed ${seed}`).toEqual([]);
  await stopped(ticker, display.stop());
}

/** A second until silence is a fault, 1.3 seconds a late line, and what both need to be noticed. */
const NOTICED_MS = 3_000;

async function presenceLife(kind: "tof" | "radar", seed: number): Promise<void> {
  const random = seededRandom(seed);
  const ticker = new ManualTicker();
  const emulated = new PresenceEmulator({ kind, ticker });
  const spoilt = new SpoiltLine(ticker);
  const cable = createMemoryCable({ ticker, device: spoilt.wrap(emulated.device) });
  const sensor = createPresenceSensor({
    spec: { id: "eye", kind: "presence", driver: kind === "tof" ? "tfmini" : "ld2410", line: LINE },
    opener: cable.opener,
    ticker,
  });
  let sinceMs = 0;
  let isThere = false;
  for (let turn = 0; turn < 12; turn++) {
    trouble(random, spoilt, cable, ["silence", "late", "half", "noise", "echo", "checksum", "flood"]);
    if (random() < 0.2) emulated.hangs(random() < 0.5);
    if (random() < 0.4) {
      isThere = !isThere;
      sinceMs = ticker.nowMs();
      if (isThere) emulated.stands(30 + Math.floor(random() * 40), random() < 0.5);
      else emulated.leaves();
    }
    for (let step = Math.floor(random() * 40); step >= 0; step--) {
      await ticker.advance(100);
      const isLong = ticker.nowMs() - sinceMs > NOTICED_MS;
      const said = sensor.nearness();
      const context = `${kind} seed ${seed} at ${ticker.nowMs()}: ${said}, ${isThere ? "there" : "not there"} since ${sinceMs}`;
      // Whatever happens to its line, somebody who stands there is never nobody.
      if (isThere && isLong) expect(said, context).not.toBe("gone");
      if (!isThere && ticker.nowMs() - sinceMs > NOTICED_MS + 6_000) expect(said, context).not.toBe("near");
    }
  }
  spoilt.heal();
  emulated.hangs(false);
  emulated.stands(60);
  cable.plug();
  await ticker.advance(15_000);
  expect([sensor.nearness(), sensor.condition().state], `${kind} seed ${seed}`).toEqual(["near", "ready"]);
  emulated.leaves();
  await ticker.advance(8_000);
  expect(sensor.nearness(), `${kind} seed ${seed}`).toBe("gone");
  await stopped(ticker, sensor.stop());
  emulated.stop();
}

async function stopped(ticker: ManualTicker, stop: Promise<void>): Promise<void> {
  await ticker.advance(2_000);
  await stop;
}

const NEVER_NOBODY = "never says nobody while somebody stands there";

test.each([
  [
    "a scanner never reads an article nobody held before it, and reads again when the line is right",
    100,
    scannerLife,
  ],
  ["a customer display shows nothing it was never told, and the latest when the line is right", 100, displayLife],
  [`a sensor of distance ${NEVER_NOBODY}`, 25, (seed: number) => presenceLife("tof", seed)],
  [`a radar ${NEVER_NOBODY}`, 25, (seed: number) => presenceLife("radar", seed)],
] as const)(
  "through random faults %s (%d lives, or MYNTFRI_SEEDS)",
  { timeout: 3_600_000 },
  async (_, usual, live) => {
    for (let seed = 1; seed <= livesOf(usual); seed++) await live(seed);
  },
);
