/**
 * What must be named wherever food is sold: Regulation (EU) No 1169/2011, Annex II, in its order. In force in Norway,
 * too, through the EEA agreement. `gluten` stands for cereals containing gluten, `nuts` for the eight nuts of the list.
 */
export const ALLERGENS = [
  "gluten",
  "crustaceans",
  "eggs",
  "fish",
  "peanuts",
  "soy",
  "milk",
  "nuts",
  "celery",
  "mustard",
  "sesame",
  "sulphites",
  "lupin",
  "molluscs",
] as const;

export type Allergen = (typeof ALLERGENS)[number];
