import type { Ticker } from "./contract.ts";

/** The machine's monotonic clock. */
export const steadyTicker: Ticker = {
  nowMs: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.max(0, ms));
    return () => clearTimeout(timer);
  },
};
