import { readdirSync } from "node:fs";
import { constants, setPriority } from "node:os";

/** A nice value of -14 on Linux, the class "high" on Windows: behind what keeps the machine itself running. */
const AHEAD = constants.priority.PRIORITY_HIGH;
const SELF = 0;

/**
 * Puts this process ahead of ordinary programs, so that a busy machine does not keep an output on while the process that
 * has to switch it off waits for its turn, or to be let die so that another one may. Undefined when it took; otherwise
 * what to do, in plain words: an ordinary account needs the right to it (`RLIMIT_NICE`). Nothing else depends on it.
 */
export function goAhead(
  threads: readonly number[] = ownThreads(),
  set: (thread: number, priority: number) => void = setPriority,
): string | undefined {
  for (const thread of threads) {
    try {
      set(thread, AHEAD);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      // A thread that ended meanwhile needs no turn.
      if (why.includes("ESRCH")) continue;
      return `Outputs are switched at the priority of ordinary programs, so a busy machine may be late. Allow this account a nice value of ${AHEAD} (${why}).`;
    }
  }
  return undefined;
}

/**
 * On Linux a priority is a thread's (setpriority(2), NOTES), and a killed process is gone only when each thread had its
 * turn to end: those the runtime has started by now are put ahead one by one, later ones take it from their starter.
 */
function ownThreads(): readonly number[] {
  if (process.platform !== "linux") return [SELF];
  try {
    return readdirSync("/proc/self/task").map(Number);
  } catch {
    // Without /proc the calling thread is the one that switches.
    return [SELF];
  }
}
