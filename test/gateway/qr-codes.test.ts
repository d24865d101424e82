import { expect, test } from "vitest";
import type { Outcome } from "../../electron/core/fault.ts";
import type { WireAnswer } from "../../electron/gateway/http.ts";
import type { Codes } from "../../electron/gateway/qr/codes.ts";
import { answered, ecom, epayment, ScriptedWire } from "./rig.ts";

const TARGET = "https://shop.example.com/menu";
const PAYMENT_URL = "https://apitest.vipps.no/dwo-api-application/v1/deeplink/vippsgateway?v=2&token=eyJ";

type Call = (codes: Codes) => Promise<Outcome<unknown>>;

const create =
  (change: object = {}): Call =>
  ({ redirect }) =>
    redirect.create({ id: "door", redirectUrl: TARGET, ...change });

test.each<[string, Call, string]>([
  ["no place", ({ callback }) => callback.put("till-1", ""), "locationDescription must be 1 to 36"],
  [
    "a place of 37",
    ({ callback }) => callback.put("till-1", "x".repeat(37)),
    "locationDescription must be 1 to 36",
  ],
  ["a beacon's place of 37", ({ callback }) => callback.adoptMobilePay("7", "x".repeat(37)), "locationDescription"],
  ["no id", ({ callback }) => callback.put("", "Till"), "merchantQrId must be 1 to 128"],
  ["an id of 129", ({ callback }) => callback.put("x".repeat(129), "Till"), "merchantQrId must be 1 to 128"],
  ["an id that leaves the folder", ({ callback }) => callback.delete(".."), "merchantQrId must not"],
  ["an id of two lines", ({ callback }) => callback.one("a\nb"), "merchantQrId must not"],
  ["a beacon without id", ({ callback }) => callback.adoptMobilePay("", "Till"), "beaconId must be 1 to 128"],
  ["a picture of 99", ({ callback }) => callback.one("a", { as: "png", sizePx: 99 }), "sizePx must be"],
  ["a list in pictures of 2001", ({ callback }) => callback.all({ as: "png", sizePx: 2_001 }), "sizePx must be"],
  ["a picture of half a pixel", ({ callback }) => callback.all({ as: "png", sizePx: 100.5 }), "sizePx must be"],
  ["no redirect id", create({ id: "" }), "id must be 1 to 128"],
  ["a redirect id of 129", create({ id: "x".repeat(129) }), "id must be 1 to 128"],
  ["a redirect id with a slash", create({ id: "a/b" }), "id must be letters"],
  ["a page without encryption", create({ redirectUrl: "http://shop.example.com" }), "redirectUrl must be"],
  ["a page with a quote", create({ redirectUrl: `${TARGET}'` }), "redirectUrl must be"],
  ["no page", ({ redirect }) => redirect.redirect("door", ""), "redirectUrl must be"],
  ["a life of 299 s", create({ lifeS: 299 }), "lifeS must be a whole number of 300 to 2147483647"],
  ["a life past the largest", create({ lifeS: 2_147_483_648 }), "lifeS must be"],
  ["a life of a fraction", create({ lifeS: 300.5 }), "lifeS must be"],
  ["a reading of a broken id", ({ redirect }) => redirect.one("a?b"), "id must be letters"],
  ["a deletion of a broken id", ({ redirect }) => redirect.delete("../x"), "id must be letters"],
  ["redirects in pictures of 50", ({ redirect }) => redirect.all({ as: "png", sizePx: 50 }), "sizePx must be"],
  ["a payment without address", ({ oneTime }) => oneTime("nothing"), "url must be an https address"],
  [
    "a payment in a picture of 5",
    ({ oneTime }) => oneTime(PAYMENT_URL, { as: "png", sizePx: 5 }),
    "sizePx must be",
  ],
  ["no personal code", ({ exchangeCode }) => exchangeCode(""), "qrCode must be 1 to 2000"],
  ["no token", ({ exchangeCustomer }) => exchangeCustomer(""), "customerToken must be 1 to 2000"],
])("%s is refused before anything is sent, by name", async (_, call, what) => {
  const wire = new ScriptedWire();
  expect(await call(epayment(wire).codes)).toMatchObject({
    is: "refused",
    fault: { code: "gateway/bad-request", what: expect.stringContaining(what) },
  });
  expect(wire.sent).toEqual([]);
});

const sticker = {
  merchantQrId: "till-1",
  qrContent: "https://qr.vipps.no/28/2/05/031/x",
  locationDescription: "Till",
};
const redirect = { id: "door", url: "https://qr.vipps.no/r/x", redirectUrl: TARGET, expiresIn: -1 };

test.each<[string, Call, WireAnswer, unknown]>([
  [
    "a picture to print",
    (codes) => codes.callback.one("till-1", { as: "png", sizePx: 2_000 }),
    answered(200, { ...sticker, qrImageUrl: "https://qr.vipps.no/generate/qr.png?x" }),
    {
      id: "till-1",
      content: sticker.qrContent,
      place: "Till",
      pictureUrl: "https://qr.vipps.no/generate/qr.png?x",
    },
  ],
  [
    "a sticker without picture",
    (codes) => codes.callback.all(),
    answered(200, [sticker]),
    [{ id: "till-1", content: sticker.qrContent, place: "Till" }],
  ],
  [
    "a code without an end",
    create(),
    answered(200, redirect),
    { id: "door", content: redirect.url, redirectUrl: TARGET },
  ],
  [
    "a code with an end",
    create({ id: "a b_-+%æ", lifeS: 300 }),
    answered(200, { ...redirect, id: "a b_-+%æ", expiresIn: 300 }),
    { id: "a b_-+%æ", content: redirect.url, redirectUrl: TARGET, secondsLeft: 300 },
  ],
  [
    "a new personal code",
    (codes) => codes.exchangeCode("https://qr.vipps.no/p/abc"),
    answered(200, { msisdn: "4791234567", version: "2.0", timestamp: 1_634_025_600 }),
    { msisdn: "4791234567", madeAtMs: 1_634_025_600_000 },
  ],
  [
    "an old personal code",
    (codes) => codes.exchangeCode("https://qr.vipps.no/28/2/01/031/4791234567?v=1"),
    answered(200, { msisdn: "4791234567", version: "1.0" }),
    { msisdn: "4791234567" },
  ],
])("understands %s", async (_, call, answer, value) => {
  expect(await call(epayment(new ScriptedWire(answer)).codes)).toEqual({ is: "done", value });
});

test.each<[string, Call, unknown]>([
  ["another sticker", (codes) => codes.callback.one("till-2"), sticker],
  ["a sticker that says nothing", (codes) => codes.callback.one("till-1"), { merchantQrId: "till-1" }],
  ["a sticker without https", (codes) => codes.callback.all(), [{ ...sticker, qrContent: "http://qr.vipps.no/x" }]],
  ["one object for a list", (codes) => codes.callback.all(), sticker],
  ["another redirect", (codes) => codes.redirect.one("window"), redirect],
  ["a redirect that went elsewhere", (codes) => codes.redirect.redirect("door", `${TARGET}/2`), redirect],
  ["a redirect list with a script", (codes) => codes.redirect.all(), [{ ...redirect, url: "javascript:x" }]],
  ["no number", (codes) => codes.exchangeCustomer("eyJ"), { timestamp: 1 }],
  ["a number with letters", (codes) => codes.exchangeCustomer("eyJ"), { msisdn: "+47 912" }],
])("an answer with %s is not believed", async (_, call, body) => {
  expect(await call(epayment(new ScriptedWire(answered(200, body))).codes)).toMatchObject({
    is: "unknown",
    fault: { code: "gateway/bad-answer" },
  });
});

const detailed = (name: string) => ({
  title: "Bad request",
  status: 400,
  detail: "The request body contains one or more invalid parameters.",
  extraDetails: [{ name, reason: "The complete data contained in the QR code is required." }],
});

test.each<[string, Call, WireAnswer, string, string]>([
  [
    "a code that means nobody",
    (codes) => codes.exchangeCode("x"),
    answered(400, detailed("qrCode")),
    "refused",
    "customer-unreachable",
  ],
  [
    "a token that is over",
    (codes) => codes.exchangeCustomer("x"),
    answered(400, detailed("customer.customerToken")),
    "refused",
    "customer-unreachable",
  ],
  [
    "a request it cannot read",
    (codes) => codes.exchangeCustomer("x"),
    answered(400, detailed("requestedData")),
    "refused",
    "bad-request",
  ],
  [
    "a payment that is over",
    (codes) => codes.oneTime(PAYMENT_URL),
    answered(400, { title: "Order timeout", detail: "x", instance: "y" }),
    "refused",
    "bad-request",
  ],
  ["an id in use", create(), answered(409, { id: "door" }), "unknown", "reference-used"],
  [
    "an id nobody has",
    (codes) => codes.redirect.one("door"),
    answered(404, { title: "Not Found", detail: "x", instance: "y" }),
    "refused",
    "not-found",
  ],
  [
    "a sales unit that may not",
    (codes) => codes.callback.all(),
    answered(403, { title: "Forbidden", detail: "x", instance: "y" }),
    "refused",
    "not-configured",
  ],
  [
    "too many",
    (codes) => codes.callback.delete("a"),
    answered(429, "", { "retry-after": "7" }),
    "refused",
    "rate-limited",
  ],
  ["its own failure", (codes) => codes.callback.put("a", "b"), answered(500), "unknown", "server-error"],
])("%s is told apart", async (_, call, answer, is, code) => {
  expect(await call(ecom(new ScriptedWire(answer, answer)).codes)).toMatchObject({
    is,
    fault: { code: `gateway/${code}` },
  });
});

test("a fault about a customer's code repeats neither code nor number", async () => {
  const body = {
    ...detailed("qrCode"),
    extraDetails: [{ name: "qrCode", reason: "https://qr.vipps.no/28/2/01/031/4791234567?v=1" }],
  };
  const outcome = await epayment(new ScriptedWire(answered(400, body))).codes.exchangeCode(
    "https://qr.vipps.no/p/secret",
  );
  const said = JSON.stringify(outcome);
  expect(said).toContain("qrCode");
  expect(said).not.toMatch(/4791234567|secret/);
});

test("each look is asked for in the API's own way", async () => {
  const wire = new ScriptedWire(...Array.from({ length: 5 }, () => answered(404)));
  const { callback, redirect: redirects, oneTime } = epayment(wire).codes;
  await oneTime(PAYMENT_URL, { as: "svg" });
  await redirects.one("my door", { as: "png", sizePx: 100 });
  await redirects.all();
  await callback.one("a/b", { as: "png", sizePx: 300 });
  await callback.all();
  const asked = wire.deeds.map(({ url, headers }) => [
    url.slice("https://apitest.vipps.no".length),
    headers["Accept"],
    headers["Size"],
  ]);
  expect(asked).toEqual([
    ["/qr/v1", "image/svg+xml", undefined],
    ["/qr/v1/merchant-redirect/my%20door", "image/png", "100"],
    ["/qr/v1/merchant-redirect", "text/targetUrl", undefined],
    ["/qr/v1/merchant-callback/a%2Fb?QrImageFormat=PNG&QrImageSize=300", "application/json", undefined],
    ["/qr/v1/merchant-callback?QrImageFormat=SVG", "application/json", undefined],
  ]);
});
