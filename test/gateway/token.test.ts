import { expect, test } from "vitest";
import { certainlyNotDone } from "../../electron/core/fault.ts";
import type { WireAnswer } from "../../electron/gateway/http.ts";
import { TokenStore } from "../../electron/gateway/token.ts";
import { answered, ManualClock, tokenAnswer } from "./rig.ts";

function storeWith(...answers: WireAnswer[]) {
  const clock = new ManualClock();
  let fetches = 0;
  const store = new TokenStore(clock, async () => {
    fetches += 1;
    const next = answers.shift();
    if (next === undefined) throw new Error("one token request too many");
    return next;
  });
  return { clock, store, fetches: () => fetches };
}

test("a token is kept until a tenth of its life is left, then renewed", async () => {
  const { clock, store, fetches } = storeWith(tokenAnswer("first"), tokenAnswer("second"));
  expect(await store.get()).toEqual({ is: "token", token: "first" });
  clock.advance(3_239_999);
  expect(await store.get()).toEqual({ is: "token", token: "first" });
  expect(fetches()).toBe(1);
  clock.advance(1);
  expect(await store.get()).toEqual({ is: "token", token: "second" });
});

test("life is told as text and taken as a number too", async () => {
  const { clock, store } = storeWith(
    answered(200, { token_type: "bearer", expires_in: 100, access_token: "first" }),
    tokenAnswer("second"),
  );
  await store.get();
  clock.advance(90_000);
  expect(await store.get()).toEqual({ is: "token", token: "second" });
});

test("many callers at once cause one request", async () => {
  const { store, fetches } = storeWith(tokenAnswer("only"));
  const all = await Promise.all([store.get(), store.get(), store.get()]);
  expect(all).toEqual(Array(3).fill({ is: "token", token: "only" }));
  expect(fetches()).toBe(1);
});

test("while an early renewal fails the living token serves, and the next try waits half a minute", async () => {
  const { clock, store, fetches } = storeWith(tokenAnswer("first"), answered(503), tokenAnswer("second"));
  await store.get();
  clock.advance(3_300_000);
  expect(await store.get()).toEqual({ is: "token", token: "first" });
  clock.advance(29_999);
  expect(await store.get()).toEqual({ is: "token", token: "first" });
  expect(fetches()).toBe(2);
  clock.advance(1);
  expect(await store.get()).toEqual({ is: "token", token: "second" });
});

test("a dead token is never handed out", async () => {
  const { clock, store } = storeWith(tokenAnswer("first"), answered(503), tokenAnswer("second"));
  await store.get();
  clock.advance(3_600_000);
  expect(await store.get()).toMatchObject({ is: "none" });
  expect(await store.get()).toEqual({ is: "token", token: "second" });
});

test("only the token that was refused is discarded, not the one fetched since", async () => {
  const { store, fetches } = storeWith(tokenAnswer("first"), tokenAnswer("second"));
  await store.get();
  store.discard("first");
  await store.get();
  store.discard("first");
  expect(await store.get()).toEqual({ is: "token", token: "second" });
  expect(fetches()).toBe(2);
});

test.each<[string, WireAnswer, string]>([
  ["no connection", { is: "not-sent", why: "no connection (ECONNREFUSED)" }, "gateway/unreachable"],
  ["silence", { is: "no-answer", why: "no answer within 15000 ms" }, "gateway/unreachable"],
  ["a token with the status of an error", { ...tokenAnswer(), status: 500 } as WireAnswer, "gateway/unreachable"],
  ["a server error", answered(500, { error: "x" }), "gateway/unreachable"],
  ["a redirect", answered(302), "gateway/unreachable"],
  ["something that is no JSON", answered(200, "<html>"), "gateway/unreachable"],
  [
    "a token that is a number",
    answered(200, { token_type: "Bearer", expires_in: "1", access_token: 7 }),
    "gateway/unreachable",
  ],
  ["a token with a line break", tokenAnswer("a\nb: c"), "gateway/unreachable"],
  ["a life that is no number", tokenAnswer("t", "soon"), "gateway/unreachable"],
  [
    "another kind of token",
    answered(200, { token_type: "Mac", expires_in: "1", access_token: "t" }),
    "gateway/unreachable",
  ],
  ["refused keys", answered(401, { error: "invalid_client" }), "gateway/not-configured"],
  ["a malformed client id", answered(400), "gateway/not-configured"],
  ["too many requests", answered(429, "", { "retry-after": "20" }), "gateway/rate-limited"],
])("%s yields no token and means that nothing was done", async (_, answer, code) => {
  const { store } = storeWith(answer);
  const got = await store.get();
  expect(got).toMatchObject({ is: "none", fault: { code } });
  expect(got.is === "none" && certainlyNotDone(got.fault.code)).toBe(true);
});

test("how long to wait is told on", async () => {
  const { store } = storeWith(answered(429, "", { "retry-after": "20" }));
  expect(await store.get()).toMatchObject({ is: "none", fault: { retryAfterMs: 20_000 } });
});
