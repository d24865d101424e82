import type { Catalogue, Good, Minor } from "../view.ts";

/** Three small shops to look at the screens with. Not shipped; the terminal's own samples are configuration. */
type Row = readonly [sku: string, name: string, category: string, price: number, picture: string];

const COFFEE: readonly Row[] = [
  ["coffee", "Filterkaffe", "Varm drikke", 3900, "coffee"],
  ["cappuccino", "Cappuccino", "Varm drikke", 4900, "cappuccino"],
  ["tea", "Te", "Varm drikke", 3500, "tea"],
  ["bun", "Kanelbolle", "Bakst", 4200, "cinnamon-bun"],
  ["croissant", "Croissant", "Bakst", 3900, "croissant"],
  ["cake", "Sjokoladekake", "Bakst", 5900, "cake"],
  ["cookies", "Havrekjeks", "Bakst", 2900, "cookies"],
  ["sandwich", "Smørbrød med ost og skinke", "Mat", 8900, "sandwich"],
  ["protein", "Nøttebar", "Mat", 3500, "protein-bar"],
  ["juice", "Appelsinjuice", "Kald drikke", 4500, "juice"],
  ["water", "Vann", "Kald drikke", 2900, "water"],
  ["soda", "Sitronbrus", "Kald drikke", 3900, "soda"],
];

const FARM: readonly Row[] = [
  ["eggs", "Egg, 12 stk.", "Fra gården", 6500, "eggs"],
  ["honey", "Lynghonning", "Fra gården", 12900, "honey"],
  ["potatoes", "Nypoteter, 1 kg", "Grønt", 3950, "potatoes"],
  ["strawberries", "Jordbær, kurv", "Grønt", 6000, "strawberries"],
  ["jam", "Bringebærsyltetøy", "Fra gården", 7500, "jam"],
  ["apple-juice", "Eplemost", "Fra gården", 5900, "apple-juice"],
  ["cider", "Eplesider", "Fra gården", 8900, "apple-juice"],
  ["flowers", "Blomsterbukett", "Fra gården", 15000, "flowers"],
  ["loose", "Poteter, løsvekt", "Grønt", 500, "potatoes"],
];

const SNACKS: readonly Row[] = [
  ["chips", "Potetgull, rømme og løk", "Snacks", 3200, "chips"],
  ["nuts", "Peanøtter", "Snacks", 2800, "nuts"],
  ["chocolate", "Melkesjokolade", "Godt", 2500, "chocolate"],
  ["raisins", "Rosiner", "Snacks", 1900, "raisins"],
  ["gum", "Tyggegummi", "Godt", 2200, "gum"],
  ["protein", "Proteinbar", "Godt", 3900, "protein-bar"],
  ["water", "Vann uten kullsyre, 0,5 l", "Drikke", 2500, "water"],
  ["soda", "Brus 0,33 l", "Drikke", 2900, "soda"],
];

const VAT = 1500 as Good["vat"];
const VAT_EATEN_IN = 2500 as Good["vat"];

/** Asked for with a cappuccino. */
const CHOICES: NonNullable<Good["choices"]> = [
  {
    name: "Størrelse",
    min: 1,
    max: 1,
    options: [
      { id: "small", name: "Liten", adds: 0 as Minor },
      { id: "large", name: "Stor", adds: 1000 as Minor },
    ],
  },
  {
    name: "Melk",
    min: 0,
    max: 1,
    options: [
      { id: "oat", name: "Havremelk", adds: 500 as Minor, allergens: ["gluten"] },
      { id: "lactose-free", name: "Laktosefri melk", adds: 0 as Minor },
    ],
  },
];

/** What each contains; the rest of the goods contain none of the fourteen. */
const ALLERGENS: Readonly<Record<string, Good["allergens"]>> = {
  cappuccino: ["milk"],
  bun: ["gluten", "eggs", "milk"],
  croissant: ["gluten", "eggs", "milk"],
  cake: ["gluten", "eggs", "milk", "nuts"],
  cookies: ["gluten", "milk"],
  sandwich: ["gluten", "milk", "mustard", "sesame"],
  protein: ["peanuts", "soy", "nuts"],
  eggs: ["eggs"],
  chips: ["milk"],
  nuts: ["peanuts"],
  chocolate: ["milk", "soy"],
};

/** Eaten here, food and drink have another rate, and a sandwich another price. */
function good([sku, name, category, price, picture]: Row): Good {
  const plain = { sku, name, category, price: price as Minor, vat: VAT, picture, allergens: ALLERGENS[sku] ?? [] };
  const eatIn = { price: (sku === "sandwich" ? price + 1000 : price) as Minor, vat: VAT_EATEN_IN };
  if (sku === "cider") return { ...plain, minimumAge: 18 };
  if (sku === "loose") return { ...plain, openPrice: { min: plain.price, max: 50000 as Minor } };
  if (category === "Bakst" || category === "Mat") return { ...plain, eatIn };
  return sku === "cappuccino" ? { ...plain, choices: CHOICES, eatIn } : plain;
}

function shop(goods: readonly Good[]): Catalogue {
  return { version: 1, categories: [...new Set(goods.map((one) => one.category))], goods };
}

/** Eight shelves of six places. */
function machine(): readonly Good[] {
  const goods: Good[] = [];
  for (const [row, shelf] of ["A", "B", "C", "D", "E", "F", "G", "H"].entries())
    for (let place = 1; place <= 6; place += 1) {
      const snack = SNACKS[(place - 1 + row * 3) % SNACKS.length];
      if (snack === undefined) continue;
      const slot = `${shelf}${place}`;
      goods.push({ ...good(snack), sku: `${snack[0]}-${slot}`, slot });
    }
  return goods;
}

export const SAMPLE_CATALOGUES = {
  kiosk: shop(COFFEE.map(good)),
  counter: shop(
    [...FARM, ...COFFEE].map((row, index) => (index < 6 ? { ...good(row), quickKey: true } : good(row))),
  ),
  vending: shop(machine()),
} as const;

/** A shop with so many goods, each with a picture, in forty categories. */
export function manyGoods(mode: keyof typeof SAMPLE_CATALOGUES, count = 2_000): Catalogue {
  const few = SAMPLE_CATALOGUES[mode].goods;
  const goods = Array.from({ length: count }, (_, index): Good => {
    const like = few[index % few.length] as Good;
    const { quickKey: _quick, ...rest } = like;
    return {
      ...rest,
      sku: `many-${index}`,
      name: `${like.name} ${index}`,
      category: `Hylle ${Math.floor(index / 50)}`,
    };
  });
  return { version: 1, categories: [...new Set(goods.map((one) => one.category))], goods };
}

export const SAMPLE_SHOPS = { kiosk: "Kaffebaren", counter: "Gårdsutsalget", vending: "Snackautomaten" } as const;
