import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { hashPin } from "../electron/config/staff-pin.ts";

/** `node scripts/staff-pin.ts`, then the PIN on standard input: prints the line for `staff.pin` of the configuration. */
for await (const line of createInterface({ input: process.stdin })) {
  const pin = line.trim();
  if (/^\d{6,12}$/.test(pin)) process.stdout.write(`${hashPin(pin, randomBytes(16).toString("hex"))}\n`);
  else {
    process.stderr.write("a PIN is 6 to 12 digits\n");
    process.exitCode = 1;
  }
  break;
}
