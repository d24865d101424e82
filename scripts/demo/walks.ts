import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Mode } from "../../electron/core/mode.ts";
import { launchTerminal, type RunningTerminal } from "../launch-terminal.ts";
import { folderForUser } from "../ordinary-user.ts";
import type { StagedApp } from "../stage-app.ts";
import { Customer } from "./customer.ts";
import { type Surroundings, startSurroundings } from "./surroundings.ts";

/** What is touched, in hundredths of the picture's width and height. */
export interface Touch {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One picture of the real window, and one sentence about what is touched there and what that does. */
export interface Step {
  readonly file: string;
  readonly caption: string;
  readonly touch?: Touch;
}

export interface Walk {
  readonly title: string;
  readonly steps: readonly Step[];
}

export interface WalkedMode {
  readonly mode: Mode;
  readonly walks: readonly Walk[];
}

export interface WalksOptions {
  readonly terminal: StagedApp;
  /** As `:7`. */
  readonly display: string;
  /** Single pictures go here. */
  readonly outputFolder: string;
  /** Home folders of the window's user lie in here. */
  readonly homes: string;
}

const MSISDN = "4791234567";
const TYPED = "91234567";
/** The question comes after six seconds instead of 55, so that nobody has to wait for the pictures. */
const CLOCKS = { waitingMs: 26_000, warningMs: 20_000 };
/** Past twenty seconds of waiting the screen says where the request lies, past forty it offers the code. */
const OFFERED_MS = 60_000;

/** Takes part in a walk: presses what is named, and photographs before it does. */
class Walker {
  readonly customer: Customer;
  readonly #page: Page;
  readonly #around: Surroundings;
  readonly #name: string;
  readonly #folder: string;
  readonly #steps: Step[] = [];

  constructor(page: Page, around: Surroundings, folder: string, name: string) {
    this.customer = new Customer(page);
    this.#page = page;
    this.#around = around;
    this.#folder = folder;
    this.#name = name;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** A picture in which nothing is touched. */
  async looks(caption: string, touch?: Touch): Promise<void> {
    const file = `${this.#name}-${this.#steps.length + 1}.png`;
    // What is marked by the last press is not what is to be pressed now.
    await this.#page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await this.customer.photographs(join(this.#folder, file));
    this.#steps.push({ file, caption, ...(touch === undefined ? {} : { touch }) });
  }

  /** A picture with a mark where the finger goes, then the press. */
  async presses(testId: string, caption: string): Promise<void> {
    const target = this.#page.getByTestId(testId).first();
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    const size = await this.#page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    if (box === null) throw new Error(`${testId} is not on the screen`);
    const [across, down] = [100 / size.width, 100 / size.height];
    await this.looks(caption, {
      left: box.x * across,
      top: box.y * down,
      width: box.width * across,
      height: box.height * down,
    });
    await target.click();
  }

  /** Waits for what has no name of its own. */
  async reads(selector: string, withinMs: number): Promise<void> {
    await this.#page.locator(selector).first().waitFor({ timeout: withinMs });
  }

  async approves(reference: string): Promise<void> {
    await this.#around.phone.act(MSISDN, reference, "approve");
  }

  rings(): Promise<string> {
    return this.#around.phone.rings(MSISDN);
  }

  pointsAtCode(): Promise<string> {
    return this.#around.phone.pointsAtCode(MSISDN);
  }

  /** A walk that says nothing was taken is thrown away unless the bank says so too. */
  async nothingWasTaken(reference: string): Promise<void> {
    await this.#around.phone.bankSays(
      (row) => row.reference === reference && row.captured === 0 && row.state === "TERMINATED",
    );
  }
}

type Way = readonly [title: string, play: (walker: Walker) => Promise<void>];

const KIOSK: readonly Way[] = [
  [
    "Buying",
    async (walker) => {
      const { customer } = walker;
      await customer.sees("attract");
      await walker.presses("start", "Nobody is here; a touch on the button begins.");
      await walker.presses("good-coffee", "A touch on the coffee puts one into the basket; nothing is paid.");
      await walker.presses("pay", "The basket shows one coffee and its price; this button leads to paying.");
      await walker.presses("answer-take-away", "Asked once: eat here or take away; this customer takes it away.");
      await customer.sees("number");
      await customer.types(TYPED);
      await walker.presses(
        "send-request",
        "The mobile number is typed; this button sends the request to the phone.",
      );
      const reference = await walker.rings();
      await walker.looks("Nothing is touched here: the customer approves in the app on their phone.");
      await walker.approves(reference);
      await customer.sees("done");
      await customer.hears("receipt-words", /Take your receipt/);
      await walker.presses("finish", "Paid: the order number and the receipt; a touch, or 20 seconds, ends it.");
      await customer.sees("attract");
      await walker.looks("The next customer finds the first screen again.");
    },
  ],
  [
    "Calling it off",
    async (walker) => {
      const { customer } = walker;
      await customer.wakes();
      await customer.chooses("coffee", "cinnamon-bun");
      await walker.presses("pay", "Two things are in the basket; this button leads to paying.");
      await customer.touches("answer-take-away");
      await customer.sees("number");
      await walker.presses("use-code", "Who would rather scan than type touches this for a code.");
      await customer.seesPart("qr");
      const reference = await walker.pointsAtCode();
      await walker.presses("cancel", "The code waits for the phone; “Cancel” calls the payment off.");
      await customer.sees("ended");
      await walker.nothingWasTaken(reference);
      await walker.presses(
        "finish",
        "The screen says that nothing was taken; this button ends it, the other leads back to the basket.",
      );
      await customer.sees("attract");
      await walker.looks("The basket is forgotten and the first screen is back.");
    },
  ],
  ["Walking away", (walker) => walksAway(walker, "coffee", true)],
];

const VENDING: readonly Way[] = [
  [
    "Buying",
    async (walker) => {
      const { customer } = walker;
      await customer.sees("attract");
      await walker.presses("start", "Nobody is here; a touch on the button begins.");
      await walker.presses("good-chips-salt-1", "A touch on the good in place A1 chooses it; nothing is paid.");
      await walker.presses("pay", "It stands in the basket with its price; this button leads to paying.");
      await customer.sees("number");
      await customer.types(TYPED);
      await walker.presses(
        "send-request",
        "The mobile number is typed; this button sends the request to the phone.",
      );
      const reference = await walker.rings();
      await walker.looks("Nothing is touched here: the customer approves in the app on their phone.");
      await walker.approves(reference);
      await customer.sees("dispensing");
      await walker.looks("The money is reserved and the machine turns A1; only what comes out is paid.");
      await customer.sees("done");
      await customer.hears("receipt-words", /Take your receipt/);
      await walker.presses(
        "finish",
        "It fell and is paid: the customer takes it out; a touch, or 20 seconds, ends it.",
      );
      await customer.sees("attract");
      await walker.looks("The next customer finds the first screen again.");
    },
  ],
  [
    "Calling it off",
    async (walker) => {
      const { customer } = walker;
      await customer.wakes();
      await walker.presses("slot-key-A", "Typing the place does the same as touching it: first the letter.");
      await walker.presses("slot-key-2", "Then the number: A2 goes into the basket.");
      await walker.presses("pay", "It stands in the basket; this button leads to paying.");
      await customer.sees("number");
      await customer.types(TYPED);
      await customer.touches("send-request");
      const reference = await walker.rings();
      await walker.presses("cancel", "The request is on the phone; “Cancel” calls it off.");
      await customer.sees("ended");
      await walker.nothingWasTaken(reference);
      await walker.presses("finish", "The screen says that nothing was taken; this button ends it.");
      await customer.sees("attract");
      await walker.looks("The basket is forgotten and the first screen is back.");
    },
  ],
  ["Walking away", (walker) => walksAway(walker, "chips-salt-1", false)],
];

const COUNTER: readonly Way[] = [
  [
    "Buying",
    async (walker) => {
      const { customer } = walker;
      await customer.wakes();
      await walker.presses("good-eggs-12", "The cashier touches a good, types its name or scans it.");
      await walker.presses(
        "good-honey-350",
        "One of these is in the basket, on the right; another good is added the same way.",
      );
      await walker.presses("pay", "Both stand in the basket with the total; this button (F9) leads to paying.");
      await customer.sees("number");
      await customer.types(TYPED);
      await walker.presses(
        "send-request",
        "The customer's number is typed; this button (Enter) sends the request.",
      );
      const reference = await walker.rings();
      await walker.looks("Nothing is touched here: the customer approves in the app on their phone.");
      await walker.approves(reference);
      await customer.sees("done");
      await customer.hears("receipt-words", /Give the customer the receipt/);
      await walker.presses(
        "finish",
        "Paid, and the receipt is printed: the cashier hands it over, and this button leads to the next customer.",
      );
      await customer.sees("goods");
      await walker.looks("The basket is empty for the next customer.");
    },
  ],
  [
    "Calling it off",
    async (walker) => {
      const { customer } = walker;
      await customer.wakes();
      await customer.chooses("eggs-12");
      await walker.presses("pay", "A good is in the basket; this button (F9) leads to paying.");
      await customer.sees("number");
      await walker.presses("use-code", "A customer who would rather scan gets a code with this button.");
      await customer.seesPart("qr");
      const reference = await walker.pointsAtCode();
      await walker.presses("cancel", "The code waits for the phone; “Cancel” (Esc) calls the payment off.");
      await customer.sees("ended");
      await walker.nothingWasTaken(reference);
      await walker.presses(
        "finish",
        "Nothing was taken; this button lets the basket go, the other leads back to it.",
      );
      await customer.sees("goods");
      await walker.looks("The basket is empty for the next customer.");
    },
  ],
  [
    "The customer walks away, the cashier calls it off",
    async (walker) => {
      const { customer } = walker;
      await customer.wakes();
      await customer.chooses("eggs-12");
      await customer.asksByNumber(TYPED);
      const reference = await walker.rings();
      await walker.looks("The request is on the customer's phone, and nobody answers it.");
      await walker.reads(".code-offered", OFFERED_MS);
      await walker.presses("cancel", "A counter never gives up by itself: the cashier touches “Cancel” (Esc).");
      await customer.sees("ended");
      await walker.nothingWasTaken(reference);
      await walker.presses(
        "finish",
        "Nothing was taken; this button lets the basket go, the other leads back to it.",
      );
      await customer.sees("goods");
      await walker.looks("The basket is empty for the next customer.");
    },
  ],
];

async function walksAway(walker: Walker, good: string, asksWhere: boolean): Promise<void> {
  const { customer } = walker;
  await customer.wakes();
  await walker.presses(`good-${good}`, "Somebody chooses a good.");
  await walker.presses("pay", "It stands in the basket; this button leads to paying.");
  if (asksWhere) await customer.touches("answer-take-away");
  await customer.sees("number");
  await customer.types(TYPED);
  await walker.presses("send-request", "The number is typed; this button sends the request to the phone.");
  const reference = await walker.rings();
  await walker.looks("The request is on the phone, and the customer walks away without answering it.");
  await customer.seesPart("leaving", OFFERED_MS);
  await walker.looks(
    "After a while the screen asks, with a tone; one touch would give more time, and nobody touches it.",
  );
  await customer.sees("attract", OFFERED_MS);
  await walker.nothingWasTaken(reference);
  await walker.looks(
    "When the ring is empty the payment is cancelled, and the first screen is back; nothing was taken.",
  );
}

const WAYS: readonly (readonly [Mode, readonly Way[]])[] = [
  ["kiosk", KIOSK],
  ["counter", COUNTER],
  ["vending", VENDING],
];

/** Buying, calling it off and walking away in each mode, in the real window with a practice wallet. Throws at the first step that does not come true. */
export async function walkAll(options: WalksOptions): Promise<readonly WalkedMode[]> {
  mkdirSync(options.outputFolder, { recursive: true });
  const walked: WalkedMode[] = [];
  for (const [mode, ways] of WAYS) walked.push({ mode, walks: await walkMode(mode, ways, options) });
  return walked;
}

async function walkMode(mode: Mode, ways: readonly Way[], options: WalksOptions): Promise<readonly Walk[]> {
  const around = await startSurroundings({ mode, clocks: CLOCKS, settings: { languages: LANGUAGES } });
  let terminal: RunningTerminal | undefined;
  try {
    terminal = await launchTerminal({
      configFile: around.configFile,
      staged: options.terminal,
      display: options.display,
      home: folderForUser(join(options.homes, mode)),
    });
    await terminal.page.emulateMedia({ reducedMotion: "reduce" });
    const walks: Walk[] = [];
    for (const [at, [title, play]] of ways.entries()) {
      const walker = new Walker(terminal.page, around, options.outputFolder, `${mode}-${at + 1}`);
      await play(walker);
      walks.push({ title, steps: walker.steps });
    }
    return walks;
  } finally {
    await terminal?.close();
    await around.close();
  }
}

/** English first, for whoever reads the pictures. */
const LANGUAGES = ["en", "nb", "nn", "da", "sv", "fi"];
