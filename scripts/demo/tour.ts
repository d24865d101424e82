import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Mode } from "../../electron/core/mode.ts";
import { say } from "../bootstrap/commands.mjs";
import { launchTerminal, type RunningTerminal } from "../launch-terminal.ts";
import { folderForUser } from "../ordinary-user.ts";
import type { StagedApp } from "../stage-app.ts";
import { Customer } from "./customer.ts";
import { type Surroundings, startSurroundings } from "./surroundings.ts";

export interface TourOptions {
  readonly terminal: StagedApp;
  /** As `:7`. */
  readonly display: string;
  /** Screenshots go here. */
  readonly outputFolder: string;
  /** Home folders of the window's user lie in here. */
  readonly homes: string;
  readonly stop: AbortSignal;
}

/** A number that exists in the simulated wallet. */
const MSISDN = "4791234567";
const TYPED = "91234567";

interface Scene {
  readonly mode: Mode;
  readonly customer: Customer;
  readonly around: Surroundings;
  tell(step: string): void;
  photograph(name: string): Promise<void>;
}

/** One sale in each mode by real clicks on the real window. Returns the exit code; throws at the first step that does not come true. */
export async function runTour(options: TourOptions): Promise<number> {
  mkdirSync(options.outputFolder, { recursive: true });
  for (const [mode, play] of SCENES) {
    if (options.stop.aborted) return EXIT_INTERRUPTED;
    await playScene(mode, play, options);
  }
  say(`\nScreenshots are in ${options.outputFolder}`);
  return 0;
}

/** As a shell says it of a program ended by Ctrl+C. */
const EXIT_INTERRUPTED = 130;

const SCENES: readonly (readonly [Mode, (scene: Scene) => Promise<void>])[] = [
  ["kiosk", playKiosk],
  ["counter", playCounter],
  ["vending", playVending],
];

async function playScene(mode: Mode, play: (scene: Scene) => Promise<void>, options: TourOptions): Promise<void> {
  say(`\n== ${mode} ==`);
  const around = await startSurroundings({
    mode,
    onReceipt: (text) => say(indent(text)),
    onBoard: (event) => {
      if (event.event === "drop") say(`   the machine: something fell from ${event.slot}`);
    },
  });
  const home = folderForUser(join(options.homes, mode));
  let terminal: RunningTerminal | undefined;
  try {
    say(`   devices on ${around.wiring}`);
    terminal = await launchTerminal({
      configFile: around.configFile,
      staged: options.terminal,
      display: options.display,
      home,
    });
    const customer = new Customer(terminal.page);
    await play({
      mode,
      customer,
      around,
      tell: (step) => say(` · ${step}`),
      photograph: (name) => customer.photographs(join(options.outputFolder, `${mode}-${name}.png`)),
    });
  } catch (error) {
    for (const line of terminal?.stderr.slice(-30) ?? []) say(`   | ${line}`);
    throw error;
  } finally {
    await terminal?.close();
    await around.close();
  }
}

async function playKiosk({ customer, around, tell, photograph }: Scene): Promise<void> {
  await customer.sees("attract");
  await photograph("1-attract");
  await customer.wakes();
  tell("somebody touches the screen");
  await customer.chooses("coffee", "cinnamon-bun");
  tell(`a coffee and a bun: ${await customer.reads("basket-total")}`);
  await photograph("2-goods");
  await customer.goesToPay();
  await customer.sees("number");
  await customer.types(TYPED);
  await photograph("3-number");
  await customer.touches("send-request");
  await customer.sees("paying");
  const reference = await around.phone.rings(MSISDN);
  tell(`the request ${reference} is on the phone`);
  await photograph("4-waiting");
  await around.phone.act(MSISDN, reference, "approve");
  tell("approved on the phone");
  await customer.sees("done");
  tell(`order number ${await customer.reads("order-number")}`);
  await settled(around, reference, tell);
  await photograph("5-done");
}

async function playCounter({ customer, around, tell, photograph }: Scene): Promise<void> {
  await customer.wakes();
  await customer.chooses("eggs-12", "honey-350", "honey-350");
  tell(`rung up: ${await customer.reads("basket-total")}`);
  await photograph("1-ring-up");
  await customer.goesToPay();
  await customer.sees("number");
  await customer.touches("use-code");
  await customer.seesPart("qr");
  await photograph("2-code");
  const reference = await around.phone.pointsAtCode(MSISDN);
  tell(`the customer scanned the code of ${reference}`);
  await around.phone.act(MSISDN, reference, "approve");
  tell("approved on the phone");
  await customer.sees("done");
  await settled(around, reference, tell);
  await photograph("3-done");
}

async function playVending({ customer, around, tell, photograph }: Scene): Promise<void> {
  await customer.wakes();
  await customer.chooses("chips-salt-1");
  tell(`slot A1 chosen: ${await customer.reads("basket-total")}`);
  await photograph("1-slots");
  await customer.asksByNumber(TYPED);
  const reference = await around.phone.rings(MSISDN);
  await photograph("2-waiting");
  await around.phone.act(MSISDN, reference, "approve");
  tell("approved on the phone: reserved, nothing taken yet");
  await customer.sees("dispensing");
  await photograph("3-dispensing");
  await customer.sees("done");
  await settled(around, reference, tell);
  await photograph("4-done");
}

/** The bank's own ledger and the paper have the last word. */
async function settled(around: Surroundings, reference: string, tell: (step: string) => void): Promise<void> {
  const row = await around.phone.bankSays((each) => each.reference === reference && each.captured > 0);
  tell(
    `the bank says: reserved ${row.authorized} øre, captured ${row.captured} øre, released ${row.cancelled} øre`,
  );
  await around.receiptPrinted(15_000);
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `     | ${line}`)
    .join("\n");
}
