import { performance } from "node:perf_hooks";
import type { Clock } from "../core/ports.ts";

/** The longest nap a timer takes without overflowing; the caller looks again and naps on. */
const NAP_MAX_MS = 2_147_483_647;

/** The machine's own time. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, Math.min(Math.max(ms, 0), NAP_MAX_MS));
    return () => clearTimeout(timer);
  },
};
