import { newPersonalQr } from "../../simulator/vipps/qr/personal.ts";
import type { World } from "../../simulator/vipps/world.ts";
import type { Dice } from "./dice.ts";
import { NUMBERS } from "./people.ts";

/** In a code that no wallet made, or that is too old. */
const NOBODYS = "0ldOrNobodys";

const digitsOf = (typed: string) => typed.replaceAll(" ", "");

/** What the wallet on the phone with this number shows now: in the new form, now and then in the old one with the number in it. */
export function ownCodeOf(world: World, dice: Dice, typed: string): string {
  const msisdn = `47${digitsOf(typed)}`;
  if (world.state.customers[msisdn] === undefined) return `https://qr.vipps.no/p/${NOBODYS}`;
  return dice.chance(0.3) ? `https://qr.vipps.no/28/2/01/031/${msisdn}?v=1` : newPersonalQr(world, msisdn);
}

/** What customers typed, and what their own codes said so far. */
export function personalOf(world: World): readonly string[] {
  return [...NUMBERS.map(digitsOf), ...Object.keys(world.state.personalQrs), NOBODYS];
}
