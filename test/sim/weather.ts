import type { Dice } from "./dice.ts";
import type { Network, Regime } from "./network.ts";
import type { SimTime } from "./sim-time.ts";

/** How rough a seed is: how often the line changes, and into what. */
export type Climate = "still" | "calm" | "mixed" | "stormy";

const REGIMES: Readonly<Record<Climate, Readonly<Record<Regime, number>>>> = {
  still: { good: 1, flaky: 0, refused: 0, silent: 0, "broken-server": 0, "busy-server": 0 },
  calm: { good: 40, flaky: 4, refused: 1, silent: 1, "broken-server": 1, "busy-server": 1 },
  mixed: { good: 10, flaky: 10, refused: 2, silent: 2, "broken-server": 2, "busy-server": 2 },
  stormy: { good: 3, flaky: 10, refused: 4, silent: 4, "broken-server": 3, "busy-server": 3 },
};

/** Mostly some seconds to a minute; sometimes an outage of up to half an hour. */
const LONG_OUTAGE = 0.03;

/** Changes the line's regime for as long as it blows. */
export class Weather {
  #calm = false;
  readonly #network: Network;
  readonly #time: SimTime;
  readonly #dice: Dice;
  readonly #climate: Climate;
  readonly #tell: (regime: Regime) => void;

  constructor(parts: {
    readonly network: Network;
    readonly time: SimTime;
    readonly dice: Dice;
    readonly climate: Climate;
    readonly tell: (regime: Regime) => void;
  }) {
    this.#network = parts.network;
    this.#time = parts.time;
    this.#dice = parts.dice;
    this.#climate = parts.climate;
    this.#tell = parts.tell;
  }

  start(): void {
    this.#next();
  }

  /** Good weather from here on. */
  clear(): void {
    this.#calm = true;
    this.#network.regime = "good";
  }

  #next(): void {
    if (this.#calm) return;
    const regime = this.#dice.weigh(REGIMES[this.#climate]);
    this.#network.regime = regime;
    this.#tell(regime);
    const long = regime !== "good" && this.#dice.chance(LONG_OUTAGE);
    const forMs = long ? this.#dice.between(120_000, 1_800_000) : this.#dice.between(3_000, 60_000);
    this.#time.after(forMs, () => this.#next());
  }
}
