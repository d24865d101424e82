import { expect, test } from "vitest";
import { createSerialScanner } from "../../../../hardware/drivers/scanner/serial-scanner.ts";
import { createMemoryCable } from "../../../../hardware/transport/memory.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import {
  ScannerEmulator,
  type ScannerEmulatorOptions,
} from "../../../../simulator/devices/peripherals/scanner-emulator.ts";

type Spec = Parameters<typeof createSerialScanner>[0]["spec"];

const WALLET_CODE = "https://qr.vipps.no/28/2/01/031/4791234567?v=1&sig=aGVp/+æ==#t";

async function openRig(set: ScannerEmulatorOptions = {}, spec: Partial<Spec> = {}) {
  const ticker = new ManualTicker();
  const emulated = new ScannerEmulator(set);
  const cable = createMemoryCable({ ticker, device: emulated.device });
  const scans: string[] = [];
  let changes = 0;
  const scanner = createSerialScanner({
    spec: {
      id: "gun",
      kind: "scanner",
      driver: "serial",
      line: { kind: "serial", path: "/dev/none", baudRate: 9_600 },
      ...spec,
    },
    opener: cable.opener,
    ticker,
    onScan: (text) => scans.push(text),
    onChange: () => {
      changes += 1;
    },
  });
  await ticker.advance(10);
  return { ticker, emulated, cable, scanner, scans, changes: () => changes };
}

const QUIET = { state: "ready", what: "Connected. A scanner says nothing until it scans." };

test("a scanner that was just plugged in is ready without having said a word, and is told nothing", async () => {
  const { scanner, emulated, ticker } = await openRig();
  expect(scanner.condition()).toEqual(QUIET);
  await ticker.advance(60_000);
  expect([scanner.condition(), emulated.violations]).toEqual([QUIET, 0]);
});

test.each([
  ["cr", "line"],
  ["lf", "line"],
  ["cr-lf", "line"],
  ["cr", "cr"],
  ["lf", "lf"],
  ["cr-lf", "cr-lf"],
  ["stx-etx", "stx-etx"],
  ["none", "none"],
  ["none", "line"],
] as const)("codes ended by %s and awaited as %s come one by one, whole", async (set, ending) => {
  const { emulated, scans, ticker } = await openRig({ ending: set }, { ending });
  for (const text of ["7038010009457", WALLET_CODE, "7038010009457"]) {
    emulated.scan(text);
    await ticker.advance(100);
  }
  expect(scans).toEqual(["7038010009457", WALLET_CODE, "7038010009457"]);
});

test("identifiers are handed on, Latin-1 is read where it is no UTF-8, and the prefix is taken off", async () => {
  const { emulated, scans, ticker } = await openRig(
    { saysKind: true, letters: "latin1", prefix: "S1" },
    { prefix: "S1" },
  );
  emulated.scan("7038010009457");
  emulated.scan("blåbær", "code-128");
  await ticker.advance(100);
  expect(scans).toEqual(["]E07038010009457", "]C0blåbær"]);
});

test("what comes without the configured prefix is not taken, and the remedy is said until a right one comes", async () => {
  const { emulated, scanner, scans, ticker, changes } = await openRig({}, { prefix: "S1" });
  const before = changes();
  emulated.scan("7038010009457");
  await ticker.advance(100);
  expect(scans).toEqual([]);
  expect(scanner.condition()).toMatchObject({
    state: "degraded",
    what: expect.stringContaining("without the configured prefix"),
  });
  expect(changes()).toBe(before + 1);
  emulated.scan("S17038010009457");
  await ticker.advance(100);
  expect([scans, scanner.condition()]).toEqual([["7038010009457"], QUIET]);
});

test("a line at a wrong speed gives no codes and says what to compare", async () => {
  const { emulated, scanner, scans, ticker } = await openRig();
  emulated.scanGarbled("7038010009457");
  await ticker.advance(100);
  expect(scans).toEqual([]);
  expect(scanner.condition()).toMatchObject({
    state: "degraded",
    what: expect.stringContaining("speed and parity"),
  });
});

test("noise that never becomes a code is said as well", async () => {
  const { emulated, scanner, scans, ticker } = await openRig({ ending: "none" }, { ending: "stx-etx" });
  emulated.scan("7".repeat(100));
  await ticker.advance(100);
  expect(scans).toEqual([]);
  expect(scanner.condition().what).toContain("signs that no code has");
});

test("more than anybody can scan is held back until it has been quiet for a second", async () => {
  const { emulated, scanner, scans, ticker } = await openRig();
  for (let nth = 0; nth < 40; nth++) {
    emulated.scan(`70000${nth}`);
    await ticker.advance(10);
  }
  expect(scans).toHaveLength(10);
  expect(scanner.condition()).toMatchObject({
    state: "degraded",
    what: expect.stringContaining("trigger is stuck"),
  });
  await ticker.advance(1_000);
  emulated.scan("7038010009457");
  await ticker.advance(100);
  expect([scans.at(-1), scanner.condition()]).toEqual(["7038010009457", QUIET]);
});

test("half a code of a pulled plug is none, and does not begin the next one", async () => {
  const { emulated, cable, scanner, scans, ticker } = await openRig();
  emulated.scanInterrupted("7038010009457", 6);
  await ticker.advance(5);
  cable.unplug();
  await ticker.advance(2_000);
  expect([scans, scanner.condition().state, emulated.scan("lost")]).toEqual([[], "absent", false]);
  cable.plug();
  await ticker.advance(100);
  emulated.scan("5701234567899");
  await ticker.advance(100);
  expect([scans, scanner.condition()]).toEqual([["5701234567899"], QUIET]);
});

test("an empty code is none, and nothing is heard after the end", async () => {
  const { emulated, scanner, scans, ticker } = await openRig();
  emulated.scan("  ");
  await ticker.advance(100);
  await scanner.stop();
  expect([scans, scanner.condition().state, ticker.waiting]).toEqual([[], "absent", 0]);
});

test.each(["line", "cr"] as const)(
  "a code that is broken off is not taken for a shorter one by a scanner that ends its codes, awaited as %s",
  async (ending) => {
    const { emulated, scans, scanner, ticker } = await openRig({ ending: "cr" }, { ending });
    emulated.scan("COFFEE-12");
    await ticker.advance(1_000);
    emulated.scanInterrupted("COFFEE-12", "COFFEE-1".length);
    await ticker.advance(1_000);
    expect(scans).toEqual(["COFFEE-12"]);
    expect(scanner.condition()).toMatchObject({
      state: "degraded",
      what: expect.stringContaining("came without its end"),
    });
    emulated.scan("COFFEE-1");
    await ticker.advance(1_000);
    expect([scans, scanner.condition()]).toEqual([["COFFEE-12", "COFFEE-1"], QUIET]);
  },
);
