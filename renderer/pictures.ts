/// <reference types="vite/client" />
import appleJuice from "./pictures/apple-juice.svg";
import cake from "./pictures/cake.svg";
import cappuccino from "./pictures/cappuccino.svg";
import chips from "./pictures/chips.svg";
import chocolate from "./pictures/chocolate.svg";
import cinnamonBun from "./pictures/cinnamon-bun.svg";
import coffee from "./pictures/coffee.svg";
import cookies from "./pictures/cookies.svg";
import croissant from "./pictures/croissant.svg";
import eggs from "./pictures/eggs.svg";
import flowers from "./pictures/flowers.svg";
import gum from "./pictures/gum.svg";
import honey from "./pictures/honey.svg";
import jam from "./pictures/jam.svg";
import juice from "./pictures/juice.svg";
import nuts from "./pictures/nuts.svg";
import potatoes from "./pictures/potatoes.svg";
import proteinBar from "./pictures/protein-bar.svg";
import raisins from "./pictures/raisins.svg";
import sandwich from "./pictures/sandwich.svg";
import soda from "./pictures/soda.svg";
import strawberries from "./pictures/strawberries.svg";
import tea from "./pictures/tea.svg";
import water from "./pictures/water.svg";

/** The pictures packed with the page. The keys are what a catalogue writes as `picture`. */
export const PICTURES = {
  coffee,
  cappuccino,
  tea,
  "cinnamon-bun": cinnamonBun,
  croissant,
  sandwich,
  cake,
  juice,
  water,
  eggs,
  honey,
  strawberries,
  potatoes,
  jam,
  "apple-juice": appleJuice,
  flowers,
  chips,
  chocolate,
  nuts,
  gum,
  soda,
  "protein-bar": proteinBar,
  cookies,
  raisins,
} as const;

export type PictureName = keyof typeof PICTURES;

/** Undefined for a name that is not packed: the good is then drawn by its first letter. */
export function pictureOf(name: string | undefined): string | undefined {
  return name !== undefined && Object.hasOwn(PICTURES, name) ? PICTURES[name as PictureName] : undefined;
}
