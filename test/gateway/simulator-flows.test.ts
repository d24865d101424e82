import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Outcome } from "../../electron/core/fault.ts";
import { minor } from "../../electron/core/money.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { MSISDN } from "./rig.ts";
import { amounts, faultOf, got, newAsk, nok, START_MS, simulated } from "./simulator-rig.ts";

let world: Awaited<ReturnType<typeof simulated>>;

beforeEach(async () => {
  world = await simulated();
});
afterEach(() => world.simulator.close());

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe.each(["epayment", "ecom"] as const)("%s against the simulator", (provider) => {
  test("push, approval, capture, part refund, the rest, and a repeat that refunds nothing more", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    const read = async () => amounts(got(await gateway.read(reference)));
    expect(got(await gateway.check())).toBeUndefined();
    expect(got(await gateway.create(ask))).toEqual({});
    expect(await read()).toEqual(["pending", 0, 0, 0, 0]);
    await world.customer(reference, "open");
    expect(got(await gateway.read(reference)).pickedUp).toBe(provider === "ecom" ? true : undefined);
    await world.customer(reference, "approve");
    expect(await read()).toEqual(["authorized", 12_500, 0, 0, 0]);
    got(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(12_500) }));
    got(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(12_500) }));
    expect(await read()).toEqual(["authorized", 12_500, 12_500, 0, 0]);
    got(await gateway.refund({ reference, idempotencyKey: "r1", ...nok(4_000) }));
    got(await gateway.refund({ reference, idempotencyKey: "r1", ...nok(4_000) }));
    expect(await read()).toEqual(["authorized", 12_500, 12_500, 0, 4_000]);
    got(await gateway.refund({ reference, idempotencyKey: "r2", ...nok(8_500) }));
    expect(await read()).toEqual(["authorized", 12_500, 12_500, 0, 12_500]);
    expect(faultOf(await gateway.refund({ reference, idempotencyKey: "r3", ...nok(100) }))[0]).toBe("refused");
  });

  test("a code is drawn from text, scanned by a phone and approved", async () => {
    const gateway = world[provider]();
    const ask = newAsk({ flow: "qr" });
    const { qrContent, expiresAtMs } = got(await gateway.create(ask));
    expect(qrContent).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(expiresAtMs).toBe(provider === "ecom" ? START_MS + 10 * MINUTE_MS : undefined);
    await world.control("scan", { content: qrContent, msisdn: MSISDN });
    await world.customer(ask.reference, "approve");
    expect(got(await gateway.read(ask.reference))).toMatchObject({ word: "authorized", authorized: 12_500 });
  });

  test("a cancel before approval ends the payment; a second one is refused and changes nothing", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    got(await gateway.cancel({ reference, idempotencyKey: "x1" }));
    expect(amounts(got(await gateway.read(reference)))).toEqual(["terminated", 0, 0, 12_500, 0]);
    expect(faultOf(await gateway.cancel({ reference, idempotencyKey: "x2" }))).toEqual([
      "refused",
      "gateway/refused",
    ]);
    expect(faultOf(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(12_500) }))).toEqual([
      "refused",
      "gateway/refused",
    ]);
  });

  test("a cancel after a late approval releases all of it", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    await world.customer(reference, "approve");
    got(await gateway.cancel({ reference, idempotencyKey: "x1" }));
    expect(amounts(got(await gateway.read(reference)))).toEqual(["authorized", 12_500, 0, 12_500, 0]);
  });

  test("a part capture keeps its part and the rest is released", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    await world.customer(reference, "approve");
    got(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(5_000) }));
    expect(amounts(got(await gateway.read(reference)))).toEqual(["authorized", 12_500, 5_000, 0, 0]);
    got(await gateway.cancel({ reference, idempotencyKey: "x1" }));
    expect(amounts(got(await gateway.read(reference)))).toEqual(["authorized", 12_500, 5_000, 7_500, 0]);
    expect(faultOf(await gateway.capture({ reference, idempotencyKey: "c2", ...nok(7_500) }))[0]).toBe("refused");
  });

  test("what is captured in full cannot be cancelled", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    await world.customer(reference, "approve");
    got(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(12_500) }));
    expect(faultOf(await gateway.cancel({ reference, idempotencyKey: "x1" }))).toEqual([
      "refused",
      "gateway/already-captured",
    ]);
  });

  test("while the customer is in 3-D Secure everything is locked, afterwards it is not", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    await world.customer(reference, "start-3ds");
    expect(faultOf(await gateway.cancel({ reference, idempotencyKey: "x1" }))).toEqual([
      "refused",
      "gateway/locked",
    ]);
    await world.customer(reference, "finish-3ds");
    got(await gateway.cancel({ reference, idempotencyKey: "x1" }));
    expect(got(await gateway.read(reference))).toMatchObject({ authorized: 12_500, cancelled: 12_500 });
  });

  test("the customer's no, and nobody's answer, end the payment", async () => {
    const gateway = world[provider]();
    const refused = newAsk();
    const ignored = newAsk();
    got(await gateway.create(refused));
    got(await gateway.create(ignored));
    await world.customer(refused.reference, "reject");
    world.simulator.clock.advance(11 * MINUTE_MS);
    expect(got(await gateway.read(refused.reference)).word).toBe(provider === "ecom" ? "terminated" : "aborted");
    expect(got(await gateway.read(ignored.reference)).word).toBe(provider === "ecom" ? "terminated" : "expired");
  });

  test("a refused card leaves the payment open for another one", async () => {
    const gateway = world[provider]();
    const ask = newAsk({ amount: minor(151) });
    got(await gateway.create(ask));
    await world.customer(ask.reference, "approve");
    expect(amounts(got(await gateway.read(ask.reference)))).toEqual(["pending", 0, 0, 0, 0]);
  });

  test("a create whose answer is lost is open; the read finds the payment", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    await world.disturb(
      "POST",
      provider === "ecom" ? "/ecomm/v2/payments" : "/epayment/v1/payments",
      "drop-answer",
    );
    expect(faultOf(await gateway.create(ask))).toEqual(["unknown", "gateway/no-answer"]);
    expect(got(await gateway.read(ask.reference)).word).toBe("pending");
    const again = await gateway.create(ask);
    if (provider === "epayment") expect(again).toEqual({ is: "done", value: {} });
    else expect(faultOf(again)).toEqual(["unknown", "gateway/reference-used"]);
  });

  test("a create that never arrived is open too; the read finds nothing", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    await world.disturb(
      "POST",
      provider === "ecom" ? "/ecomm/v2/payments" : "/epayment/v1/payments",
      "drop-request",
    );
    expect(faultOf(await gateway.create(ask))).toEqual(["unknown", "gateway/no-answer"]);
    expect(faultOf(await gateway.read(ask.reference))).toEqual(["refused", "gateway/not-found"]);
  });

  test("a capture whose answer is lost is repeated with its key and taken once", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    await world.customer(reference, "approve");
    await world.disturb("POST", `*/payments/${reference}/capture`, "drop-answer");
    const capture = { reference, idempotencyKey: "c1", ...nok(5_000) };
    expect(faultOf(await gateway.capture(capture))).toEqual(["unknown", "gateway/no-answer"]);
    got(await gateway.capture(capture));
    expect(got(await gateway.read(reference)).captured).toBe(5_000);
  });

  test("a request delivered twice is done once", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    await world.customer(reference, "approve");
    await world.disturb("POST", `*/payments/${reference}/capture`, "duplicate");
    got(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(5_000) }));
    expect(got(await gateway.read(reference)).captured).toBe(5_000);
  });

  test("a key used with another amount is open until a read", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    await world.customer(reference, "approve");
    got(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(5_000) }));
    expect(faultOf(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(6_000) }))).toEqual([
      "unknown",
      "gateway/reference-used",
    ]);
    expect(got(await gateway.read(reference)).captured).toBe(5_000);
  });

  test("too many writes in a minute are turned away with the time to wait", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    const outcomes: Outcome<undefined>[] = [];
    for (let index = 0; index < 6; index += 1)
      outcomes.push(await gateway.capture({ reference, idempotencyKey: `c${index}`, ...nok(500) }));
    expect(outcomes.slice(0, 5).map(faultOf)).toEqual(Array(5).fill(["refused", "gateway/refused"]));
    expect(outcomes[5]).toMatchObject({
      is: "refused",
      fault: { code: "gateway/rate-limited", retryAfterMs: expect.any(Number) },
    });
  });

  test("a sales unit that may not push says so", async () => {
    await world.control("sales-unit", { pushAllowed: false });
    expect(faultOf(await world[provider]().create(newAsk()))).toEqual(["refused", "gateway/push-not-allowed"]);
  });

  test("a blocked sales unit says so", async () => {
    await world.control("sales-unit", { blocked: true });
    expect(faultOf(await world[provider]().create(newAsk()))).toEqual(["refused", "gateway/not-configured"]);
  });

  test.each([
    ["a number nobody has", {}, "4798765432"],
    ["a blocked customer", { blocked: true }, MSISDN],
    ["a child", { age: 14 }, MSISDN],
  ])("%s cannot be reached, and no reason is given", async (_, traits, msisdn) => {
    if (msisdn === MSISDN) await world.control("customers", { msisdn, ...traits });
    expect(faultOf(await world[provider]().create(newAsk({ msisdn })))).toEqual([
      "refused",
      "gateway/customer-unreachable",
    ]);
  });

  test("wrong keys are found by check, with nothing sent but the token request", async () => {
    const gateway = world[provider]({ ...world.simulator.keys, clientSecret: "bm90LXRoZS1zZWNyZXQ=" });
    expect(faultOf(await gateway.check())).toEqual(["refused", "gateway/not-configured"]);
    expect(faultOf(await gateway.create(newAsk()))).toEqual(["refused", "gateway/not-configured"]);
  });

  test("a token that died early is replaced without anybody noticing", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    got(await gateway.create(ask));
    world.simulator.clock.advance(2 * 60 * MINUTE_MS);
    expect(got(await gateway.read(ask.reference)).word).not.toBe("pending");
  });

  test("a refund is refused after its year", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    await world.customer(reference, "approve");
    got(await gateway.capture({ reference, idempotencyKey: "c1", ...nok(12_500) }));
    world.simulator.clock.advance(366 * DAY_MS);
    expect(faultOf(await gateway.refund({ reference, idempotencyKey: "r1", ...nok(12_500) }))).toEqual([
      "refused",
      "gateway/too-late",
    ]);
  });

  test("the test customer approves by force", async () => {
    const gateway = world[provider]();
    const ask = newAsk({ flow: "qr" });
    got(await gateway.create(ask));
    got(await gateway.forceApprove(ask.reference, { msisdn: MSISDN }));
    expect(got(await gateway.read(ask.reference)).authorized).toBe(12_500);
  });

  test("the receipt of what dropped is filed once and read back", async () => {
    const gateway = world[provider]();
    const ask = newAsk();
    const { reference } = ask;
    got(await gateway.create(ask));
    const price = minor(5_000);
    const line = { id: "a1", name: "Water", quantity: 1, unitPrice: price, gross: price, vat: vatRate(1_500) };
    const filing = { reference, lines: [line], currency: "NOK", receiptNumber: "17" } as const;
    got(await gateway.orders.fileReceipt(filing));
    expect(faultOf(await gateway.orders.fileReceipt(filing))).toEqual(["unknown", "gateway/reference-used"]);
    got(await gateway.orders.setCategory(reference, "RECEIPT", "https://shop.example.com/r/17"));
    expect(got(await gateway.orders.filed(reference))).toEqual({ lines: 1, category: "RECEIPT" });
  });
});
