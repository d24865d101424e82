import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { InitiateExtras } from "../../electron/gateway/ecom/express.ts";
import { parseShippingQuestion, shippingAnswer } from "../../electron/gateway/ecom/express-calls.ts";
import { answered, createAsk, ecom, ScriptedWire } from "../gateway/rig.ts";
import { loadOpenApi, openApiPresent } from "./openapi.ts";

const why = "(skipped: the folder with the official OpenAPI files is absent)";
const consentRemovalPrefix = "https://shop.example.com/consents";
const options = [
  { id: "post", name: "æ".repeat(256), cost: minor(65_000_000), isDefault: true },
  { id: "x".repeat(100), name: "Fetch it yourself", cost: minor(0) },
];

const everyKind: readonly InitiateExtras[] = [
  { express: { consentRemovalPrefix, shipping: { options } } },
  { express: { consentRemovalPrefix, shipping: { askPrefix: "https://shop.example.com/s" } } },
  { scope: ["name", "address", "email", "phoneNumber", "birthDate", "nin"], useExplicitCheckoutFlow: false },
];

test.skipIf(!openApiPresent).each(everyKind)(
  `an initiate with extras %# is as the official file says ${why}`,
  async (extras) => {
    const wire = new ScriptedWire(answered(400));
    await ecom(wire).initiate(createAsk({ flow: "qr" }), extras);
    const [request] = wire.deeds;
    if (request?.body === undefined) throw new Error("nothing was sent");
    const { method, headers, body } = request;
    expect(loadOpenApi("ecom.v2.yaml").checkRequest({ method, path: "/ecomm/v2/payments", headers, body })).toEqual(
      [],
    );
  },
);

test.skipIf(!openApiPresent)(`the answer to a shipping question is as the official file says ${why}`, () => {
  const asked = { addressId: 100, addressLine1: "a", city: "Oslo", country: "NO", postCode: "0154" };
  const api = loadOpenApi("ecom.v2.yaml");
  expect(api.checkSchema("ShippingCostAndMethod", asked)).toEqual([]);
  const question = parseShippingQuestion("/v2/payments/order-0001/shippingDetails", JSON.stringify(asked));
  if (question === undefined) throw new Error("not understood");
  const answer = shippingAnswer(question, options);
  expect("body" in answer && api.checkSchema("FetchShippingCostResponse", JSON.parse(answer.body))).toEqual([]);
});
