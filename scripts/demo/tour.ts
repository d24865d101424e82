import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mode } from "../../electron/core/mode.ts";
import { launchTerminal, type RunningTerminal } from "../launch-terminal.ts";
import { folderForUser } from "../ordinary-user.ts";
import type { StagedApp } from "../stage-app.ts";
import { Customer } from "./customer.ts";
import { type Surroundings, startSurroundings } from "./surroundings.ts";

export interface TourOptions {
  readonly staged: StagedApp;
  readonly display: string;
  /** Screenshots go here. */
  readonly outFolder: string;
  readonly say: (line: string) => void;
}

/** A number that exists in the simulated wallet. */
const MSISDN = "4791234567";
const TYPED = "91234567";

interface Scene {
  readonly mode: Mode;
  readonly customer: Customer;
  readonly around: Surroundings;
  say(step: string): void;
  photograph(name: string): Promise<void>;
}

/** One sale in each mode by real clicks on the real window; throws at the first step that does not come true. */
export async function playTour(options: TourOptions): Promise<void> {
  mkdirSync(options.outFolder, { recursive: true });
  for (const [mode, play] of SCENES) await playScene(mode, play, options);
}

const SCENES: readonly (readonly [Mode, (scene: Scene) => Promise<void>])[] = [
  ["kiosk", playKiosk],
  ["counter", playCounter],
  ["vending", playVending],
];

async function playScene(mode: Mode, play: (scene: Scene) => Promise<void>, options: TourOptions): Promise<void> {
  options.say(`\n== ${mode} ==`);
  const around = await startSurroundings({
    mode,
    onReceipt: (text) => options.say(indent(text)),
    onBoard: (event) => {
      if (event.event === "drop") options.say(`   the machine: something fell from ${event.slot}`);
    },
  });
  const home = folderForUser(mkdtempSync(join(tmpdir(), "myntfri-home-")));
  let terminal: RunningTerminal | undefined;
  try {
    options.say(`   devices on ${around.wiring}`);
    terminal = await launchTerminal({
      configFile: around.configFile,
      staged: options.staged,
      display: options.display,
      home,
    });
    const customer = new Customer(terminal.page);
    await play({
      mode,
      customer,
      around,
      say: (step) => options.say(` · ${step}`),
      photograph: (name) => customer.photographs(join(options.outFolder, `${mode}-${name}.png`)),
    });
  } catch (error) {
    for (const line of terminal?.stderr.slice(-30) ?? []) options.say(`   | ${line}`);
    throw error;
  } finally {
    await terminal?.close();
    await around.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function playKiosk({ customer, around, say, photograph }: Scene): Promise<void> {
  await customer.sees("attract");
  await photograph("1-attract");
  await customer.wakes();
  say("somebody touches the screen");
  await customer.chooses("coffee", "cinnamon-bun");
  say(`a coffee and a bun: ${await customer.reads("basket-total")}`);
  await photograph("2-goods");
  await customer.touches("pay");
  await customer.sees("number");
  await customer.types(TYPED);
  await photograph("3-number");
  await customer.touches("send-request");
  await customer.sees("paying");
  const reference = await around.phone.rings(MSISDN);
  say(`the request ${reference} is on the phone`);
  await photograph("4-waiting");
  await around.phone.act(MSISDN, reference, "approve");
  say("approved on the phone");
  await customer.sees("done");
  say(`order number ${await customer.reads("order-number")}`);
  await settled(around, reference, say);
  await photograph("5-done");
}

async function playCounter({ customer, around, say, photograph }: Scene): Promise<void> {
  await customer.wakes();
  await customer.chooses("eggs", "honey", "honey");
  say(`rung up: ${await customer.reads("basket-total")}`);
  await photograph("1-ring-up");
  await customer.touches("pay");
  await customer.sees("number");
  await customer.touches("use-code");
  await customer.seesPart("qr");
  await photograph("2-code");
  const reference = await around.phone.pointsAtCode(MSISDN);
  say(`the customer scanned the code of ${reference}`);
  await around.phone.act(MSISDN, reference, "approve");
  say("approved on the phone");
  await customer.sees("done");
  await settled(around, reference, say);
  await photograph("3-done");
}

async function playVending({ customer, around, say, photograph }: Scene): Promise<void> {
  await customer.wakes();
  await customer.chooses("chips-salt-1");
  say(`slot A1 chosen: ${await customer.reads("basket-total")}`);
  await photograph("1-slots");
  await customer.asksByNumber(TYPED);
  const reference = await around.phone.rings(MSISDN);
  await photograph("2-waiting");
  await around.phone.act(MSISDN, reference, "approve");
  say("approved on the phone: reserved, nothing taken yet");
  await customer.sees("dispensing");
  await photograph("3-dispensing");
  await customer.sees("done");
  await settled(around, reference, say);
  await photograph("4-done");
}

/** The bank's own ledger and the paper have the last word. */
async function settled(around: Surroundings, reference: string, say: (step: string) => void): Promise<void> {
  const row = await around.phone.bankSays((each) => each.reference === reference && each.captured > 0);
  say(`the bank says: reserved ${row.authorized} øre, captured ${row.captured} øre, released ${row.cancelled} øre`);
  await around.receiptPrinted(15_000);
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `     | ${line}`)
    .join("\n");
}
