import type { Page } from "playwright-core";

/** What a step on the screen may take at most; a person would have given up as well. */
const STEP_MS = 15_000;

/** Somebody at the screen: real clicks on the real window, by the names the page gives its parts. */
export class Customer {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    page.setDefaultTimeout(STEP_MS);
  }

  /** Waits until this screen is shown. */
  async sees(screen: string, withinMs = STEP_MS): Promise<void> {
    await this.#page.getByTestId(`screen-${screen}`).waitFor({ timeout: withinMs });
  }

  async touches(name: string): Promise<void> {
    await this.#page.getByTestId(name).first().click();
  }

  async reads(name: string): Promise<string> {
    return (await this.#page.getByTestId(name).first().innerText()).replaceAll(/\s+/g, " ").trim();
  }

  async seesPart(name: string, withinMs = STEP_MS): Promise<void> {
    await this.#page.getByTestId(name).first().waitFor({ timeout: withinMs });
  }

  /** Waits until a part says something. */
  async hears(name: string, words: RegExp, withinMs = STEP_MS): Promise<void> {
    await this.#page.getByTestId(name).filter({ hasText: words }).first().waitFor({ timeout: withinMs });
  }

  /** Wakes the terminal; the attended counter is awake already. */
  async wakes(): Promise<void> {
    await this.#page
      .locator(
        '[data-testid="screen-attract"] [data-testid="start"]:not([disabled]):not([aria-disabled="true"]), [data-testid="screen-goods"]',
      )
      .first()
      .waitFor();
    if (await this.#page.getByTestId("screen-attract").isVisible()) await this.touches("start");
    await this.sees("goods");
  }

  async chooses(...skus: readonly string[]): Promise<void> {
    for (const sku of skus) await this.touches(`good-${sku}`);
  }

  /** Off to pay; whoever is asked takes the goods away. */
  async goesToPay(): Promise<void> {
    await this.touches("pay");
    const answer = this.#page.getByTestId("answer-take-away");
    await answer.or(this.#page.getByTestId("screen-number")).first().waitFor();
    if (await answer.isVisible()) await answer.click();
  }

  /** From the goods to the waiting screen, by number. */
  async asksByNumber(digits: string): Promise<void> {
    await this.goesToPay();
    await this.sees("number");
    await this.types(digits);
    await this.touches("send-request");
    await this.sees("paying");
  }

  async types(digits: string): Promise<void> {
    for (const digit of digits) await this.touches(`key-${digit}`);
  }

  async asksByCode(): Promise<void> {
    await this.goesToPay();
    await this.sees("number");
    await this.touches("use-code");
    await this.seesPart("qr");
  }

  async photographs(file: string): Promise<void> {
    await this.#page.screenshot({ path: file, animations: "disabled" });
  }
}
