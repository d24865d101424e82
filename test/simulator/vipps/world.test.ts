import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { at, bench, initiateOf, minuteMs, money, pushOf } from "./bench.ts";

const room = fileURLToPath(new URL("../../../simulator/vipps/", import.meta.url));

function play(): readonly unknown[] {
  const b = bench();
  b.call("POST", "/epayment/v1/payments", pushOf("order-0001"));
  b.phone("approve", "order-0001");
  b.call("POST", "/epayment/v1/payments/order-0001/capture", money(400));
  b.call("POST", "/ecomm/v2/payments", initiateOf("order-1"));
  b.pass(10 * minuteMs);
  return [b.world.state, b.courier.sent, b.call("GET", "/epayment/v1/payments/order-0001/events").json];
}

describe("the in-memory world", () => {
  test("has one history per seed", () => {
    expect(play()).toEqual(play());
  });

  test("takes time and chance only from outside: they are read in the server alone", async () => {
    const files = (await readdir(room, { recursive: true })).filter((name) => name.endsWith(".ts"));
    const outside =
      /Date\.now|Math\.random|new Date\(\)|setTimeout|setInterval|performance\.now|randomBytes|randomUUID/;
    const texts = await Promise.all(
      files.map(async (name) => ({ name, text: await readFile(join(room, name), "utf8") })),
    );
    // Comments may name what they replace.
    const found = texts.filter(({ text }) => outside.test(text.replace(/\/\*\*[\s\S]*?\*\//g, "")));
    expect(found.map(({ name }) => name)).toEqual(["simulator.ts"]);
  });

  test("lets nothing happen late: a payment that expired in between says when it expired, not when one looked", () => {
    const b = bench();
    b.call("POST", "/epayment/v1/payments", pushOf("order-0001"));
    b.pass(60 * minuteMs);
    const { json } = b.call("GET", "/epayment/v1/payments/order-0001/events");
    expect(at(json, 1)).toMatchObject({ name: "EXPIRED", timestamp: "2026-03-02T09:10:00.000Z" });
  });

  test("says when something is due next", () => {
    const b = bench();
    expect(b.world.nextDueMs()).toBeUndefined();
    b.call("POST", "/epayment/v1/payments", pushOf("order-0001"));
    expect(b.world.nextDueMs()).toBe(b.clock.nowMs() + 10 * minuteMs);
    b.phone("start-3ds", "order-0001");
    b.clock.advance(minuteMs);
    expect(b.world.nextDueMs()).toBe(b.clock.nowMs() + 9 * minuteMs);
    b.phone("finish-3ds", "order-0001");
    b.call("POST", "/epayment/v1/payments/order-0001/capture", money(1000));
    expect(b.world.nextDueMs()).toBeUndefined();
  });

  test("exchange applies planned faults without a socket: a broken connection is no answer", () => {
    const b = bench();
    b.control("POST", "faults", { path: "/accesstoken/*", effect: "drop-answer", delayMs: 30 });
    const request = { method: "POST", path: "/accesstoken/get", headers: {}, body: "" };
    expect(b.api.exchange(request)).toEqual({ answer: undefined, delayMs: 30 });
    expect(b.api.exchange(request).answer?.status).toBe(401);
  });
});
