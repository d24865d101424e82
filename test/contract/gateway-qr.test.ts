import { expect, test } from "vitest";
import type { Wire, WireRequest } from "../../electron/gateway/http.ts";
import { answered, epayment, tokenAnswer } from "../gateway/rig.ts";
import { loadOpenApi, openApiPresent } from "./openapi.ts";

const why = "(skipped: the folder with the official OpenAPI files is absent)";
const TARGET = "https://shop.example.com/menu?table=4&lang=nb#top";
const PAYMENT_URL = "https://apitest.vipps.no/dwo-api-application/v1/deeplink/vippsgateway?v=2&token=eyJ";

/** One of each kind, at the limits of its fields. */
async function everyQrRequest(): Promise<readonly WireRequest[]> {
  const sent: WireRequest[] = [];
  const wire: Wire = {
    async send(request) {
      if (request.url.endsWith("/accesstoken/get")) return tokenAnswer();
      sent.push(request);
      return answered(404);
    },
  };
  const { callback, redirect, oneTime, exchangeCode, exchangeCustomer } = epayment(wire).codes;
  await oneTime(PAYMENT_URL);
  await oneTime(PAYMENT_URL, { as: "svg" });
  for (const sizePx of [100, 2_000]) await oneTime(PAYMENT_URL, { as: "png", sizePx });
  await callback.put("27072f82-c4b6-49cd-9838-10f21d87496e", "x".repeat(36));
  await callback.put("machine 4/left", "Machine 4", "VENDING");
  await callback.put("till-1", "Till 1", "IN_STORE");
  await callback.adoptMobilePay("123456789012345", "Kasse 1");
  await callback.all();
  for (const sizePx of [100, 2_000]) await callback.one("till-1", { as: "png", sizePx });
  await callback.delete("till-1");
  await redirect.create({ id: "d", redirectUrl: TARGET });
  await redirect.create({ id: "æøå ÆØÅ-_+%".padEnd(128, "x"), redirectUrl: TARGET, lifeS: 300 }, { as: "svg" });
  await redirect.create({ id: "door", redirectUrl: TARGET, lifeS: 2_147_483_647 }, { as: "png", sizePx: 640 });
  await redirect.all({ as: "png", sizePx: 640 });
  await redirect.one("my door");
  await redirect.redirect("my door", TARGET);
  await redirect.delete("my door");
  await exchangeCode("https://qr.vipps.no/p/qwjhewqhueheuqwhuqwhe");
  await exchangeCustomer("eyJra");
  return sent;
}

test.skipIf(!openApiPresent)(
  `every request to the QR API is as the official file says, and every operation is spoken ${why}`,
  async () => {
    const api = loadOpenApi("qr.v1.yaml");
    const requests = await everyQrRequest();
    const pathOf = ({ url }: WireRequest) => url.slice(new URL(url).origin.length);
    const differences = requests.flatMap((request) =>
      api
        .checkRequest({ ...request, path: pathOf(request) })
        .map(({ where, message }) => `${request.method} ${pathOf(request)}: ${where} ${message}`),
    );
    expect(differences).toEqual([]);
    const spoken = new Set(requests.map((request) => api.operationOf(request.method, pathOf(request))));
    expect([...spoken].sort()).toEqual([...api.operations].sort());
    expect(spoken.size).toBe(13);
  },
);
