import { afterEach, beforeEach, expect, test } from "vitest";
import { MSISDN } from "./rig.ts";
import { faultOf, got, newAsk, simulated } from "./simulator-rig.ts";

let world: Awaited<ReturnType<typeof simulated>>;

beforeEach(async () => {
  world = await simulated();
});
afterEach(() => world.simulator.close());

const TARGET = "https://shop.example.com/menu";
const MINUTE_MS = 60_000;

test("a sticker is put, moved, listed, scanned, paid through its token, and taken away", async () => {
  const gateway = world.epayment();
  const { callback, exchangeCustomer } = gateway.codes;
  got(await callback.put("machine-4", "Machine 4", "VENDING"));
  const made = got(await callback.one("machine-4", { as: "png", sizePx: 200 }));
  expect(made).toMatchObject({ id: "machine-4", place: "Machine 4" });
  expect((await fetch(made.pictureUrl ?? "")).headers.get("content-type")).toBe("image/png");
  got(await callback.put("machine-4", "Second floor"));
  expect(got(await callback.all())).toMatchObject([{ content: made.content, place: "Second floor" }]);

  const scanned = await world.control("scan", { content: made.content, msisdn: MSISDN });
  const { customerToken } = scanned as { readonly customerToken: string };
  expect(got(await exchangeCustomer(customerToken))).toMatchObject({ msisdn: MSISDN });
  const { msisdn: _, ...ask } = newAsk();
  got(await gateway.createWith(ask, { customerToken }));
  await world.customer(ask.reference, "approve");
  expect(got(await gateway.read(ask.reference)).authorized).toBe(12_500);

  world.simulator.clock.advance(15 * MINUTE_MS + 1);
  expect(faultOf(await exchangeCustomer(customerToken))).toEqual(["refused", "gateway/customer-unreachable"]);
  got(await callback.delete("machine-4"));
  expect(faultOf(await callback.one("machine-4"))).toEqual(["refused", "gateway/not-found"]);
  expect(faultOf(await callback.delete("machine-4"))).toEqual(["refused", "gateway/not-found"]);
});

test.each(["epayment", "ecom"] as const)(
  "%s: a payment goes to the phone that showed its own code",
  async (api) => {
    const gateway = world[api]();
    const { content } = (await world.control(`phones/${MSISDN}/personal-qr`, {})) as { readonly content: string };
    const { msisdn: _, ...ask } = newAsk({ personalQr: content });
    expect(got(await gateway.create(ask))).toEqual({});
    await world.customer(ask.reference, "approve");
    expect(got(await gateway.read(ask.reference)).authorized).toBe(12_500);
  },
);

test.each(["epayment", "ecom"] as const)("%s: a code nobody has makes no payment", async (api) => {
  const gateway = world[api]();
  const { msisdn: _, ...ask } = newAsk({ personalQr: "https://qr.vipps.no/p/none" });
  expect(faultOf(await gateway.create(ask))).toEqual(["refused", "gateway/customer-unreachable"]);
  expect(faultOf(await gateway.read(ask.reference))).toEqual(["refused", "gateway/not-found"]);
});

test("an old MobilePay sticker answers under its beacon's id", async () => {
  const { callback } = world.epayment().codes;
  got(await callback.adoptMobilePay("123456789012345", "Kasse 1"));
  expect(got(await callback.all())).toMatchObject([{ id: "123456789012345", place: "Kasse 1" }]);
});

test("a redirect is made once, sent elsewhere, and over when its time is", async () => {
  const { redirect } = world.epayment().codes;
  const door = got(await redirect.create({ id: "front door", redirectUrl: TARGET, lifeS: 300 }));
  expect(door.secondsLeft).toBe(300);
  expect(faultOf(await redirect.create({ id: "front door", redirectUrl: TARGET }))).toEqual([
    "unknown",
    "gateway/reference-used",
  ]);
  const moved = got(await redirect.redirect("front door", `${TARGET}/evening`));
  expect(moved).toMatchObject({ content: door.content, redirectUrl: `${TARGET}/evening` });
  expect(await world.control("scan", { content: door.content, msisdn: MSISDN })).toMatchObject({
    kind: "redirect",
    url: `${TARGET}/evening`,
  });
  got(await redirect.create({ id: "window", redirectUrl: TARGET }, { as: "svg" }));
  expect(got(await redirect.all())).toHaveLength(2);
  world.simulator.clock.advance(301_000);
  expect(faultOf(await redirect.one("front door"))).toEqual(["refused", "gateway/not-found"]);
  expect(got(await redirect.one("window")).secondsLeft).toBeUndefined();
  got(await redirect.delete("window"));
  expect(got(await redirect.all())).toEqual([]);
});

test("a personal code becomes a number; a part of its text does not", async () => {
  const { exchangeCode } = world.ecom().codes;
  const shown = (await world.control(`phones/${MSISDN}/personal-qr`, {})) as { readonly content: string };
  expect(got(await exchangeCode(shown.content)).msisdn).toBe(MSISDN);
  expect(faultOf(await exchangeCode(shown.content.slice(-8)))).toEqual(["refused", "gateway/customer-unreachable"]);
});
