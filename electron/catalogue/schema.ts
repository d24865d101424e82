import * as z from "zod";
import { ALLERGENS } from "../core/allergen.ts";

/** Goods a machine or a counter can show at once without paging for ever. */
export const GOODS_MAX = 2000;

export const slotName = z
  .string()
  .regex(/^[A-Z0-9]{1,4}$/, "1 to 4 capital letters or digits, such as A1")
  .describe("Name of a slot, as printed on the machine: 1 to 4 capital letters or digits.");

/** Line ends and other control signs, halves of signs, and signs that turn what follows them around, an amount among it. */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const READABLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Letters of any script and emoji are shown as they are. */
const nameUpTo = (most: number) =>
  z
    .string()
    .regex(/^\S(.*\S)?$/u, "a name that neither begins nor ends with a space")
    .max(most)
    .refine(
      (name) => !HIDDEN.test(name),
      "a name without control signs and signs that turn the direction of writing",
    )
    .refine((name) => READABLE.test(name), "a name with something to read in it");

const shortName = nameUpTo(60);

const priceText = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,5})\.[0-9]{2}$/, 'a price as text with two decimals, such as "39.00"');

const openPrice = z.strictObject({
  min: priceText.describe("The least that may be typed, VAT included."),
  max: priceText.describe("The most that may be typed: guards against a slip of the finger."),
});

const allergens = z.array(z.enum(ALLERGENS)).max(ALLERGENS.length).exactOptional();

export const writtenOption = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,32}$/, "1 to 32 letters, digits or hyphens")
    .describe("The shop's own name for the option, unique among all options of the good."),
  name: shortName.describe("What the customer reads: `Large`, `Oat milk`."),
  adds: priceText
    .exactOptional()
    .describe("Added to the price of the good. Without `adds` and `price` the option costs nothing more."),
  price: priceText
    .exactOptional()
    .describe(
      "A variant's own price, instead of the good's. Only where exactly one option of the group is chosen.",
    ),
  allergens: allergens.describe("Allergens that the option brings beside those of the good."),
});

export const writtenChoice = z.strictObject({
  name: shortName.describe("What is asked for: `Size`, `Milk`."),
  min: z.int().min(0).max(20).default(1).describe("Fewest options; 0: nothing need be chosen."),
  max: z.int().min(1).max(20).default(1).describe("Most options."),
  options: z.array(writtenOption).min(1).max(20).describe("In the order in which they are shown."),
});

/** One good as the operator writes it. Prices and VAT are written as on a price tag; `check.ts` turns them into whole units. */
export const writtenGood = z.strictObject({
  sku: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,32}$/, "1 to 32 letters, digits or hyphens")
    .describe("The shop's own name for the good, unique in the catalogue."),
  name: nameUpTo(200).describe("What the customer reads on screen and receipt."),
  category: shortName.describe("Goods are grouped by this name, in the order in which the names first appear."),
  price: priceText
    .exactOptional()
    .describe(
      "Price including VAT in the market's currency, as text with a point and two decimals. Left out only beside `openPrice`.",
    ),
  openPrice: openPrice
    .exactOptional()
    .describe(
      "Counter: instead of `price`, the cashier types what one unit costs (goods by weight, services). Without choices and `priceEatIn`.",
    ),
  vat: z.number().min(0).max(100).describe("VAT rate in percent; one of the market's rates."),
  vatEatIn: z
    .number()
    .min(0)
    .max(100)
    .exactOptional()
    .describe(
      "VAT rate in percent where the good is eaten on the premises, if it is another. The customer is then asked before paying. Not in vending.",
    ),
  priceEatIn: priceText
    .exactOptional()
    .describe(
      "Price where the good is eaten on the premises, if it is another; what options add stays the same. Not in vending.",
    ),
  picture: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "1 to 40 small letters, digits or hyphens")
    .exactOptional()
    .describe("Name of a picture packed with the terminal. Without one the name is shown large."),
  barcode: z
    .string()
    .regex(/^[0-9A-Za-z-]{4,48}$/, "4 to 48 letters, digits or hyphens")
    .exactOptional()
    .describe("What a scanner reads from the good, unique in the catalogue."),
  minimumAge: z
    .int()
    .min(1)
    .max(100)
    .exactOptional()
    .describe(
      "Years. The wallet refuses younger customers, and at a counter the cashier is asked. The eCom API cannot check it, so there such goods are sold at counters only.",
    ),
  allergens: allergens.describe(
    "What the good contains of the 14 allergens that must be named (Regulation (EU) No 1169/2011). An empty list: none of them. Without the list nothing is said.",
  ),
  slot: slotName.exactOptional().describe("Vending: the slot the good lies in. One good per slot."),
  stock: z
    .int()
    .min(0)
    .max(9999)
    .exactOptional()
    .describe("Units in stock. Without it nobody counts and the good never sells out by itself."),
  choices: z
    .array(writtenChoice)
    .min(1)
    .max(8)
    .exactOptional()
    .describe(
      "Variants and extras, asked for when the good is chosen. Not in vending: there the slot is the variant.",
    ),
  quickKey: z.boolean().exactOptional().describe("Counter: shown as a quick key."),
});

export const writtenCatalogue = z.strictObject({
  goods: z.array(writtenGood).min(1).max(GOODS_MAX).describe("The goods, in the order in which they are shown."),
});

export type WrittenChoice = z.infer<typeof writtenChoice>;
export type WrittenGood = z.infer<typeof writtenGood>;
export type WrittenCatalogue = z.infer<typeof writtenCatalogue>;
