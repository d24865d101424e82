import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import {
  contentOf,
  DELIVERY_CHARACTERS_MAX,
  DeliveryMemory,
  isGenuine,
} from "../../electron/gateway/epayment/webhook-signature.ts";
import { answered, epayment, ScriptedWire } from "./rig.ts";

/** Published with the Webhooks API's description of request authentication; a sample, not a live secret. */
const PUBLISHED = {
  secret: "A0+AeKBRG2KRGvnNwJpQlb6IJFk48CKXCIcrLoHncVJKDILsQSxS6NWCccwWm6r6FhGKhiHTBsG2wo/xU6FY/A==",
  url: "https://webhook.site/e2cee29b-012e-4f1d-8ef4-e95fd74a7a63",
  body: '{"some-unique-content":"ee6e441b-cc4a-46f8-895d-a5af79bcc233/hello-world"}',
  headers: {
    "x-ms-date": "Thu, 30 Mar 2023 08:38:32 GMT",
    "x-ms-content-sha256": "lNlsp1XA03N34HrQsVzPgJKtC+r7l/RBF4V3JQUWMj4=",
    authorization:
      "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=agAiSyogQbDHpeucoNwYz+yAr5nJ+v+zasdkSbqzv+U=",
  },
};

test("the published example is genuine", async () => {
  expect(await isGenuine(PUBLISHED, PUBLISHED.url, PUBLISHED.secret)).toBe(true);
});

test.each<[string, Partial<typeof PUBLISHED>]>([
  ["another body", { body: PUBLISHED.body.replace("world", "World") }],
  ["another path", { url: `${PUBLISHED.url}x` }],
  ["a query", { url: `${PUBLISHED.url}?a=1` }],
  ["another host", { url: PUBLISHED.url.replace("webhook.site", "example.com") }],
  ["another secret", { secret: PUBLISHED.secret.replace("A0", "A1") }],
  ["the secret taken as base64", { secret: Buffer.from(PUBLISHED.secret, "base64").toString("latin1") }],
  ["another date", { headers: { ...PUBLISHED.headers, "x-ms-date": "Thu, 30 Mar 2023 08:38:33 GMT" } }],
  ["another digest", { headers: { ...PUBLISHED.headers, "x-ms-content-sha256": `${"A".repeat(43)}=` } }],
  ["no signature", { headers: { ...PUBLISHED.headers, authorization: "" } }],
  [
    "a cut signature",
    { headers: { ...PUBLISHED.headers, authorization: PUBLISHED.headers.authorization.slice(0, -2) } },
  ],
  ["another scheme", { headers: { ...PUBLISHED.headers, authorization: "Basic YTpi" } }],
  ["a URL that is none", { url: "webhook.site" }],
])("%s is not genuine", async (_, change) => {
  const delivery = { ...PUBLISHED, ...change };
  expect(await isGenuine(delivery, delivery.url, delivery.secret)).toBe(false);
});

test("a delivery without the headers is not genuine", async () => {
  expect(await isGenuine({ headers: {}, body: "" }, PUBLISHED.url, PUBLISHED.secret)).toBe(false);
});

test("a URL with a query is signed with it", async () => {
  const url = "https://till.example.com/hook?shop=4";
  const body = '{"a":"æ"}';
  const digest = createHash("sha256").update(body).digest("base64");
  const date = "Thu, 30 Mar 2023 08:38:32 GMT";
  const signed = `POST\n/hook?shop=4\n${date};till.example.com;${digest}`;
  const signature = createHmac("sha256", "s3cret").update(signed).digest("base64");
  const headers = {
    "x-ms-date": date,
    "x-ms-content-sha256": digest,
    authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
  };
  expect(await isGenuine({ headers, body }, url, "s3cret")).toBe(true);
});

test("a payment event is read, with members and names that are yet unknown", () => {
  const event = {
    msn: "123456",
    reference: "kiosk1-abc123-1",
    pspReference: "p1",
    name: "AUTHORIZED",
    amount: { currency: "NOK", value: 100 },
    timestamp: "2026-10-21T07:28:00Z",
    success: true,
  };
  expect(contentOf(JSON.stringify({ ...event, userDetails: { phone: "x" }, later: 1 }))).toEqual({
    is: "payment",
    event,
  });
  expect(contentOf(JSON.stringify({ ...event, name: "SOMETHING_NEW" }))).toMatchObject({ is: "payment" });
});

test.each(["msn", "merchantSerialNumber"])("a check-in is read, its sales unit spelled %s", (spelling) => {
  const body = {
    customerToken: "eyJ",
    merchantQrId: "shelf-4",
    [spelling]: "123456",
    initiatedAt: "2026-10-21T07:28:00Z",
  };
  expect(contentOf(JSON.stringify(body))).toEqual({
    is: "checked-in",
    customer: { customerToken: "eyJ", merchantQrId: "shelf-4", msn: "123456", initiatedAt: "2026-10-21T07:28:00Z" },
  });
});

test.each(["", "{", "null", "[]", "{}", '{"reference":1}', "x".repeat(DELIVERY_CHARACTERS_MAX + 1)])(
  "rubbish is unreadable, not fatal (%#)",
  (body) => {
    expect(contentOf(body)).toEqual({ is: "unreadable" });
  },
);

test("a repeated delivery is told from a new one, within a bounded memory", () => {
  const memory = new DeliveryMemory(3);
  const event = (pspReference: string, name = "CAPTURED") => ({ pspReference, name });
  expect(memory.isNew(event("1"))).toBe(true);
  expect(memory.isNew(event("1"))).toBe(false);
  expect(memory.isNew(event("1", "REFUNDED"))).toBe(true);
  expect(memory.isNew(event("2"))).toBe(true);
  expect(memory.isNew(event("3"))).toBe(true);
  expect(memory.isNew(event("3"))).toBe(false);
  expect(memory.isNew(event("1"))).toBe(true);
});

test("webhooks are registered, listed and deleted", async () => {
  const id = "497f6eca-6276-4993-bfeb-53cbbbba6f08";
  const webhook = { id, url: "https://till.example.com/hook", events: ["user.checked-in.v1"] };
  const wire = new ScriptedWire(
    answered(201, { id, secret: "s3cret" }),
    answered(200, { webhooks: [webhook] }),
    answered(204),
  );
  const { webhooks } = epayment(wire);
  expect(await webhooks.register(webhook.url, ["user.checked-in.v1"])).toEqual({
    is: "done",
    value: { id, secret: "s3cret" },
  });
  expect(await webhooks.list()).toEqual({ is: "done", value: [webhook] });
  expect(await webhooks.delete(id)).toEqual({ is: "done", value: undefined });
  expect(wire.deeds.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    "POST /webhooks/v1/webhooks",
    "GET /webhooks/v1/webhooks",
    `DELETE /webhooks/v1/webhooks/${id}`,
  ]);
});

test("what cannot be registered or deleted is refused before sending", async () => {
  const wire = new ScriptedWire();
  const { webhooks } = epayment(wire);
  expect((await webhooks.register("http://till.example.com", ["user.checked-in.v1"])).is).toBe("refused");
  expect((await webhooks.register("https://till.example.com", [])).is).toBe("refused");
  expect((await webhooks.delete("../../x")).is).toBe("refused");
  expect(wire.sent).toHaveLength(0);
});

test("a registration without a secret in its answer is open", async () => {
  const wire = new ScriptedWire(answered(201, { id: "x" }));
  expect(await epayment(wire).webhooks.register("https://a.b/c", ["user.checked-in.v1"])).toMatchObject({
    is: "unknown",
    fault: { code: "gateway/bad-answer" },
  });
});
