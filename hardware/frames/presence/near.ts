/** What a sensor says of somebody standing before the terminal. */
export type Nearness = "near" | "gone" | "unknown";

/** When somebody counts as near, and when as gone; between the two distances nothing changes. */
export interface NearnessLimits {
  readonly nearCm: number;
  readonly goneCm: number;
  /** Near for so long before it is believed: somebody who walks past wakes nothing. */
  readonly nearAfterMs: number;
  /** Not seen for so long before it is believed: somebody who leans aside has not left. */
  readonly goneAfterMs: number;
}

export const NEARNESS_DEFAULTS: NearnessLimits = { nearCm: 80, goneCm: 110, nearAfterMs: 300, goneAfterMs: 5_000 };

/** Where a judgement stands; begin with `UNSEEN`. */
export interface NearnessState {
  readonly is: Nearness;
  /** The first of the readings in a row that speak for near; undefined while none does. */
  readonly nearSinceMs?: number;
  /** The last reading within the far limit, or the first reading of all. */
  readonly lastSeenMs?: number;
}

export const UNSEEN: NearnessState = { is: "unknown" };

/** Takes one reading in. `distanceCm` is undefined where the sensor sees nothing it is sure of: that is not near. */
export function withReading(
  state: NearnessState,
  distanceCm: number | undefined,
  nowMs: number,
  limits: NearnessLimits,
): NearnessState {
  const isNear = distanceCm !== undefined && distanceCm < limits.nearCm;
  const isSeen = distanceCm !== undefined && distanceCm <= limits.goneCm;
  const nearSinceMs = isNear ? (state.nearSinceMs ?? nowMs) : undefined;
  const lastSeenMs = isSeen ? nowMs : (state.lastSeenMs ?? nowMs);
  const isBelieved = nearSinceMs !== undefined && nowMs - nearSinceMs >= limits.nearAfterMs;
  const hasLeft = !isSeen && nowMs - lastSeenMs >= limits.goneAfterMs;
  const is = isBelieved ? "near" : hasLeft ? "gone" : state.is;
  return { is, lastSeenMs, ...(nearSinceMs === undefined ? {} : { nearSinceMs }) };
}
