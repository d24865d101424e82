import type { IpcMain, WebContents } from "electron";
import { expect, expectTypeOf, test } from "vitest";
import {
  ASKS_A_SECOND_MAX,
  type Asking,
  type AskLine,
  answerAsks,
  type Handlers,
  type Refusal,
  type Registration,
  SPOKEN_A_SECOND_MAX,
} from "../../electron/ipc/answer-asks.ts";
import { ASK_CHANNEL, PULSE_CHANNEL } from "../../electron/ipc/channels.ts";
import { asks } from "../../electron/ipc/contract.ts";

const ORIGIN = "till://app";

class NotNow extends Error {}

type Listener = (event: Asking, ...sent: unknown[]) => unknown;

/** Stands where `ipcMain` stands; `send` and `ask` are what Electron does when something arrives. */
class FakeLine implements AskLine {
  readonly handlers = new Map<string, Listener>();
  readonly listeners = new Map<string, Listener>();

  handle(channel: string, listener: Listener): void {
    this.handlers.set(channel, listener);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
  on(channel: string, listener: Listener): void {
    this.listeners.set(channel, listener);
  }
  off(channel: string, listener: Listener): void {
    if (this.listeners.get(channel) === listener) this.listeners.delete(channel);
  }
}

function stand() {
  const line = new FakeLine();
  const page = { mainFrame: { origin: ORIGIN } };
  const refusals: Refusal[] = [];
  const handled: unknown[] = [];
  const pulses: number[] = [];
  let nowMs = 0;
  let present: typeof page | undefined = page;
  const note = (value: unknown) => {
    handled.push(value);
    return {};
  };
  const fallBack = Object.fromEntries(Object.keys(asks).map((name) => [name, note])) as Handlers;
  const registration: Registration = {
    page: () => present,
    origin: ORIGIN,
    monotonicMs: () => nowMs,
    isNotNow: (error) => error instanceof NotNow,
    onRefused: (refusal) => refusals.push(refusal),
    onPulse: (pulse) => pulses.push(pulse),
    handlers: {
      ...fallBack,
      "catalogue:read": () => ({ version: 7, categories: [], goods: [] }),
      finish: () => {
        throw new NotNow("not on this screen");
      },
      back: () => {
        throw new TypeError("a bug");
      },
    },
  };
  const stop = answerAsks(line, registration);
  const ours: Asking = { sender: page, senderFrame: page.mainFrame };
  return {
    line,
    page,
    refusals,
    handled,
    pulses,
    stop,
    ours,
    wait: (ms: number) => {
      nowMs += ms;
    },
    leave: () => {
      present = undefined;
    },
    ask: (event: Asking, ...sent: unknown[]) => line.handlers.get(ASK_CHANNEL)?.(event, ...sent),
    pulse: (event: Asking, ...sent: unknown[]) => line.listeners.get(PULSE_CHANNEL)?.(event, ...sent),
  };
}

test("an ask of our page reaches its handler with the value it sent", () => {
  const { ask, ours, handled, refusals } = stand();
  expect(ask(ours, "basket:add", { sku: "coffee" })).toEqual({ ok: true, answer: {} });
  expect(ask(ours, "catalogue:read", {})).toEqual({
    ok: true,
    answer: { version: 7, categories: [], goods: [] },
  });
  expect(handled).toEqual([{ sku: "coffee" }]);
  expect(refusals).toEqual([]);
});

test.each<[string, (stood: ReturnType<typeof stand>) => Asking]>([
  ["a frame that is gone", ({ ours }) => ({ ...ours, senderFrame: null })],
  ["another page", ({ ours }) => ({ ...ours, sender: { mainFrame: ours.senderFrame } })],
  ["a frame inside the page", ({ ours }) => ({ ...ours, senderFrame: { origin: ORIGIN } })],
  [
    "the page is not ours",
    ({ page, ours }) => {
      page.mainFrame.origin = "https://example.test";
      return ours;
    },
  ],
  [
    "the page is not ours",
    ({ page, ours }) => {
      page.mainFrame.origin = "till://app.evil";
      return ours;
    },
  ],
  [
    "there is no page",
    ({ leave, ours }) => {
      leave();
      return ours;
    },
  ],
])("%s is refused as a sender, for asks and for pulses (%#)", (why, forge) => {
  const stood = stand();
  const event = forge(stood);
  expect(stood.ask(event, "start", {})).toEqual({ ok: false, code: "ipc/bad-sender" });
  stood.pulse(event, 1);
  expect(stood.refusals).toEqual([
    { code: "ipc/bad-sender", why },
    { code: "ipc/bad-sender", why },
  ]);
  expect([stood.handled, stood.pulses]).toEqual([[], []]);
});

test.each([
  ["no name", [], "no ask of that name"],
  ["an unknown name", ["sale:steal", {}], "no ask of that name"],
  ["a name every object has", ["constructor", {}], "no ask of that name"],
  ["a name that is no text", [["start"], {}], "no ask of that name"],
  ["no value", ["start"], "1 values, not 2"],
  ["a value too many", ["start", {}, 1], "3 values, not 2"],
  ["null", ["start", null], "the value is not of its form"],
  ["a field too many", ["start", { sku: "coffee" }], "the value is not of its form"],
  ["a field of another type", ["basket:add", { sku: 5 }], "the value is not of its form"],
  ["more of one good than a count has digits", ["count:say", { count: 100 }], "the value is not of its form"],
  ["a scan longer than any code", ["scan", { text: "7".repeat(4_097) }], "the value is not of its form"],
  ["an empty sku", ["basket:add", { sku: "" }], "the value is not of its form"],
  ["a language nobody wrote", ["language:set", { language: "xx" }], "the value is not of its form"],
  [
    "a number of 33 characters",
    ["pay:push", { country: "NO", typed: "9".repeat(33) }],
    "the value is not of its form",
  ],
])("%s is a bad request, and nothing that was sent is repeated", (_, sent, why) => {
  const { ask, ours, refusals, handled } = stand();
  expect(ask(ours, ...sent)).toEqual({ ok: false, code: "ipc/bad-request" });
  expect(refusals).toEqual([expect.objectContaining({ code: "ipc/bad-request", why })]);
  expect(JSON.stringify(refusals)).not.toContain("999");
  expect(handled).toEqual([]);
});

test("an ask that makes no sense now is told so quietly; a bug in a handler is reported", () => {
  const { ask, ours, refusals } = stand();
  expect(ask(ours, "finish", {})).toEqual({ ok: false, code: "ipc/not-now" });
  expect(refusals).toEqual([]);
  expect(ask(ours, "back", {})).toEqual({ ok: false, code: "ipc/failed" });
  expect(refusals).toEqual([
    { code: "ipc/failed", name: "back", why: "the handler threw", error: new TypeError("a bug") },
  ]);
});

test("a page gone wild is held to its asks a second, and says so once", () => {
  const { ask, ours, wait, handled, refusals } = stand();
  const replies = Array.from({ length: ASKS_A_SECOND_MAX + 500 }, () => ask(ours, "touch", {}));
  expect(handled).toHaveLength(ASKS_A_SECOND_MAX);
  expect(replies.at(-1)).toEqual({ ok: false, code: "ipc/not-now" });
  expect(refusals).toHaveLength(1);
  wait(1_000);
  expect(ask(ours, "touch", {})).toEqual({ ok: true, answer: {} });
});

test("an arrow key held down with the voice on leaves room for the press that follows, and speech has its own bound", () => {
  const { ask, ours, handled, refusals } = stand();
  const sentence = { sentences: ["A digit"], interrupts: true, isPrivate: false };
  for (let named = 0; named < SPOKEN_A_SECOND_MAX; named += 1) ask(ours, "speech:say", sentence);
  expect(handled).toHaveLength(SPOKEN_A_SECOND_MAX);
  expect(ask(ours, "pay:push", { country: "NO", typed: "91234567" })).toEqual({ ok: true, answer: {} });
  expect(ask(ours, "speech:say", sentence)).toEqual({ ok: false, code: "ipc/not-now" });
  expect(refusals).toEqual([{ code: "ipc/not-now", why: `more than ${SPOKEN_A_SECOND_MAX} asks a second` }]);
});

test("pulses come through as numbers and nothing else does", () => {
  const { pulse, ours, pulses } = stand();
  pulse(ours, 3);
  pulse(ours, "3");
  pulse(ours);
  expect(pulses).toEqual([3]);
});

test("what was registered is taken off again", () => {
  const { line, stop } = stand();
  stop();
  expect([line.handlers.size, line.listeners.size]).toEqual([0, 0]);
});

test("Electron's own objects fit", () => {
  expectTypeOf<IpcMain>().toExtend<AskLine>();
  expectTypeOf<() => WebContents>().toExtend<Registration["page"]>();
});
