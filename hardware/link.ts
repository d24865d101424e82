import type { DeviceCondition, LineLoss, Trouble } from "./contract.ts";

/**
 * A device's connection as a value. Giving up is not one of its states: a technician may plug the board back in on
 * Monday. Time is an input, so the whole behaviour can be tried without waiting.
 */
export type Link =
  | { readonly state: "stopped" }
  /** Nothing to open: no such port, or no adapter of that identity. Looks again at `retryAtMs`, or when one appears. */
  | { readonly state: "absent"; readonly tries: number; readonly retryAtMs: number; readonly loss: LineLoss }
  | { readonly state: "opening"; readonly tries: number }
  /** The line is open; nobody has answered on it yet. */
  | { readonly state: "probing"; readonly tries: number; readonly sinceMs: number }
  | { readonly state: "ready"; readonly sinceMs: number }
  /** The line carries bytes, the device answers late or badly. */
  | { readonly state: "degraded"; readonly sinceMs: number; readonly what: string }
  /** The line was lost or could not be opened, for a reason other than absence. */
  | { readonly state: "back-off"; readonly tries: number; readonly retryAtMs: number; readonly loss: LineLoss };

export type LinkInput =
  | { readonly input: "appeared" }
  | { readonly input: "waited" }
  | { readonly input: "opened" }
  | { readonly input: "not-opened"; readonly loss: LineLoss }
  | { readonly input: "answered" }
  | { readonly input: "late"; readonly what: string }
  | { readonly input: "lost"; readonly loss: LineLoss }
  | { readonly input: "stop" };

const WAITS_MS = [250, 500, 1_000] as const;
/** Nobody says that a device on the network has come back: it is in service again within three seconds all the same. */
const LONGEST_WAIT_MS = 2_000;
/** A line that lived this long was a good one, even if its driver never said so. */
const GOOD_LIFE_MS = 10_000;

/** The wait after the given number of failures in a row, from 1. */
export function waitAfterMs(tries: number): number {
  return WAITS_MS[tries - 1] ?? LONGEST_WAIT_MS;
}

export function firstLink(): Link {
  return { state: "opening", tries: 0 };
}

/** What the input makes of the link. An input that means nothing in this state leaves it as it is. */
export function stepLink(link: Link, input: LinkInput, nowMs: number): Link {
  if (link.state === "stopped") return link;
  switch (input.input) {
    case "stop":
      return { state: "stopped" };
    case "appeared":
      // A port that is just being made may refuse at first: failures before it appeared no longer count.
      if (link.state === "absent" || link.state === "back-off" || link.state === "opening") return firstLink();
      return link;
    case "waited":
      if (link.state !== "absent" && link.state !== "back-off") return link;
      return nowMs >= link.retryAtMs ? { state: "opening", tries: link.tries } : link;
    case "opened":
      return link.state === "opening" ? { state: "probing", tries: link.tries, sinceMs: nowMs } : link;
    case "not-opened":
      return link.state === "opening" ? down(link.tries + 1, input.loss, nowMs) : link;
    case "answered":
      return link.state === "probing" || link.state === "degraded" ? { state: "ready", sinceMs: nowMs } : link;
    case "late":
      if (link.state !== "ready" && link.state !== "probing" && link.state !== "degraded") return link;
      return { state: "degraded", sinceMs: link.sinceMs, what: input.what };
    case "lost":
      return lost(link, input.loss, nowMs);
  }
}

function lost(link: Link, loss: LineLoss, nowMs: number): Link {
  if (link.state === "ready" || link.state === "degraded") return down(1, loss, nowMs);
  if (link.state !== "probing") return link;
  return down(nowMs - link.sinceMs >= GOOD_LIFE_MS ? 1 : link.tries + 1, loss, nowMs);
}

function down(tries: number, loss: LineLoss, nowMs: number): Link {
  const state = loss.cause === "not-there" || loss.cause === "unplugged" ? "absent" : "back-off";
  return { state, tries, retryAtMs: nowMs + waitAfterMs(tries), loss };
}

const TROUBLE_OF: Readonly<Record<LineLoss["cause"], Trouble>> = {
  unplugged: "not-there",
  "closed-by-us": "not-running",
  "write-failed": "line-fault",
  "not-there": "not-there",
  denied: "no-access",
  busy: "port-busy",
  "look-alikes": "look-alikes",
  "timed-out": "no-answer",
  error: "line-fault",
};

/** The link in the operator's words. A driver that knows more about its device says more. */
export function linkCondition(link: Link): DeviceCondition {
  switch (link.state) {
    case "stopped":
      return { state: "absent", what: "Switched off.", trouble: "not-running" };
    case "absent":
      return { state: "absent", what: link.loss.what, trouble: TROUBLE_OF[link.loss.cause] };
    case "opening":
      return { state: "connecting", what: "Connecting.", trouble: "starting" };
    case "probing":
      return { state: "connecting", what: "Connected; waiting for the device to answer.", trouble: "starting" };
    case "ready":
      return { state: "ready", what: "Ready." };
    case "degraded":
      return { state: "degraded", what: link.what, trouble: "no-answer" };
    case "back-off":
      return { state: "fault", what: link.loss.what, trouble: TROUBLE_OF[link.loss.cause] };
  }
}
