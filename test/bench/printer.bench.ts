/**
 * Receipts a minute, and how near that comes to what the line alone would allow. Run by hand:
 *
 *   node test/bench/printer.bench.ts
 *
 * Each row prints proved receipts for five seconds at the speed of a real line; "paper" is the speed of the emulated
 * roll in mm a second, without a number it is not counted.
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

async function run(row: Row): Promise<void> {
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
}

console.log("profile         baud     flow  paper  bytes  a minute   p50 ms  line ms  ratio");
for (const baudRate of [9_600, 115_200]) {
  for (const profile of ["epson-80", "citizen-80", "generic-58"]) {
    await run({ profile, baudRate, flowControl: "none", paper: false });
    await run({ profile, baudRate, flowControl: "rts-cts", paper: false });
    await run({ profile, baudRate, flowControl: "rts-cts", paper: true });
  }
}
