/**
 * Watches one drop sensor through one vend. Pure: it is told each reading and when it was asked and answered. A drop is
 * the sensor leaving rest and coming back to it; a sensor that stays active may be a product hanging in the beam.
 */

/**
 * A drop sensor must hold its signal at least this long: the input is polled, and a shorter signal could fall between
 * two polls. Readings farther apart than this leave a gap in which a drop may have gone unseen.
 */
export const SENSOR_HOLD_MS = 200;

export type Watched = "seen" | "stuck" | "not-seen" | "not-watched";

export class DropWatch {
  readonly #sinceMs: number;
  readonly #untilMs: number;
  #phase: "rest" | "active" | "fallen" = "rest";
  #lastAskedMs: number;
  #gapAtMs: number | undefined;

  /** The sensor was at rest just before `sinceMs`; a drop may come until `untilMs`. */
  constructor(sinceMs: number, untilMs: number) {
    this.#sinceMs = sinceMs;
    this.#untilMs = untilMs;
    this.#lastAskedMs = sinceMs;
  }

  get untilMs(): number {
    return this.#untilMs;
  }

  /** A reading taken by the board at some time between asking and answering. */
  note(active: boolean, askedMs: number, answeredMs: number): void {
    if (answeredMs - this.#lastAskedMs > SENSOR_HOLD_MS) this.#gapAtMs ??= this.#lastAskedMs - this.#sinceMs;
    this.#lastAskedMs = askedMs;
    if (active && this.#phase === "rest") this.#phase = "active";
    else if (!active && this.#phase === "active") this.#phase = "fallen";
  }

  /** A product passed the sensor: nothing that comes later changes that. */
  get fallen(): boolean {
    return this.#phase === "fallen";
  }

  /** The sensor is active and has not come back to rest yet. */
  get active(): boolean {
    return this.#phase === "active";
  }

  /** What the readings so far amount to, if no more come. */
  verdict(): Watched {
    if (this.#phase === "fallen") return "seen";
    if (this.#phase === "active") return "stuck";
    const watchedToTheEnd = this.#lastAskedMs + SENSOR_HOLD_MS >= this.#untilMs;
    return this.#gapAtMs === undefined && watchedToTheEnd ? "not-seen" : "not-watched";
  }
}
