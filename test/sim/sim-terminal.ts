import type { View } from "../../electron/core/view.ts";
import { Terminal } from "../../electron/engine/terminal.ts";
import { createGateway } from "../../electron/gateway/gateway.ts";
import type { Wire } from "../../electron/gateway/http.ts";
import { phoneNumbers } from "../../electron/main/phone-numbers.ts";
import type { Keys } from "../../simulator/vipps/defaults.ts";
import type { Character } from "./character.ts";
import { Dice } from "./dice.ts";
import type { Life } from "./life.ts";
import type { ConnectedMachinery } from "./machinery.ts";
import type { SimDisk } from "./sim-disk.ts";
import { SimJournal } from "./sim-journal.ts";

export const WALLET_URL = "http://127.0.0.1:1";

export interface SimTerminalParts {
  readonly character: Character;
  readonly life: Life;
  readonly wire: Wire;
  readonly keys: Keys;
  readonly disk: SimDisk;
  readonly connected: ConnectedMachinery;
  readonly onView: (view: View) => void;
  readonly onFatal: (error: unknown) => void;
  readonly onNote: (what: string) => void;
}

/** The real terminal of one life: real engine, real client, real journal format; line, disk, clock and devices are given. */
export function simTerminal(parts: SimTerminalParts): Terminal {
  const { character, life, connected } = parts;
  const dice = new Dice(character.seed, `entropy ${life.number}`);
  const gateway = createGateway({
    wire: parts.wire,
    clock: life.clock,
    keys: parts.keys,
    baseUrl: WALLET_URL,
    system: { name: "myntfri", version: "0" },
    canPush: character.canPush,
    ...(character.provider === "epayment"
      ? { provider: character.provider }
      : {
          provider: character.provider,
          urls: { callbackPrefix: "https://shop.example/c", fallBack: "https://shop.example/f" },
        }),
  });
  return new Terminal({
    settings: character.settings,
    goods: character.goods,
    clock: life.clock,
    entropy: { letters: (count) => dice.letters(count) },
    journal: new SimJournal(parts.disk),
    gateway,
    ...(connected.printer === undefined ? {} : { printer: connected.printer }),
    ...(connected.dispenser === undefined ? {} : { dispenser: connected.dispenser }),
    devices: () => connected.devices(),
    phoneNumbers,
    // The picture is tested elsewhere; here it only costs time.
    drawQr: (content) => ({ modules: 29, path: content }),
    onView: parts.onView,
    onFatal: parts.onFatal,
    onNote: parts.onNote,
  });
}
