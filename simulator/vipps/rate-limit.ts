import { minuteMs } from "./defaults.ts";
import type { World } from "./world.ts";

const mostBuckets = 2000;

/**
 * Counts one call and says after how many seconds the next one is welcome when the limit is passed, else undefined.
 * A sliding minute on the world's clock; refused calls do not count.
 */
export function limited(world: World, limit: string, subject: string, perMinute: number): number | undefined {
  const nowMs = world.nowMs();
  const name = `${limit} ${subject}`;
  const recent = (world.state.calls[name] ?? []).filter((atMs) => atMs > nowMs - minuteMs);
  const oldest = recent[0];
  if (recent.length >= perMinute && oldest !== undefined) {
    world.state.calls[name] = recent;
    return Math.max(1, Math.ceil((oldest + minuteMs - nowMs) / 1000));
  }
  recent.push(nowMs);
  world.state.calls[name] = recent;
  forgetOld(world, nowMs);
  return undefined;
}

function forgetOld(world: World, nowMs: number): void {
  const names = Object.keys(world.state.calls);
  if (names.length <= mostBuckets) return;
  for (const name of names) {
    if ((world.state.calls[name]?.at(-1) ?? 0) <= nowMs - minuteMs) delete world.state.calls[name];
  }
}
