import { describe, expect, test } from "vitest";
import { type ApiFile, loadOpenApi, openApiPresent } from "./openapi.ts";

const headers = {
  Authorization: "Bearer x",
  "Ocp-Apim-Subscription-Key": "key",
  "Merchant-Serial-Number": "123456",
  "Idempotency-Key": "one",
  "Content-Type": "application/json",
};
const create = {
  amount: { currency: "NOK", value: 100 },
  paymentMethod: { type: "WALLET" },
  reference: "order-12345",
  userFlow: "PUSH_MESSAGE",
  customer: { phoneNumber: "4712345678" },
};
const post = (body: unknown) => ({
  method: "POST",
  path: "/epayment/v1/payments",
  headers,
  body: JSON.stringify(body),
});

describe.skipIf(!openApiPresent)("the official OpenAPI files (skipped: not beside this repository)", () => {
  test.each<[ApiFile, number]>([
    ["access-token.yaml", 2],
    ["ecom.v2.yaml", 10],
    ["epayment.v1.yaml", 7],
    ["order-management.v2.yaml", 12],
    ["qr.v1.yaml", 13],
    ["webhooks.v1.yaml", 3],
  ])("%s is bundled with all its operations", (file, count) => {
    expect(loadOpenApi(file).operations).toHaveLength(count);
  });

  test("a request as the file describes it shows no difference", () => {
    expect(loadOpenApi("epayment.v1.yaml").checkRequest(post(create))).toEqual([]);
  });

  test("an unknown field, a number for a string, a missing header and a bad pattern are all named", () => {
    const api = loadOpenApi("epayment.v1.yaml");
    expect(api.checkRequest(post({ ...create, colour: "red" }))).toHaveLength(1);
    expect(api.checkRequest(post({ ...create, reference: 12345678 })).map((d) => d.where)).toContain("body");
    expect(api.checkRequest(post({ ...create, reference: "short" }))[0]?.message).toContain("/reference");
    const { "Idempotency-Key": _, ...without } = headers;
    expect(api.checkRequest({ ...post(create), headers: without })).toEqual([
      { where: "header", message: "Idempotency-Key is missing" },
    ]);
  });

  test("the receipt schema is fetched out of the order management file", () => {
    const api = loadOpenApi("epayment.v1.yaml");
    const receipt = { orderLines: [], bottomLine: { currency: "NOK" } };
    expect(api.checkRequest(post({ ...create, receipt })).map((d) => d.message)[0]).toContain("orderLines");
  });

  test("an answer with an undeclared status or a wrong body is a difference", () => {
    const api = loadOpenApi("epayment.v1.yaml");
    const request = { method: "POST", path: "/epayment/v1/payments" };
    const answer = { status: 201, headers: { "content-type": "application/json" }, body: "{}" };
    expect(api.checkAnswer(request, answer)[0]?.message).toContain("reference");
    expect(api.checkAnswer(request, { ...answer, status: 418 })[0]?.where).toBe("status");
  });
});
