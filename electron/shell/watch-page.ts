import { PULSE_CHANNEL } from "../ipc/channels.ts";
import { PAGE_URL } from "./scheme.ts";

/** What a page's `WebContents` offers and we watch. */
export interface WatchedPage {
  on(
    event: "render-process-gone",
    listener: (event: unknown, details: { readonly reason: string }) => void,
  ): unknown;
  on(
    event: "did-fail-load",
    listener: (event: unknown, code: number, what: string, url: string, isMainFrame: boolean) => void,
  ): unknown;
  on(event: "did-navigate", listener: (event: unknown, url: string) => void): unknown;
  on(event: "did-start-loading", listener: () => void): unknown;
  isDestroyed(): boolean;
  isCrashed(): boolean;
  send(channel: string, pulse: number): void;
  forcefullyCrashRenderer(): void;
  /** `collectJavaScriptCallStack` is there in newer Electrons only. */
  readonly mainFrame: { collectJavaScriptCallStack?(): Promise<unknown> };
}

export interface PageWatch {
  readonly page: WatchedPage;
  /** Monotonic; `after` calls once and gives back what takes the alarm off. */
  readonly clock: { monotonicMs(): number; after(ms: number, call: () => void): () => void };
  readonly note: (what: string) => void;
  /** Loads the page anew from the present view. */
  readonly load: () => void;
  /** The page cannot be held up: leave, so that the supervisor starts everything anew. */
  readonly giveUp: (why: string) => void;
}

export const PULSE_EVERY_MS = 2_000;
export const MISSES_MAX = 3;
/** A page that loads has as many pulses more. */
const LOADING_PULSES = 5;
export const FALLS_MAX = 3;
export const FALLS_WITHIN_MS = 10 * 60_000;
const CALL_STACK_MS = 1_000;
/** The load we broke off ourselves by starting another one. */
const ERR_ABORTED = -3;

/**
 * Keeps the page standing: asks for its pulse, crashes a page that hangs, loads one that fell, and gives up when it falls
 * more than three times in ten minutes. `beat` takes each pulse that came back; `stop` ends the watch before leaving.
 */
export function watchPage(watch: PageWatch): { readonly beat: (pulse: number) => void; readonly stop: () => void } {
  const { page, clock, note, load, giveUp } = watch;
  let isOver = false;
  let pulse = 0;
  let missed = -LOADING_PULSES;
  let isHanging = false;
  let falls: readonly number[] = [];
  let stopAlarm: (() => void) | undefined;

  function stop(): void {
    isOver = true;
    stopAlarm?.();
  }

  function end(why: string): void {
    if (isOver) return;
    stop();
    giveUp(why);
  }

  function fell(why: string): void {
    if (isOver) return;
    const nowMs = clock.monotonicMs();
    falls = [...falls.filter((fallMs) => nowMs - fallMs < FALLS_WITHIN_MS), nowMs];
    if (falls.length > FALLS_MAX) {
      end(`the page fell ${falls.length} times in ten minutes; last: ${why}`);
      return;
    }
    note(`the page fell (${why}) and is loaded anew`);
    begin();
    load();
  }

  function begin(): void {
    missed = -LOADING_PULSES;
    isHanging = false;
  }

  function tick(): void {
    if (isOver) return;
    stopAlarm = clock.after(PULSE_EVERY_MS, tick);
    if (page.isDestroyed() || page.isCrashed()) return;
    if (isHanging) {
      missed += 1;
      if (missed > 2 * MISSES_MAX) end("the page hangs and cannot be crashed");
    } else if (missed >= MISSES_MAX) hang();
    else {
      missed += 1;
      pulse += 1;
      page.send(PULSE_CHANNEL, pulse);
    }
  }

  /** Where it hangs is asked for, but not waited for long; then its process is ended, and `fell` hears of that. */
  function hang(): void {
    isHanging = true;
    let isCrashed = false;
    const crash = () => {
      if (isOver || isCrashed || page.isDestroyed()) return;
      isCrashed = true;
      page.forcefullyCrashRenderer();
    };
    const stopWaiting = clock.after(CALL_STACK_MS, crash);
    callStack(page).then((stack) => {
      note(`the page hangs${stack}`);
      stopWaiting();
      crash();
    }, crash);
  }

  page.on("render-process-gone", (_event, { reason }) => {
    if (reason === "integrity-failure") return end("the page's files are not those that were packed");
    fell(reason);
  });
  page.on("did-fail-load", (_event, code, what, _url, isMainFrame) => {
    if (isMainFrame && code !== ERR_ABORTED) fell(`it did not load: ${what} (${code})`);
  });
  page.on("did-navigate", (_event, url) => {
    if (url !== PAGE_URL) end("the page went somewhere else");
  });
  page.on("did-start-loading", begin);
  stopAlarm = clock.after(PULSE_EVERY_MS, tick);

  return {
    beat: (number) => {
      if (number <= pulse) missed = 0;
    },
    stop,
  };
}

async function callStack(page: WatchedPage): Promise<string> {
  try {
    const stack = await page.mainFrame.collectJavaScriptCallStack?.();
    return typeof stack === "string" ? ` at\n${stack}` : ", at a place that is not told";
  } catch (error) {
    return `, at a place that is not known: ${String(error)}`;
  }
}
