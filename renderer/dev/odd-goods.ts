import type { Screen } from "../../electron/ipc/contract.ts";
import type { Catalogue, Good, Minor } from "../view.ts";

/** Names that a catalogue may hold and nobody drew the screens for. Shown as text, whatever they look like. */
export const ODD_NAMES: readonly string[] = [
  "👨‍👩‍👧‍👦 Familieboks 🍓🍓🍓",
  "قهوة عربية 250 غ",
  "מיץ תפוזים 0,5 ל׳",
  "<script>document.title='x'</script>",
  '<img src="x" onerror="alert(1)"> & &amp; {{name}}',
  "Å".repeat(200),
  "En svært lang setning om hva dette er, hvor det kommer fra og hvem som har laget det, ".repeat(3).slice(0, 200),
  "Z̸̡̛͖̤̝a̵̢̛̼͇l̶̨̛̝͔g̷̛̰̝o̸̢̝̕ kake",
  "日本茶・抹茶ラテ（大）",
  "‏שוקולד ‎50%‏ 🍫",
  "%s {price} \\u0000 null NaN undefined",
  "7",
];

const CATEGORIES = [
  "🍎🍐",
  "قسم المشروبات",
  "<b>Fet</b>",
  "Enkategorimedetnavnsomaldritarsluttogsomikkekanbrytesnoested",
];

/** The shop's own goods under such names: no picture, or one that is not packed, and nothing to pay for one of them. */
export function oddGoods(few: readonly Good[]): Catalogue {
  const goods = few.map((good, index): Good => {
    const { picture: _drawn, ...rest } = good;
    const odd = { ...rest, name: ODD_NAMES[index % ODD_NAMES.length] ?? "", category: categoryOf(good, index) };
    if (index % 3 === 0) return { ...odd, picture: "no-such-picture" };
    return index % 5 === 1 ? { ...odd, price: 0 as Minor } : odd;
  });
  return { version: 2, categories: [...new Set(goods.map((one) => one.category))], goods };
}

/** A machine's goods lie on its shelves, whatever they are called. */
function categoryOf({ slot, category }: Good, index: number): string {
  return slot === undefined ? (CATEGORIES[Math.floor(index / 4) % CATEGORIES.length] ?? "") : category;
}

/** The same names wherever a screen tells of goods. */
export function withOddNames(screen: Screen): Screen {
  if (screen.at === "goods" || screen.at === "number") {
    const lines = screen.basket.lines.map((line, at) => ({ ...line, ...named(at) }));
    return { ...screen, basket: { ...screen.basket, lines } };
  }
  if (screen.at !== "dispensing" && screen.at !== "done" && screen.at !== "ended") return screen;
  return { ...screen, items: screen.items.map((item, at) => ({ ...item, ...named(at + 4) })) };
}

function named(at: number): { readonly name: string; readonly picture: string } {
  return { name: ODD_NAMES[at % ODD_NAMES.length] ?? "", picture: "no-such-picture" };
}
