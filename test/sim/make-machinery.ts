import { ALL_FAMILIES } from "../hardware/drivers/families.ts";
import type { Character } from "./character.ts";
import { Dice } from "./dice.ts";
import { DriverMachinery } from "./driver-machinery.ts";
import type { Machinery, MachineryEars } from "./machinery.ts";
import { ModelMachinery } from "./model-machinery.ts";
import type { Script } from "./script.ts";
import type { SimTime } from "./sim-time.ts";

/** Models of the drivers' contract, or the drivers themselves. */
export function makeMachinery(
  character: Character,
  time: SimTime,
  script: Script | undefined,
  ears: MachineryEars,
): Machinery {
  const parts = {
    time,
    dice: new Dice(character.seed, "devices"),
    ears,
    hasPrinter: character.hasPrinter,
    hasShelf: character.mode === "vending",
    trouble: character.deviceTrouble,
    script,
  };
  if (character.devices === "models") return new ModelMachinery(parts);
  const family = ALL_FAMILIES[character.boardNumber % ALL_FAMILIES.length];
  if (family === undefined) throw new Error("there is no board family");
  return new DriverMachinery({ ...parts, family, slots: character.goods.flatMap((good) => good.slot ?? []) });
}
