import type { DeviceSpec } from "../../hardware/contract.ts";
import { leftAndRight } from "../../hardware/frames/display/two-lines.ts";
import type { CodePageName } from "../../hardware/frames/escpos/code-page.ts";
import { askedLineId } from "../core/basket.ts";
import type { Language } from "../core/market.ts";
import { type Minor, minus, NOTHING, plainAmount } from "../core/money.ts";
import type { BasketLineView, BasketView, MoneyState, View } from "../core/view.ts";

/** What a customer display of two lines by twenty letters says, in the shop's language. */
interface PoleWords {
  readonly total: string;
  readonly discount: string;
  readonly paid: string;
  readonly approve: (wallet: string) => string;
  readonly scan: (wallet: string) => string;
  readonly wait: string;
  readonly thanks: string;
  readonly nothingTaken: string;
  readonly givenBack: string;
}

const WORDS: Readonly<Record<Language, PoleWords>> = {
  nb: {
    total: "Sum",
    discount: "Rabatt",
    paid: "Betalt",
    approve: (wallet) => `Godkjenn i ${wallet}`,
    scan: (wallet) => `Skann med ${wallet}`,
    wait: "Et øyeblikk",
    thanks: "Takk!",
    nothingTaken: "Ingenting er trukket",
    givenBack: "Pengene går tilbake",
  },
  nn: {
    total: "Sum",
    discount: "Rabatt",
    paid: "Betalt",
    approve: (wallet) => `Godkjenn i ${wallet}`,
    scan: (wallet) => `Skann med ${wallet}`,
    wait: "Eit augeblink",
    thanks: "Takk!",
    nothingTaken: "Ingenting er trekt",
    givenBack: "Pengane går tilbake",
  },
  en: {
    total: "Total",
    discount: "Discount",
    paid: "Paid",
    approve: (wallet) => `Approve in ${wallet}`,
    scan: (wallet) => `Scan with ${wallet}`,
    wait: "One moment",
    thanks: "Thank you!",
    nothingTaken: "Nothing was taken",
    givenBack: "Money goes back",
  },
  da: {
    total: "I alt",
    discount: "Rabat",
    paid: "Betalt",
    approve: (wallet) => `Godkend i ${wallet}`,
    scan: (wallet) => `Scan med ${wallet}`,
    wait: "Et øjeblik",
    thanks: "Tak!",
    nothingTaken: "Intet er trukket",
    givenBack: "Pengene går tilbage",
  },
  sv: {
    total: "Summa",
    discount: "Rabatt",
    paid: "Betalt",
    approve: (wallet) => `Godkänn: ${wallet}`,
    scan: (wallet) => `Skanna: ${wallet}`,
    wait: "Ett ögonblick",
    thanks: "Tack!",
    nothingTaken: "Inget har dragits",
    givenBack: "Pengar går tillbaka",
  },
  fi: {
    total: "Yhteensä",
    discount: "Alennus",
    paid: "Maksettu",
    approve: (wallet) => `Hyväksy: ${wallet}`,
    scan: (wallet) => `Skannaa: ${wallet}`,
    wait: "Hetkinen",
    thanks: "Kiitos!",
    nothingTaken: "Mitään ei veloitettu",
    givenBack: "Rahat palautetaan",
  },
};

/** Names no line: lines are named by their SKU. */
const THE_WHOLE = "";

export type PoleLines = readonly [upper: string, lower: string];

export interface PoleShop {
  readonly name: string;
  readonly language: Language;
  /** Letters the display has, so that no figure is cut by a name that grows in them. */
  readonly letters: CodePageName;
}

/** The customer's two lines beside the cashier's screen, from the same views. */
export class PoleWriter {
  readonly #shop: PoleShop;
  readonly #words: PoleWords;
  #before: readonly BasketLineView[] = [];
  #reductionBefore: Minor | undefined;
  /** The line of the basket that changed last, or what was taken off the whole. */
  #latest: string | undefined;

  constructor(shop: PoleShop) {
    this.#shop = shop;
    this.#words = WORDS[shop.language];
  }

  linesFor({ screen, frame }: View): PoleLines {
    const words = this.#words;
    switch (screen.at) {
      case "attract":
        this.#remember({ lines: [] });
        return this.#greeting();
      case "goods":
        return this.#ringingUp(screen.basket);
      case "number":
        return [this.#amount(words.total, screen.amount), ""];
      case "paying": {
        const isTurn = screen.step === "waiting" || screen.step === "asking";
        const turn = screen.flow === "qr" ? words.scan(frame.wallet) : words.approve(frame.wallet);
        return [this.#amount(words.total, screen.amount), isTurn ? turn : words.wait];
      }
      case "late":
      case "dispensing":
        return [this.#amount(words.total, screen.amount), words.wait];
      case "done":
        return [words.thanks, screen.money === "paid" ? this.#amount(words.paid, screen.amount) : ""];
      case "ended":
        return [this.#end(screen.money), ""];
    }
  }

  #greeting(): PoleLines {
    return [this.#shop.name, ""];
  }

  #ringingUp(basket: BasketView): PoleLines {
    this.#remember(basket);
    const total = this.#amount(this.#words.total, basket.total);
    if (this.#latest === THE_WHOLE && basket.reduction !== undefined) {
      const { amount, reason } = basket.reduction;
      return [this.#amount(`${this.#words.discount} ${reason}`, minus(NOTHING, amount)), total];
    }
    const latest = basket.lines.find((line) => nameOf(line) === this.#latest) ?? basket.lines.at(-1);
    if (latest === undefined) return this.#greeting();
    const name = latest.count === 1 ? latest.name : `${latest.count} ${latest.name}`;
    return [this.#amount(name, latest.gross), total];
  }

  #remember({ lines, reduction }: Pick<BasketView, "lines" | "reduction">): void {
    const counted = new Map(this.#before.map((line) => [nameOf(line), line.count]));
    const changed = lines.find((line) => counted.get(nameOf(line)) !== line.count);
    if (changed !== undefined) this.#latest = nameOf(changed);
    else if (reduction?.amount !== this.#reductionBefore) this.#latest = THE_WHOLE;
    this.#before = lines;
    this.#reductionBefore = reduction?.amount;
  }

  #end(money: MoneyState): string {
    if (money === "nothing-reserved") return this.#words.nothingTaken;
    return money === "being-released" || money === "given-back" ? this.#words.givenBack : this.#words.wait;
  }

  #amount(left: string, amount: Minor): string {
    return leftAndRight(left, plainAmount(amount), this.#shop.letters);
  }
}

/** A line of the basket by its good, what was chosen with it and what was typed as its price. */
function nameOf({ sku, chosen = [], typedPrice }: BasketLineView): string {
  return askedLineId({
    sku,
    chosen: chosen.map(({ id }) => id),
    ...(typedPrice === undefined ? {} : { typedPrice }),
  });
}

export interface PoleParts {
  readonly devices: readonly DeviceSpec[];
  readonly shopName: string;
  readonly language: Language;
  readonly display: (id: string) => { show(lines: PoleLines): void } | undefined;
}

/** Shows every view on the configured customer display; nothing where there is none. */
export function poleOf({ devices, shopName, language, display }: PoleParts): (view: View) => void {
  const spec = devices.find((device) => device.kind === "display");
  const pole = spec === undefined ? undefined : display(spec.id);
  if (spec === undefined || pole === undefined) return () => undefined;
  const writer = new PoleWriter({ name: shopName, language, letters: spec.letters ?? "cp850" });
  return (view) => pole.show(writer.linesFor(view));
}
