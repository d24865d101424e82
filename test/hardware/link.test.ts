import { expect, test } from "vitest";
import type { LineLoss } from "../../hardware/contract.ts";
import { firstLink, type Link, linkCondition, stepLink, waitAfterMs } from "../../hardware/link.ts";

const pulled: LineLoss = { cause: "unplugged", what: "The cable was pulled." };
const denied: LineLoss = { cause: "denied", what: "No permission." };

function failed(times: number, loss = denied): Link {
  let link = firstLink();
  for (let tries = 0; tries < times; tries += 1) {
    link = stepLink(link, { input: "not-opened", loss }, 0);
    if (tries < times - 1) link = stepLink(link, { input: "waited" }, 10_000);
  }
  return link;
}

test("waits grow from a quarter of a second to two seconds and stay there", () => {
  expect([1, 2, 3, 4, 5, 6, 1_000].map(waitAfterMs)).toEqual([250, 500, 1_000, 2_000, 2_000, 2_000, 2_000]);
});

test("a thousand failures in a row still end in another try", () => {
  const link = failed(1_000);
  expect(link).toMatchObject({ state: "back-off", retryAtMs: 2_000 });
  expect(stepLink(link, { input: "waited" }, 2_000).state).toBe("opening");
});

test("a wait that ends early leaves the link waiting", () => {
  const link = failed(1);
  expect(stepLink(link, { input: "waited" }, 249)).toBe(link);
});

test("a port that appears is opened at once and earlier failures are forgotten", () => {
  const link = stepLink(failed(9), { input: "appeared" }, 1);
  expect(link).toEqual({ state: "opening", tries: 0 });
  expect(stepLink(link, { input: "not-opened", loss: denied }, 1)).toMatchObject({ retryAtMs: 251 });
});

test("a device that opens but never answers is tried less and less often", () => {
  let link: Link = firstLink();
  const waits: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    link = stepLink(link, { input: "opened" }, 0);
    link = stepLink(link, { input: "lost", loss: pulled }, 100);
    if (link.state === "absent") waits.push(link.retryAtMs - 100);
    link = stepLink(link, { input: "waited" }, 100_000);
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 2_000, 2_000]);
});

test("a device that had answered is tried again quickly", () => {
  let link = stepLink({ state: "opening", tries: 7 }, { input: "opened" }, 0);
  link = stepLink(link, { input: "answered" }, 1);
  link = stepLink(link, { input: "late", what: "No answer for 4 seconds." }, 2);
  expect(linkCondition(link)).toEqual({
    state: "degraded",
    what: "No answer for 4 seconds.",
    trouble: "no-answer",
  });
  expect(stepLink(link, { input: "lost", loss: pulled }, 3)).toMatchObject({ state: "absent", retryAtMs: 253 });
});

test("nothing starts a stopped link again", () => {
  const link = stepLink(firstLink(), { input: "stop" }, 0);
  for (const input of [{ input: "appeared" }, { input: "waited" }, { input: "opened" }] as const) {
    expect(stepLink(link, input, 1e9)).toBe(link);
  }
});

test("absence is told apart from a line that fails", () => {
  expect(linkCondition(failed(1, pulled)).state).toBe("absent");
  expect(linkCondition(failed(1, denied))).toEqual({
    state: "fault",
    what: "No permission.",
    trouble: "no-access",
  });
});
