/**
 * Receipts a minute, and how near that comes to what the line alone would allow. Run by hand:
 *
 *   node test/bench/printer.bench.ts
 *
 * Each row prints proved receipts for five seconds at the speed of a real line; "paper" is the speed of the emulated
 * roll in mm a second, without a number it is not counted. The last table is one long receipt of pictures against its
 * floor: the same bytes written to the same line in this same run by nobody who asks, waits or proves anything. It ends
 * badly when a target is missed: 60 receipts a minute with paper, 95 % of the floor.
 */
import { createEscposPrinter } from "../../hardware/drivers/escpos/escpos-printer.ts";
import { printerProfile } from "../../hardware/drivers/escpos/profiles.ts";
import { qrModules } from "../../hardware/drivers/escpos/qr-modules.ts";
import { encodeSlip } from "../../hardware/frames/escpos/slip-encoder.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { createMemoryCable } from "../../hardware/transport/memory.ts";
import { bytesPerSecond, pacePort } from "../../simulator/devices/paced-port.ts";
import type { PrinterFault } from "../../simulator/devices/printer/faults.ts";
import { createPrinterEmulator } from "../../simulator/devices/printer/printer-emulator.ts";
import { RECEIPT } from "../hardware/drivers/escpos/printer-bench.ts";

const RUN_MS = 5_000;

interface Row {
  readonly profile: string;
  readonly baudRate: number;
  readonly flowControl: "none" | "rts-cts";
  /** False: the roll moves in no time, so that the line alone counts. */
  readonly paper: boolean;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => steadyTicker.after(ms, resolve));

/** Prints one line of the table; the receipts a minute. */
async function run(row: Row): Promise<number> {
  const timeless: readonly PrinterFault[] = [{ is: "slow", mmPerSecond: Number.POSITIVE_INFINITY }];
  const emulator = createPrinterEmulator({
    model: row.profile,
    ticker: steadyTicker,
    faults: row.paper ? [] : timeless,
    flowControl: row.flowControl === "none" ? "none" : "hold",
  });
  const speed = { bytesPerSecond: bytesPerSecond(row.baudRate), ticker: steadyTicker };
  const cable = createMemoryCable({
    ticker: steadyTicker,
    device: (far) => emulator.plug(pacePort(far, speed)),
  });
  const { profile: name, baudRate, flowControl } = row;
  const printer = createEscposPrinter({
    spec: {
      id: "till",
      kind: "printer",
      driver: "escpos",
      profile: name,
      line: { kind: "serial", path: "/dev/none", baudRate, flowControl },
    },
    opener: cable.opener,
    ticker: steadyTicker,
  });
  while (printer.condition().state !== "ready") await pause(20);
  const tookMs: number[] = [];
  const startMs = steadyTicker.nowMs();
  while (steadyTicker.nowMs() - startMs < RUN_MS) {
    const beganMs = steadyTicker.nowMs();
    const outcome = await printer.print(RECEIPT);
    if (outcome.is !== "printed") throw new Error(JSON.stringify(outcome));
    tookMs.push(steadyTicker.nowMs() - beganMs);
  }
  const elapsedMs = steadyTicker.nowMs() - startMs;
  await printer.stop();
  const profile = printerProfile(name);
  if (profile === undefined || emulator.lostBytes > 0) throw new Error("bytes were lost");
  const bytes = encodeSlip(RECEIPT, profile, qrModules).byteLength;
  const lineMs = (bytes * 10_000) / baudRate;
  tookMs.sort((a, b) => a - b);
  console.log(
    [
      name.padEnd(12),
      String(baudRate).padStart(7),
      flowControl.padStart(8),
      (row.paper ? String(emulator.model.paperMmPerSecond) : "-").padStart(6),
      String(bytes).padStart(6),
      ((tookMs.length * 60_000) / elapsedMs).toFixed(0).padStart(9),
      (tookMs[Math.floor(tookMs.length / 2)] ?? 0).toFixed(0).padStart(8),
      lineMs.toFixed(0).padStart(8),
      ((lineMs * tookMs.length) / elapsedMs).toFixed(2).padStart(6),
    ].join(" "),
  );
  return (tookMs.length * 60_000) / elapsedMs;
}

/** Milliseconds until the printer has worked off the bytes of one long receipt, sent by the driver or simply written. */
async function longReceipt(baudRate: number, by: "driver" | "nobody"): Promise<number> {
  const emulator = createPrinterEmulator({
    model: "generic-80",
    ticker: steadyTicker,
    faults: [{ is: "slow", mmPerSecond: Number.POSITIVE_INFINITY }],
    flowControl: "hold",
  });
  const speed = { bytesPerSecond: bytesPerSecond(baudRate), ticker: steadyTicker };
  const cable = createMemoryCable({ ticker: steadyTicker, device: (far) => emulator.plug(pacePort(far, speed)) });
  const profile = printerProfile("generic-80");
  if (profile === undefined) throw new Error("the profile is gone");
  if (by === "nobody") {
    const opened = await cable.opener.open({ bytes: () => undefined, lost: () => undefined }, 1_000);
    if (!("line" in opened)) throw new Error("the cable did not open");
    const bytes = encodeSlip(LONG, profile, qrModules).commands.flatMap((command) => [...command.bytes]);
    const startMs = steadyTicker.nowMs();
    await opened.line.write(Uint8Array.from(bytes), 600_000);
    while (emulator.workedBytes < bytes.length) await pause(1);
    const tookMs = steadyTicker.nowMs() - startMs;
    await opened.line.close();
    return tookMs;
  }
  const printer = createEscposPrinter({
    spec: {
      id: "till",
      kind: "printer",
      driver: "escpos",
      profile: "generic-80",
      line: { kind: "serial", path: "/dev/none", baudRate, flowControl: "rts-cts" },
    },
    opener: cable.opener,
    ticker: steadyTicker,
  });
  while (printer.condition().state !== "ready") await pause(20);
  const startMs = steadyTicker.nowMs();
  const outcome = await printer.print(LONG);
  const tookMs = steadyTicker.nowMs() - startMs;
  if (outcome.is !== "printed") throw new Error(JSON.stringify(outcome));
  await printer.stop();
  return tookMs;
}

/** Twenty pictures of codes between lines of text: about as long as a slip may be. */
const LONG = {
  id: "long",
  parts: [...Array(18).fill(RECEIPT.parts.slice(0, -1)).flat(), { part: "cut" as const }],
};
const SHARE_WANTED = 0.95;
const A_MINUTE_WANTED = 60;

console.log("profile         baud     flow  paper  bytes  a minute   p50 ms  line ms  ratio");
let missed = 0;
for (const baudRate of [9_600, 115_200]) {
  for (const profile of ["epson-80", "citizen-80", "generic-58"]) {
    await run({ profile, baudRate, flowControl: "none", paper: false });
    await run({ profile, baudRate, flowControl: "rts-cts", paper: false });
    const aMinute = await run({ profile, baudRate, flowControl: "rts-cts", paper: true });
    if (baudRate === 115_200 && profile === "epson-80" && aMinute < A_MINUTE_WANTED) missed++;
  }
}
console.log("\nlong receipt    baud   floor ms  driver ms  share");
for (const baudRate of [38_400, 115_200]) {
  const floorMs = await longReceipt(baudRate, "nobody");
  const driverMs = await longReceipt(baudRate, "driver");
  const share = floorMs / driverMs;
  if (share < SHARE_WANTED) missed++;
  const figures = [
    String(baudRate).padStart(19),
    floorMs.toFixed(0).padStart(10),
    driverMs.toFixed(0).padStart(10),
  ];
  console.log([...figures, share.toFixed(3).padStart(6)].join(" "));
}
process.exitCode = missed === 0 ? 0 : 1;
