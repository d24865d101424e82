import type { Page } from "playwright-core";
import { faultsOf, walksBy } from "./focus-walk.ts";
import { FEW_LOOKS, FIRST_LOOK, faultsByAxe, LOOKS, type Look, putsOn } from "./judged-by-axe.ts";
import type { Shop } from "./shop.ts";

/** Goes over screens as a customer comes to them, and keeps what was wrong, by screen. */
export class Inspection {
  readonly #shop: Shop;
  readonly #second: Page | undefined;
  readonly #faults = new Map<string, string[]>();
  readonly #screens = new Set<string>();

  constructor(shop: Shop, second?: Page) {
    this.#shop = shop;
    this.#second = second;
  }

  /** What was gone over. */
  get screens(): readonly string[] {
    return [...this.#screens];
  }

  get faults(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.#faults);
  }

  /** A screen that stays: by keys, then in every look. */
  async screen(name: string): Promise<void> {
    const shown = this.#shop.page.getByTestId(`screen-${name.split(" ")[0] ?? name}`);
    await shown.waitFor();
    await this.keys(name);
    await this.looks(name, LOOKS, () => shown.isVisible());
  }

  /** A sheet above a screen. */
  async sheet(name: string): Promise<void> {
    await this.keys(name);
    await this.looks(name, FEW_LOOKS);
  }

  async keys(name: string): Promise<void> {
    const { page, terminal } = this.#shop;
    const mode = await page.evaluate(() => document.documentElement.dataset["mode"]);
    for (const key of mode === "counter" ? (["Tab"] as const) : (["Tab", "Down"] as const))
      this.#keep(
        name,
        faultsOf(await walksBy(key, terminal, page)).map((fault) => `${key}: ${fault}`),
      );
  }

  /** For as long as `stays` says that the screen is there. */
  async looks(
    name: string,
    looks: readonly Look[],
    stays: () => Promise<boolean> = async () => true,
  ): Promise<void> {
    const { page } = this.#shop;
    for (const look of looks) {
      await putsOn(look, page);
      const faults = await faultsByAxe(page);
      if (!(await stays())) {
        this.#keep(name, ["gone before it was looked at"], look);
        break;
      }
      this.#screens.add(name);
      this.#keep(name, faults, look);
      // The second screen has colours and letters of its own: it only follows the language.
      if (this.#second === undefined || look.theme !== "light" || look.largeText) continue;
      await this.#second.locator(`html[lang="${look.language}"]`).waitFor({ state: "attached" });
      this.#keep(`${name}, the customer's screen`, await faultsByAxe(this.#second), look);
    }
    await putsOn(FIRST_LOOK, page);
  }

  /** In the look it has: any ask would change it. */
  async asItIs(name: string): Promise<void> {
    this.#screens.add(name);
    this.#keep(name, await faultsByAxe(this.#shop.page));
  }

  #keep(name: string, faults: readonly string[], look?: Look): void {
    if (faults.length === 0) return;
    const where = look === undefined ? "" : `${look.language} ${look.theme}${look.largeText ? " large" : ""}: `;
    this.#faults.set(name, [...(this.#faults.get(name) ?? []), ...faults.map((fault) => where + fault)]);
  }
}
