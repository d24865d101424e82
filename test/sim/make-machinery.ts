import { ALL_FAMILIES } from "../hardware/drivers/families.ts";
import type { Character } from "./character.ts";
import { Dice } from "./dice.ts";
import { DriverMachinery } from "./driver-machinery.ts";
import type { History } from "./history.ts";
import { KeyedMachinery } from "./keyed-machinery.ts";
import type { Machinery, MachineryEars } from "./machinery.ts";
import { ModelMachinery } from "./model-machinery.ts";
import type { Oracle } from "./oracle.ts";
import type { Script } from "./script.ts";
import type { SimTime } from "./sim-time.ts";

/** Models of the drivers' contract, or the drivers themselves; what they do is told to the oracle. */
export function makeMachinery(
  character: Character,
  time: SimTime,
  script: Script | undefined,
  history: History,
  oracle: Oracle,
): Machinery {
  const ears: MachineryEars = {
    vendAsked: (slot) => oracle.vendAsked(slot),
    pulsed: (slot) => oracle.pulsed(slot),
    dropped: (slot) => oracle.dropped(slot),
    paper: (slip) => oracle.paper(slip),
    note: (what) => history.tell(what),
  };
  const parts = {
    time,
    dice: new Dice(character.seed, "devices"),
    ears,
    hasPrinter: character.hasPrinter,
    hasShelf: character.mode === "vending",
    trouble: character.deviceTrouble,
    script,
  };
  if (character.machine !== undefined)
    return new KeyedMachinery({ ...parts, adapter: character.machine, goods: character.goods, history, oracle });
  if (character.devices === "models") return new ModelMachinery(parts);
  const family = ALL_FAMILIES[character.boardNumber % ALL_FAMILIES.length];
  if (family === undefined) throw new Error("there is no board family");
  return new DriverMachinery({ ...parts, family, slots: character.goods.flatMap((good) => good.slot ?? []) });
}
