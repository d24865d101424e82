import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seededRandom } from "../seeded-random.ts";
import { compare, type LedgerLine } from "./compare.ts";
import { type LaneParts, runLane } from "./kill-lane.ts";

/**
 * `--kills N [--lanes 4] [--seed 1]`: real terminals in processes of their own, killed at random instants and started
 * again, then compared with the wallet's ledger. The last line is JSON; ends with 1 when anything was lost, doubled or
 * left behind.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    lanes: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
  },
});

const SIMULATOR = fileURLToPath(new URL("../../../simulator/vipps/main.ts", import.meta.url));
const PHONE = "4791234567";

interface Wallet {
  readonly process: ChildProcess;
  readonly url: string;
  readonly keys: LaneParts["keys"];
}

const beganMs = performance.now();
const folder = mkdtempSync(join(tmpdir(), "myntfri-kills-"));
const wallet = await startWallet();
const phone = startPhone(wallet.url, Number(values.seed));
const lanes = Number(values.lanes);
const truths = await Promise.all(
  Array.from({ length: lanes }, (_, index) =>
    runLane({
      terminalId: `lane${index + 1}`,
      mode: index % 2 === 0 ? "kiosk" : "vending",
      api: index % 4 < 2 ? "epayment" : "ecom",
      walletUrl: wallet.url,
      keys: wallet.keys,
      folder,
      kills: Math.ceil((Number(values.kills) - index) / lanes),
      seed: Number(values.seed) * 1_000 + index,
    }),
  ),
);
phone.stop();
const { payments } = (await control("GET", "/ledger")) as { readonly payments: readonly LedgerLine[] };
wallet.process.kill("SIGTERM");
const compared = truths.map((truth) => compare(truth, payments));
rmSync(folder, { recursive: true, force: true });
report();

function report(): void {
  const all = (of: (found: (typeof compared)[number]) => readonly string[]): readonly string[] =>
    compared.flatMap(of);
  const [lost, doubled, orphaned, wrong] = [
    all((found) => found.lost),
    all((found) => found.doubled),
    all((found) => found.orphaned),
    all((found) => found.wrong),
  ];
  for (const line of [...lost, ...doubled, ...orphaned, ...wrong]) console.log(line);
  const figures = {
    kills: truths.reduce((sum, truth) => sum + truth.kills, 0),
    sales: compared.reduce((sum, found) => sum + found.sales, 0),
    payments: compared.reduce((sum, found) => sum + found.payments, 0),
    motors: truths.reduce((sum, truth) => sum + truth.vends, 0),
    lost: lost.length,
    doubled: doubled.length,
    orphaned: orphaned.length,
    lookedFor: all((found) => found.lookedFor).length,
    wrong: wrong.length,
    seconds: Math.round((performance.now() - beganMs) / 1_000),
  };
  console.log(JSON.stringify(figures));
  process.exitCode = lost.length + doubled.length + orphaned.length + wrong.length === 0 ? 0 : 1;
}

async function startWallet(): Promise<Wallet> {
  const program = spawn(process.execPath, [SIMULATOR], { stdio: ["ignore", "pipe", "inherit"] });
  if (program.stdout === null) throw new Error("the simulator has no output");
  for await (const line of createInterface({ input: program.stdout })) {
    const { listening, clientId, clientSecret, subscriptionKey, merchantSerialNumber } = JSON.parse(line) as Record<
      string,
      string
    >;
    const keys = { clientId, clientSecret, subscriptionKey, merchantSerialNumber } as LaneParts["keys"];
    return { process: program, url: listening ?? "", keys };
  }
  throw new Error("the simulator did not say where it listens");
}

/** A phone that points its camera at every code: most are approved, some refused, some only looked at. */
function startPhone(url: string, seed: number): { stop(): void } {
  const random = seededRandom(seed);
  const seen = new Set<string>();
  const timer = setInterval(() => void look(), 60);
  async function look(): Promise<void> {
    const { payments } = (await control("GET", "/codes", undefined, url)) as {
      readonly payments: readonly { readonly reference: string }[];
    };
    for (const { reference } of payments) {
      if (seen.has(reference)) continue;
      seen.add(reference);
      const drawn = random();
      if (drawn > 0.93) continue;
      const what = drawn > 0.86 ? "reject" : "approve";
      setTimeout(() => {
        void control("POST", `/phones/${PHONE}/requests/${reference}`, { do: what }, url);
      }, random() * 900);
    }
  }
  return { stop: () => clearInterval(timer) };
}

async function control(method: string, path: string, body?: object, url = wallet.url): Promise<unknown> {
  const answer = await fetch(`${url}/simulator/v1${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // A request that ended in the meantime is refused; that is the phone's everyday life.
  return answer.json();
}
