import { afterEach, beforeEach, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { MSISDN } from "./rig.ts";
import { amounts, faultOf, got, newAsk, nok, simulated } from "./simulator-rig.ts";

let world: Awaited<ReturnType<typeof simulated>>;

beforeEach(async () => {
  world = await simulated();
});
afterEach(() => world.simulator.close());

test("ePayment: the careful cancel lets a late approval win, and ends an unapproved payment", async () => {
  const gateway = world.epayment();
  const late = newAsk();
  const idle = newAsk();
  got(await gateway.create(late));
  got(await gateway.create(idle));
  await world.customer(late.reference, "approve");
  const refused = await gateway.cancelIfUnapproved({ reference: late.reference, idempotencyKey: "x1" });
  expect(faultOf(refused)).toEqual(["refused", "gateway/refused"]);
  expect(refused.is === "refused" && refused.fault.what).toContain("6060");
  expect(got(await gateway.read(late.reference))).toMatchObject({ authorized: 12_500, cancelled: 0 });
  got(await gateway.cancelIfUnapproved({ reference: idle.reference, idempotencyKey: "x1" }));
  expect(got(await gateway.read(idle.reference)).word).toBe("terminated");
});

test("ePayment: the log tells what happened, failed attempts included", async () => {
  const gateway = world.epayment();
  const ask = newAsk();
  got(await gateway.create(ask));
  await world.customer(ask.reference, "approve");
  got(await gateway.capture({ reference: ask.reference, idempotencyKey: "c1", ...nok(12_500) }));
  const events = got(await gateway.events(ask.reference));
  expect(events.map(({ name, success }) => [name, success])).toEqual([
    ["CREATED", true],
    ["AUTHORIZED", true],
    ["CAPTURED", true],
  ]);
});

test("ePayment: webhooks are registered, listed and deleted", async () => {
  const gateway = world.epayment();
  const url = "https://till.example.com/hook";
  const { id, secret } = got(await gateway.webhooks.register(url, ["epayments.payment.authorized.v1"]));
  expect(secret.length).toBeGreaterThan(10);
  expect(got(await gateway.webhooks.list())).toMatchObject([{ id, url }]);
  got(await gateway.webhooks.delete(id));
  expect(got(await gateway.webhooks.list())).toEqual([]);
});

test.each([
  ["DK", "DKK", "4512345678"],
  ["FI", "EUR", "358401234567"],
] as const)("ePayment: a payment in %s is in %s; kroner are refused there", async (market, currency, msisdn) => {
  await world.control("sales-unit", { market });
  const gateway = world.epayment();
  const ask = newAsk({ currency, msisdn, amount: minor(1) });
  got(await gateway.create(ask));
  await world.customer(ask.reference, "approve", msisdn);
  got(await gateway.capture({ reference: ask.reference, idempotencyKey: "c1", amount: minor(1), currency }));
  expect(faultOf(await gateway.create(newAsk({ msisdn })))).toEqual(["refused", "gateway/not-configured"]);
});

test("eCom: direct capture takes the money with the approval, and refunds give it back", async () => {
  await world.control("sales-unit", { directCapture: true });
  const gateway = world.ecom();
  const ask = newAsk();
  const { reference } = ask;
  got(await gateway.create(ask));
  await world.customer(reference, "approve");
  expect(amounts(got(await gateway.read(reference)))).toEqual(["authorized", 12_500, 12_500, 0, 0]);
  expect(faultOf(await gateway.cancel({ reference, idempotencyKey: "x1" }))[1]).toBe("gateway/already-captured");
  got(await gateway.refund({ reference, idempotencyKey: "r1", ...nok(12_500) }));
  expect(amounts(got(await gateway.read(reference)))).toEqual(["authorized", 12_500, 12_500, 0, 12_500]);
});

test("eCom: a lost code leaves the payment to be read and cancelled", async () => {
  const gateway = world.ecom();
  const ask = newAsk({ flow: "qr" });
  await world.control("faults", { method: "POST", path: "/qr/v1", effect: "answer", status: 503, times: 2 });
  expect(faultOf(await gateway.create(ask))).toEqual(["unknown", "gateway/bad-answer"]);
  expect(got(await gateway.read(ask.reference)).word).toBe("pending");
  got(await gateway.cancel({ reference: ask.reference, idempotencyKey: "x1" }));
  expect(got(await gateway.read(ask.reference)).word).toBe("terminated");
});

test("eCom: an old app is told apart", async () => {
  await world.control("customers", { msisdn: MSISDN, oldApp: true });
  expect(faultOf(await world.ecom().create(newAsk()))).toEqual(["refused", "gateway/app-too-old"]);
});
