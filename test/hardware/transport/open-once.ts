import type { LineAddress } from "../../../hardware/contract.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { createSerialOpener } from "../../../hardware/transport/serial.ts";

/** A process that opens a port, says what came of it, and holds it until its input ends. */
const path = process.argv[2] ?? "";
const address: Extract<LineAddress, { kind: "serial" }> = { kind: "serial", path, baudRate: 9_600 };
const opened = await createSerialOpener(address, steadyTicker).open(
  { bytes: () => undefined, lost: () => undefined },
  5_000,
);
console.log(JSON.stringify("loss" in opened ? opened.loss : "open"));
if ("line" in opened) {
  process.stdin.resume();
  process.stdin.once("end", () => void opened.line.close().then(() => process.exit(0)));
}
