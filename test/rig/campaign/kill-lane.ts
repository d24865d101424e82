import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../seeded-random.ts";
import type { FromTerminal, ToTerminal } from "./messages.ts";

/**
 * From the program's first word to its end. Long enough for a sale or two, short enough to hit each of their moments; short
 * lives are drawn more often than long ones, for most of what a kill can break stands at the beginning and soon after.
 */
const LIFE_MS = [30, 4_500] as const;
/**
 * What a kill left behind at the bank is settled within this. A create the bank never heard of is looked for during ten
 * minutes; nobody waits for that here, the comparison counts it apart.
 */
const QUIET_WITHIN_MS = 60_000;
/** Slots that failed stay locked until staff look at them: a lane needs many. */
const SLOTS = 60;

export interface LaneParts {
  /** The terminal's program, in one file. */
  readonly program: string;
  readonly terminalId: string;
  readonly mode: "kiosk" | "vending";
  readonly api: "epayment" | "ecom";
  readonly walletUrl: string;
  readonly keys: Readonly<Record<"clientId" | "clientSecret" | "subscriptionKey" | "merchantSerialNumber", string>>;
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
}

/** The truth of one lane, kept outside the process that is killed. */
export interface LaneTruth {
  readonly parts: LaneParts;
  /** Products that fell, in order. */
  readonly drops: string[];
  /** Times a motor was asked to turn. */
  vends: number;
  /** Order numbers that stood on the screen. */
  readonly promised: Set<number>;
  readonly wrong: string[];
  kills: number;
}

/** Starts one terminal again and again, kills it each time, and lets the last one finish. */
export async function runLane(parts: LaneParts): Promise<LaneTruth> {
  const random = seededRandom(parts.seed);
  const truth: LaneTruth = { parts, drops: [], vends: 0, promised: new Set(), wrong: [], kills: 0 };
  const config = writeConfig(parts);
  while (truth.kills < parts.kills && truth.wrong.length === 0) {
    await life(config, truth, random, LIFE_MS[0] + random() ** 2 * (LIFE_MS[1] - LIFE_MS[0]));
    truth.kills += 1;
  }
  await life(config, truth, random, undefined);
  return truth;
}

/** `killAfterMs` undefined: it may live until nothing is open. */
function life(
  config: string,
  truth: LaneTruth,
  random: () => number,
  killAfterMs: number | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    const program = fork(truth.parts.program, [config], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
    const timers: NodeJS.Timeout[] = [];
    const said: string[] = [];
    let killed = false;
    program.stderr?.on("data", (text: Buffer) => said.push(text.toString()));
    const kill = (): void => {
      killed = true;
      program.kill("SIGKILL");
    };
    program.on("message", (what: FromTerminal) => {
      if (what.is === "ready") {
        if (killAfterMs === undefined) say(program, { is: "rest" });
        timers.push(setTimeout(kill, killAfterMs ?? QUIET_WITHIN_MS));
      }
      if (what.is === "vend") shelf(program, truth, random, what);
      if (what.is === "promised") truth.promised.add(what.order);
      if (what.is === "wrong") truth.wrong.push(what.what);
      if (what.is === "quiet") kill();
    });
    program.once("exit", () => {
      for (const timer of timers) clearTimeout(timer);
      if (!killed) truth.wrong.push(`the program ended by itself: ${said.join("").slice(0, 500)}`);
      resolve();
    });
  });
}

/** One in eight motors turns for nothing. What falls, falls whether its program still lives or not. */
function shelf(
  program: ChildProcess,
  truth: LaneTruth,
  random: () => number,
  what: Extract<FromTerminal, { is: "vend" }>,
): void {
  truth.vends += 1;
  const falls = random() > 1 / 8;
  setTimeout(
    () => {
      if (falls) truth.drops.push(what.slot);
      say(program, { is: "vended", id: what.id, outcome: falls ? "dropped" : "not-dropped" });
    },
    20 + random() * 200,
  );
}

function say(program: ChildProcess, what: ToTerminal): void {
  if (program.connected) program.send(what, () => undefined);
}

function writeConfig(parts: LaneParts): string {
  const folder = join(parts.folder, parts.terminalId);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "terminal.json");
  const slots = Array.from({ length: SLOTS }, (_, index) => ({
    slot: `A${index + 1}`,
    channel: index + 1,
    dropInput: 1,
  }));
  const goods = slots.map(({ slot }, index) => ({
    sku: `good-${index}`,
    name: `Vare ${index}`,
    category: "Alt",
    price: index % 2 === 0 ? "45.00" : "39.00",
    vat: 15,
    ...(parts.mode === "vending" ? { slot } : {}),
  }));
  // The board is named so that the slots exist; the campaign answers for it.
  const board = {
    id: "shelf",
    kind: "dispenser",
    driver: "modbus-rtu",
    line: { kind: "serial", path: "/dev/null", baudRate: 9_600 },
    channels: 64,
    slots,
  };
  writeFileSync(
    path,
    JSON.stringify({
      mode: parts.mode,
      market: "NO",
      languages: ["nb"],
      terminalId: parts.terminalId,
      shop: {
        name: "Kaffebaren",
        organisationNumber: "974760673",
        vatRegistered: true,
        inBusinessRegister: true,
        address: ["Oslo"],
      },
      provider: {
        api: parts.api,
        baseUrl: parts.walletUrl,
        ...parts.keys,
        ...(parts.api === "ecom"
          ? { callbackPrefix: "https://shop.example/c", fallBackUrl: "https://shop.example/f" }
          : {}),
      },
      catalogue: { goods },
      devices: parts.mode === "vending" ? [board] : [],
      dataFolder: "data",
    }),
  );
  return path;
}
