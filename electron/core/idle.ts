import type { IdleClocks } from "./settings.ts";

/** What the screen is waiting for; each has its own patience. "none": nothing leaves by itself. */
export type Patience = "browsing" | "number" | "waiting" | "result" | "none";

export interface Idle {
  readonly expired: boolean;
  /** Set during the last part: the question "are you still there?" is open. */
  readonly leaving?: { readonly secondsLeft: number; readonly secondsTotal: number };
  /** Terminal time at which the answer changes next; undefined when it never does. */
  readonly nextMs?: number;
}

/** `touchedAtMs` is the last sign of somebody: a touch, a key, a sensor, or the beginning of the screen. */
export function idleOf(patience: Patience, clocks: IdleClocks, touchedAtMs: number, nowMs: number): Idle {
  const allowedMs = allowance(patience, clocks);
  if (allowedMs === undefined) return { expired: false };
  const leftMs = touchedAtMs + allowedMs - nowMs;
  if (leftMs <= 0) return { expired: true };
  // A result screen asks nothing: it simply makes room for the next customer.
  const warnsMs = patience === "result" ? 0 : Math.min(clocks.warningMs, allowedMs);
  if (leftMs > warnsMs) return { expired: false, nextMs: touchedAtMs + allowedMs - warnsMs };
  const secondsLeft = Math.ceil(leftMs / 1_000);
  return {
    expired: false,
    leaving: { secondsLeft, secondsTotal: Math.ceil(warnsMs / 1_000) },
    nextMs: touchedAtMs + allowedMs - (secondsLeft - 1) * 1_000,
  };
}

function allowance(patience: Patience, clocks: IdleClocks): number | undefined {
  switch (patience) {
    case "browsing":
      return clocks.browsingMs;
    case "number":
      return clocks.numberMs;
    case "waiting":
      return clocks.waitingMs;
    case "result":
      return clocks.resultMs;
    case "none":
      return undefined;
  }
}
