import { describe, expect, test } from "vitest";
import { fault } from "../../electron/core/fault.ts";
import { money, Play } from "./sale-play.ts";

const busy = (seconds: number) =>
  ({ is: "refused", fault: fault("gateway/rate-limited", "in this test", seconds * 1_000) }) as const;

describe("a pause the provider asked for", () => {
  test("stands even when a look in between brings news", () => {
    const play = new Play("kiosk").pay().created();
    play.hear({ is: "leave", customer: "gone" });
    expect(play.names()).toEqual(["cancel"]);
    play.answered("cancel", busy(15));
    const pauseEndsMs = play.nowMs + 15_000;
    while (!play.names().includes("cancel")) {
      if (play.names().includes("read")) play.read(money(4_500));
      else play.wait();
    }
    expect(play.nowMs).toBeGreaterThanOrEqual(pauseEndsMs);
  });

  test("holds a lost create back too", () => {
    const play = new Play("kiosk").pay();
    const { reference } = play;
    const lost = { is: "unknown", fault: fault("gateway/server-error", "in this test", 20_000) } as const;
    play.hear({ is: "create-answered", reference, outcome: lost }, 200);
    const pauseEndsMs = play.nowMs + 20_000;
    while (!play.names().includes("create")) {
      if (play.names().includes("read")) play.readFails("gateway/not-found");
      else play.wait();
    }
    expect(play.nowMs).toBeGreaterThanOrEqual(pauseEndsMs);
  });
});
