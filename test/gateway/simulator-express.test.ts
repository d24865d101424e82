import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { createEcomGateway } from "../../electron/gateway/ecom/client.ts";
import {
  parseConsentRemoval,
  parseExpressCallback,
  parseShippingQuestion,
  shippingAnswer,
} from "../../electron/gateway/ecom/express-calls.ts";
import { createApi } from "../../simulator/vipps/api.ts";
import { RecordingCourier } from "../../simulator/vipps/ports.ts";
import { World } from "../../simulator/vipps/world.ts";
import { createAsk, ECOM_URLS, ManualClock, MSISDN, SYSTEM } from "./rig.ts";
import { got } from "./simulator-rig.ts";

const OPTIONS = [
  { id: "post", name: "To the door", cost: minor(9_950), isDefault: true },
  { id: "shop", name: "Fetch it yourself", cost: minor(0) },
];

/** A wallet whose calls to the shop are kept, so that the test answers them as the shop's own server would. */
function shop() {
  const clock = new ManualClock();
  const courier = new RecordingCourier();
  let dice = 0;
  const random = () => (dice = (dice + 0.618_034) % 1);
  const world = new World({ clock, random, courier, baseUrl: "http://127.0.0.1:1" });
  const { handle } = createApi(world);
  const gateway = createEcomGateway({
    wire: {
      async send({ method, url, headers, body = "" }) {
        const { pathname, search } = new URL(url);
        const named = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
        );
        return { is: "answered", ...handle({ method, path: pathname + search, headers: named, body }) };
      },
    },
    clock,
    keys: world.keys,
    baseUrl: "http://127.0.0.1:1",
    system: SYSTEM,
    canPush: true,
    urls: { ...ECOM_URLS, authToken: "t0ken" },
  });
  const control = (method: string, path: string, body?: object) => {
    const answer = handle({
      method,
      path: `/simulator/v1/${path}`,
      headers: { "content-type": "application/json" },
      body: body === undefined ? "" : JSON.stringify(body),
    });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.body}`);
  };
  const act = (reference: string, body: object) => control("POST", `phones/${MSISDN}/requests/${reference}`, body);
  const heard = (kind: string) => {
    const call = courier.sent.findLast((each) => each.kind === kind);
    if (call === undefined) throw new Error(`the wallet made no ${kind} call`);
    return { ...call, path: new URL(call.url).pathname };
  };
  return { gateway, clock, world, control, act, heard };
}

test("an express payment: shipping is asked for, chosen, paid, told by callback and details, and forgotten on demand", async () => {
  const { gateway, clock, world, control, act, heard } = shop();
  const ask = createAsk({ flow: "qr" });
  const { url } = got(
    await gateway.initiate(ask, {
      express: {
        consentRemovalPrefix: "https://shop.example.com/consents",
        shipping: { askPrefix: "https://shop.example.com/shipping" },
      },
      useExplicitCheckoutFlow: true,
    }),
  );
  expect(got(await gateway.codes.oneTime(url ?? "")).secondsLeft).toBe(600);
  expect(got(await gateway.profile(ask.reference))).toEqual({});

  act(ask.reference, { do: "open" });
  const call = heard("shipping-details");
  expect(call.headers["authorization"]).toBe("t0ken");
  const question = parseShippingQuestion(call.path, call.body);
  if (question === undefined) throw new Error("the wallet's question was not understood");
  expect(question).toMatchObject({
    reference: ask.reference,
    kind: "home",
    address: { city: "Oslo", country: "NO" },
  });
  const answer = shippingAnswer(question, OPTIONS);
  if ("fault" in answer) throw new Error(answer.fault.what);
  world.settle(call.id, { status: 200, body: answer.body });
  act(ask.reference, { do: "confirm-shipping", shippingMethodId: "shop" });
  act(ask.reference, { do: "approve" });

  const told = parseExpressCallback(heard("callback").body);
  expect(told).toMatchObject({ reference: ask.reference, profile: { shipping: { id: "shop", cost: 0 } } });
  clock.advance(2_000);
  const profile = got(await gateway.profile(ask.reference));
  expect(profile).toMatchObject({ sub: expect.any(String), shipping: { id: "shop" } });
  expect(profile.customer).toEqual(told?.profile.customer);
  control("DELETE", `phones/${MSISDN}/consents/${ask.reference}`);
  expect(parseConsentRemoval(heard("consent-removal").path)).toEqual({ userId: profile.customer?.userId });

  clock.advance(7 * 24 * 3_600_000);
  const later = got(await gateway.profile(ask.reference));
  expect(later.isExpired).toBe(true);
  expect(later.customer).toBeUndefined();
});

test("an express payment with fixed shipping asks nobody", async () => {
  const { gateway, act, heard } = shop();
  const ask = createAsk({ flow: "qr" });
  const consentRemovalPrefix = "https://shop.example.com/consents";
  got(await gateway.initiate(ask, { express: { consentRemovalPrefix, shipping: { options: OPTIONS } } }));
  act(ask.reference, { do: "confirm-shipping" });
  act(ask.reference, { do: "approve" });
  expect(() => heard("shipping-details")).toThrow();
  expect(got(await gateway.profile(ask.reference)).shipping).toMatchObject({ id: "post", cost: 9_950 });
});

test("a scope payment tells who paid, the sub a moment later", async () => {
  const { gateway, clock, act } = shop();
  const ask = createAsk();
  got(await gateway.initiate(ask, { scope: ["name", "phoneNumber"] }));
  act(ask.reference, { do: "approve" });
  expect(got(await gateway.profile(ask.reference))).toMatchObject({ customer: { mobileNumber: "91234567" } });
  expect(got(await gateway.profile(ask.reference)).sub).toBeUndefined();
  clock.advance(2_000);
  expect(got(await gateway.profile(ask.reference)).sub).toMatch(/^[0-9a-f-]{36}$/);
});
