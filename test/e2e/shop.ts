import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, type TestContext } from "vitest";
import { Customer } from "../../scripts/demo/customer.ts";
import type { Phone } from "../../scripts/demo/phone.ts";
import { type Surroundings, type SurroundingsOptions, startSurroundings } from "../../scripts/demo/surroundings.ts";
import type { RunningTerminal } from "../../scripts/launch-terminal.ts";
import { folderForUser } from "../../scripts/ordinary-user.ts";
import { openTerminal } from "./launch.ts";

/** A customer of the simulated wallet, and the number as people type it. */
export const MSISDN = "4791234567";
export const TYPED = "91234567";

/** A whole shop: wallet, phone, printer, board, and the terminal in its window. */
export class Shop {
  readonly around: Surroundings;
  #terminal: RunningTerminal;
  #customer: Customer;

  private constructor(around: Surroundings, terminal: RunningTerminal) {
    this.around = around;
    this.#terminal = terminal;
    this.#customer = new Customer(terminal.page);
  }

  static async open(options: SurroundingsOptions): Promise<Shop> {
    const around = await startSurroundings(options);
    try {
      return new Shop(around, await start(around));
    } catch (error) {
      await around.close();
      throw error;
    }
  }

  /** A shop of one test's own, gone when it ends. */
  static async openFor(context: TestContext, options: SurroundingsOptions): Promise<Shop> {
    const shop = await Shop.open(options);
    context.onTestFinished(() => shop.close());
    shop.tellsIfItFails(context);
    return shop;
  }

  get terminal(): RunningTerminal {
    return this.#terminal;
  }

  get customer(): Customer {
    return this.#customer;
  }

  get page(): Page {
    return this.#terminal.page;
  }

  get phone(): Phone {
    return this.around.phone;
  }

  /** What stood on the screen and the terminal's last words stand beside a failed test. */
  tellsIfItFails(context: TestContext): void {
    context.onTestFailed(async () => {
      const screen = await this.page.innerText("body", { timeout: 2_000 }).catch(String);
      console.error(`${screen}\n--\n${this.#terminal.stderr.slice(-15).join("\n")}`);
    });
  }

  /** Starts the terminal once more on the same folders; the former one has ended. */
  async startAgain(): Promise<void> {
    this.#terminal = await start(this.around);
    this.#customer = new Customer(this.#terminal.page);
  }

  /** The next test finds a terminal at rest: where the last one left a customer standing, it is started anew. */
  async rests(): Promise<void> {
    const emptyCounter = this.page.locator(
      '[data-mode="counter"] [data-testid="screen-goods"]:has([data-testid="pay"]:disabled)',
    );
    if (await this.page.getByTestId("start").or(emptyCounter).isVisible()) return;
    await this.#terminal.kill();
    await this.startAgain();
  }

  /** From the goods to the phone that rings: gives the payment's reference. */
  async asksByNumber(typed = TYPED, msisdn = MSISDN): Promise<string> {
    await this.#customer.asksByNumber(typed);
    return this.phone.rings(msisdn);
  }

  async close(): Promise<void> {
    await this.#terminal.kill();
    await this.around.close();
  }
}

function start(around: Surroundings): Promise<RunningTerminal> {
  return openTerminal({ configFile: around.configFile, home: folderForUser(join(around.folder, "home")) });
}

/** A key as a keyboard sends it, through every lock in front of the page; the test tool's own keys come behind them. */
export async function pressesKey(terminal: RunningTerminal, key: string, modifiers: readonly KeyModifier[] = []) {
  await terminal.app.evaluate(
    ({ BrowserWindow }, pressed) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents;
      const { keyCode, modifiers } = pressed;
      page?.sendInputEvent({ type: "keyDown", keyCode, modifiers });
      // Enter types a character too: that is what presses the button which has the focus.
      const typed = keyCode === "Enter" ? "\r" : keyCode;
      if (typed.length === 1) page?.sendInputEvent({ type: "char", keyCode: typed, modifiers });
      page?.sendInputEvent({ type: "keyUp", keyCode, modifiers });
    },
    { keyCode: key, modifiers: [...modifiers] },
  );
}

/** The customer's number as a person types it: what comes as fast as from a scanner would be a code. */
export async function typesNumber(terminal: RunningTerminal, typed = TYPED) {
  const field = terminal.page.getByTestId("number-field").locator(".number-digits");
  for (const [at, digit] of [...typed].entries()) {
    await pressesKey(terminal, digit);
    const wanted = typed.slice(0, at + 1);
    await expect.poll(async () => (await field.innerText()).replace(/\s/g, ""), { timeout: 5_000 }).toBe(wanted);
  }
}

export type KeyModifier = "control" | "alt" | "shift" | "meta";
