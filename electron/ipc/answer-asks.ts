import { ASK_CHANNEL, PULSE_CHANNEL } from "./channels.ts";
import { type Answer, type Ask, type AskName, asks, type Reply } from "./contract.ts";

/** Answers at once or throws: the engine never makes the page wait for money. */
export type Handlers = { readonly [N in AskName]: (value: Ask<N>) => Answer<N> };

/** What Electron's main end of the bridge offers and we use. */
export interface AskLine {
  handle(channel: string, listener: (event: Asking, ...sent: unknown[]) => unknown): void;
  removeHandler(channel: string): void;
  on(channel: string, listener: (event: Asking, ...sent: unknown[]) => void): unknown;
  off(channel: string, listener: (event: Asking, ...sent: unknown[]) => void): unknown;
}

/** Who asks, as Electron tells it. */
export interface Asking {
  /** The `WebContents` the message came from. */
  readonly sender: object;
  /** Null once the frame has navigated or died. */
  readonly senderFrame: { readonly origin: string } | null;
}

/** Something came over the bridge that was not let in. `why` holds nothing that was sent: it may be a phone number. */
export interface Refusal {
  readonly code: "ipc/bad-sender" | "ipc/bad-request" | "ipc/not-now" | "ipc/failed";
  /** The ask, where its name is one of ours. */
  readonly name?: AskName;
  readonly why: string;
  /** For `ipc/failed`: what the handler threw, for the log. */
  readonly error?: unknown;
}

export interface Registration {
  /** The `WebContents` of the one page that may ask; undefined while there is none. */
  readonly page: () => { readonly mainFrame: object } | undefined;
  /** Of our own scheme, "till://app". */
  readonly origin: string;
  readonly handlers: Handlers;
  /** True for what a handler throws when the ask makes no sense on the present screen. */
  readonly isNotNow: (error: unknown) => boolean;
  readonly monotonicMs: () => number;
  readonly onRefused: (refusal: Refusal) => void;
  /** The page sent a pulse back; it and its thread are alive. */
  readonly onPulse: (pulse: number) => void;
}

/** A quick finger makes five asks a second; a page gone wild makes thousands. */
export const ASKS_A_SECOND_MAX = 25;
/**
 * What is to be said aloud is counted apart: an arrow key held down names thirty things a second, and the press of Enter
 * that follows must find room.
 */
export const SPOKEN_A_SECOND_MAX = 100;

/**
 * The only place where the page reaches main. Every ask is checked for sender, rate, name and payload, in this order,
 * before a handler sees it. The returned function takes everything off again.
 */
export function answerAsks(line: AskLine, registration: Registration): () => void {
  const { handlers, isNotNow, onRefused, onPulse } = registration;
  const acts = rateLimit(registration.monotonicMs, ASKS_A_SECOND_MAX);
  const spoken = rateLimit(registration.monotonicMs, SPOKEN_A_SECOND_MAX);

  function refuse(refusal: Refusal): Reply<AskName> {
    onRefused(refusal);
    return { ok: false, code: refusal.code };
  }

  function answer(event: Asking, ...sent: readonly unknown[]): Reply<AskName> {
    const stranger = strangeness(event, registration);
    if (stranger !== undefined) return refuse({ code: "ipc/bad-sender", why: stranger });
    const [name, value] = sent;
    const rate = name === "speech:say" ? spoken : acts;
    const room = rate.room();
    if (room === "crowded") return { ok: false, code: "ipc/not-now" };
    if (room === "full") return refuse({ code: "ipc/not-now", why: `more than ${rate.most} asks a second` });
    if (!isAskName(name)) return refuse({ code: "ipc/bad-request", why: "no ask of that name" });
    if (sent.length !== 2) return refuse({ code: "ipc/bad-request", name, why: `${sent.length} values, not 2` });
    return handled(name, value);
  }

  function handled<N extends AskName>(name: N, value: unknown): Reply<AskName> {
    const parsed = asks[name].safeParse(value);
    if (!parsed.success) return refuse({ code: "ipc/bad-request", name, why: "the value is not of its form" });
    try {
      return { ok: true, answer: handlers[name](parsed.data as Ask<N>) };
    } catch (error) {
      if (isNotNow(error)) return { ok: false, code: "ipc/not-now" };
      return refuse({ code: "ipc/failed", name, why: "the handler threw", error });
    }
  }

  function pulse(event: Asking, number: unknown): void {
    const stranger = strangeness(event, registration);
    if (stranger !== undefined) onRefused({ code: "ipc/bad-sender", why: stranger });
    else if (typeof number === "number") onPulse(number);
  }

  line.handle(ASK_CHANNEL, answer);
  line.on(PULSE_CHANNEL, pulse);
  return () => {
    line.removeHandler(ASK_CHANNEL);
    line.off(PULSE_CHANNEL, pulse);
  };
}

function isAskName(name: unknown): name is AskName {
  return typeof name === "string" && Object.hasOwn(asks, name);
}

/** What is strange about a sender, or undefined for our page's main frame. A frame that is gone (null) is a stranger. */
function strangeness(event: Asking, { page, origin }: Pick<Registration, "page" | "origin">): string | undefined {
  const frame = event.senderFrame;
  const ours = page();
  if (ours === undefined) return "there is no page";
  if (event.sender !== ours) return "another page";
  if (frame === null) return "a frame that is gone";
  if (frame !== ours.mainFrame) return "a frame inside the page";
  return frame.origin === origin ? undefined : "the page is not ours";
}

const SECOND_MS = 1_000;

interface RateLimit {
  readonly most: number;
  readonly room: () => "free" | "full" | "crowded";
}

/** Counts in windows of a second. "full" is said once in each, so that a wild page cannot fill the log. */
function rateLimit(monotonicMs: () => number, most: number): RateLimit {
  let beganMs = Number.NEGATIVE_INFINITY;
  let count = 0;
  const room = () => {
    const nowMs = monotonicMs();
    if (nowMs - beganMs >= SECOND_MS) {
      beganMs = nowMs;
      count = 0;
    }
    count += 1;
    if (count <= most) return "free";
    return count === most + 1 ? "full" : "crowded";
  };
  return { most, room };
}
