import { basketTotal } from "../core/basket.ts";
import { lowestPrice } from "../core/choice.ts";
import type { CounterView } from "../core/counter-view.ts";
import type { Good } from "../core/good.ts";
import type { Idle } from "../core/idle.ts";
import { MARKETS, type PhoneCountry } from "../core/market.ts";
import type { DeviceState, ProviderName } from "../core/ports.ts";
import type { TerminalSettings } from "../core/settings.ts";
import type { CatalogueView, NumberQuestion, QrView, Screen, View } from "../core/view.ts";
import type { FilingState } from "./filings.ts";
import type { Front } from "./front.ts";
import { basketView, saleScreen } from "./screens.ts";

export type Unavailable = "offline" | "out-of-service" | "checking";

/** Everything a view is made of. */
export interface ViewFacts {
  readonly settings: TerminalSettings;
  readonly front: Front;
  readonly idle: Idle;
  readonly nowMs: number;
  readonly wallet: string;
  readonly provider: ProviderName;
  readonly canPush: boolean;
  readonly unavailable: Unavailable | undefined;
  readonly soldOut: readonly string[];
  readonly devices: readonly DeviceState[];
  readonly hasVoice: boolean;
  readonly choosesOnMachine: boolean;
  readonly drawQr: (content: string) => Pick<QrView, "modules" | "path">;
  readonly staffAt: View["frame"]["staff"] | undefined;
  readonly setUp: View["frame"]["setUp"] | undefined;
  readonly filingOf: (saleId: string) => FilingState;
  /** Absent where no cashier stands at the screen. */
  readonly counter: CounterView | undefined;
}

/** The catalogue is fixed for one run of the program. */
const CATALOGUE_VERSION = 1;

export function catalogueView(goods: readonly Good[]): CatalogueView {
  const categories = [...new Set(goods.map((good) => good.category))];
  // What is left is said by `soldOut`; how much, is nobody's business at the screen.
  return { version: CATALOGUE_VERSION, categories, goods: goods.map(goodView) };
}

function goodView({ stock: _stock, ...good }: Good): CatalogueView["goods"][number] {
  const choices = good.choices ?? [];
  if (choices.every((group) => group.options.every((option) => option.price === undefined))) return good;
  return {
    ...good,
    priceFrom: lowestPrice(good.price, choices),
    ...(good.eatIn === undefined
      ? {}
      : { eatIn: { ...good.eatIn, priceFrom: lowestPrice(good.eatIn.price, choices) } }),
  };
}

export function viewOf(facts: ViewFacts): View {
  const { settings, front } = facts;
  const frame: View["frame"] = {
    mode: settings.mode,
    shopName: settings.shop.name,
    ...(settings.mode === "vending" && settings.shop.helpLine !== undefined
      ? { helpLine: settings.shop.helpLine }
      : {}),
    language: front.language,
    currency: MARKETS[settings.market].currency,
    wallet: facts.wallet,
    theme: front.theme,
    largeText: front.largeText,
    lowReach: front.lowReach,
    languages: settings.languages,
    keys: settings.keys,
    ...(settings.charactersAreOff === undefined ? {} : { charactersAreOff: settings.charactersAreOff }),
    ...speechOf(facts),
    ...(facts.staffAt === undefined ? {} : { staff: facts.staffAt }),
    ...(facts.setUp === undefined ? {} : { setUp: facts.setUp }),
    catalogueVersion: CATALOGUE_VERSION,
    soldOut: facts.soldOut,
    troubles: facts.devices.filter((device) => device.state !== "ready"),
    practice: settings.practice,
  };
  const leaving = leavingOf(facts, frame.speech?.on === true);
  return { frame: leaving === undefined ? frame : { ...frame, leaving }, screen: screenOf(facts) };
}

/** Whoever is spoken to hears the question itself. */
function leavingOf({ idle, settings }: ViewFacts, isSpoken: boolean): View["frame"]["leaving"] {
  const { warningToneVolumePercent: toneVolumePercent } = settings;
  if (idle.leaving === undefined || isSpoken || toneVolumePercent === undefined) return idle.leaving;
  return { ...idle.leaving, toneVolumePercent };
}

function speechOf({ settings, front, hasVoice }: ViewFacts): Pick<View["frame"], "speech"> {
  const { output } = settings.speech;
  if (output === "none" || !hasVoice) return {};
  return { speech: { on: front.speaks, pace: front.pace, volume: front.volume, output } };
}

function screenOf(facts: ViewFacts): Screen {
  const { front, unavailable } = facts;
  const availability = unavailable === undefined ? { available: true } : { available: false, why: unavailable };
  if (front.at === "attract")
    return { at: "attract", ...availability, ...(facts.choosesOnMachine ? { chooseOn: "machine" } : {}) };
  if (front.at === "number") return numberScreen(facts);
  if (front.at === "goods" || front.sale === undefined)
    return {
      at: "goods",
      basket: basketView(front.basket, facts.settings),
      ...availability,
      ...(front.tooYoungFor === undefined ? {} : { tooYoungFor: front.tooYoungFor }),
      ...(front.scan === undefined ? {} : { scan: front.scan, ...told(front) }),
      ...(facts.counter === undefined ? {} : { counter: facts.counter }),
    };
  return saleScreen(front.sale, {
    nowMs: facts.nowMs,
    maskedNumber: front.maskedNumber,
    toOwnCode: front.byOwnCode === true,
    canPush: facts.canPush,
    switching: front.afterwards === "number",
    ...(facts.settings.payFirst === "side-by-side" && facts.canPush ? { beside: numberQuestion(facts) } : {}),
    drawQr: facts.drawQr,
    filing: facts.filingOf(front.sale.id),
  });
}

function numberScreen(facts: ViewFacts): Screen {
  const { front } = facts;
  return {
    at: "number",
    basket: basketView(front.basket, facts.settings),
    amount: basketTotal(front.basket),
    canPush: facts.canPush,
    ...numberQuestion(facts),
  };
}

const told = ({ told: times }: ViewFacts["front"]) => (times === undefined ? {} : { told: times });

function numberQuestion({ front, provider, settings }: ViewFacts): NumberQuestion {
  const home = MARKETS[settings.market].phoneCountry;
  const all: readonly PhoneCountry[] = ["NO", "DK", "FI", "SE"];
  return {
    // eCom knows the numbers of its own country only.
    countries: provider === "ecom" ? [home] : [home, ...all.filter((country) => country !== home)],
    country: home,
    ...(front.complaint === undefined ? {} : { complaint: front.complaint }),
    ...told(front),
  };
}
