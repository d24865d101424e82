import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { createPrinterEmulator } from "../../../simulator/devices/printer/printer-emulator.ts";
import { type ServedTcp, serveTcp } from "../../../simulator/devices/tcp.ts";

const PROGRAM = new URL("../../../scripts/devices.ts", import.meta.url).pathname;
/** First right line, widest ruler, all three marks, hanging by a bridge. */
const TAPS = ["1", "48", "abc", "h"];

let served: ServedTcp | undefined;
afterEach(async () => served?.close());

test("a person at a new printer gets its profile for four answers, on the screen and as a file", async () => {
  const printer = createPrinterEmulator({
    model: "epson-80",
    ticker: steadyTicker,
    faults: [{ is: "slow", mmPerSecond: 2_000 }],
  });
  served = await serveTcp(printer.plug, 0);
  const folder = mkdtempSync(join(tmpdir(), "profile-"));
  try {
    const out = join(folder, "printer.json");
    const args = [PROGRAM, "characterise", `127.0.0.1:${served.port}`, "--out", out];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    let said = "";
    let asked = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      // Each question is answered when it is asked, as a person does.
      while (asked < TAPS.length && said.includes(`${asked + 1}. `)) child.stdin.write(`${TAPS[asked++]}\n`);
    });
    const [code] = (await once(child, "close")) as [number];
    const line = "own 48x576 cp858@19 cut=partial qr=native right=position status=2 proof=id drops";
    expect(said).toContain(`"profile": "${line}"`);
    expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({ line, profile: { columns: 48, dots: 576 } });
    expect(code).toBe(0);
    expect(printer.receipts).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
