import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { CreateAsk, OrderLine } from "../../electron/core/ports.ts";
import { vatRate } from "../../electron/core/vat.ts";
import type { Wire, WireRequest } from "../../electron/gateway/http.ts";
import { answered, CHANGE, createAsk, ecom, epayment, REFERENCE, tokenAnswer } from "../gateway/rig.ts";
import { type ApiFile, loadOpenApi, type OpenApi, openApiPresent } from "./openapi.ts";

const why = "(skipped: the folder with the official OpenAPI files is absent)";

const FILES: readonly (readonly [prefix: string, file: ApiFile])[] = [
  ["/accesstoken/", "access-token.yaml"],
  ["/ecomm/", "ecom.v2.yaml"],
  ["/epayment/", "epayment.v1.yaml"],
  ["/order-management/", "order-management.v2.yaml"],
  ["/qr/", "qr.v1.yaml"],
  ["/webhooks/", "webhooks.v1.yaml"],
];

/** Answers so that each client gets as far as it can, and keeps what was sent. */
function recorder() {
  const sent: WireRequest[] = [];
  const wire: Wire = {
    async send(request) {
      sent.push(request);
      const { pathname } = new URL(request.url);
      if (pathname === "/accesstoken/get") return tokenAnswer();
      if (pathname === "/qr/v1") return answered(200, { url: "https://qr.vipps.no/x", expiresIn: 600 });
      if (pathname === "/ecomm/v2/payments") {
        const { transaction }: { transaction: { orderId: string } } = JSON.parse(request.body ?? "");
        return answered(200, { orderId: transaction.orderId, url: "https://apitest.vipps.no/x?token=y" });
      }
      if (pathname.endsWith("/details")) {
        const entry = (operation: string, amount: number) => ({ operation, amount, operationSuccess: true });
        const transactionLogHistory = [entry("CAPTURE", 500), entry("RESERVE", 12_500), entry("INITIATE", 12_500)];
        return answered(200, { orderId: REFERENCE, transactionLogHistory });
      }
      return answered(404, {});
    },
  };
  return { wire, sent };
}

const lines: readonly OrderLine[] = [
  { id: "a", name: "Coffee", quantity: 2, unitPrice: minor(5_000), gross: minor(9_000), vat: vatRate(1_500) },
  { id: "b", name: "Apples", quantity: 0.7, unitPrice: minor(5_000), gross: minor(3_500), vat: vatRate(1_500) },
];

const asks: readonly CreateAsk[] = [
  createAsk(),
  createAsk({ flow: "qr" }),
  createAsk({ reference: "a".repeat(8), description: "Tea", amount: minor(100), idempotencyKey: "k" }),
  createAsk({
    reference: "Z-9".padEnd(50, "0"),
    description: "æ".repeat(100),
    amount: minor(65_000_000),
    idempotencyKey: "k".repeat(50),
  }),
];

async function everyEpaymentRequest(): Promise<readonly WireRequest[]> {
  const { wire, sent } = recorder();
  const gateway = epayment(wire);
  const { msisdn, ...anybody } = createAsk({ minimumAge: 18, orderLines: lines, receiptNumber: "17" });
  const by = { msisdn: msisdn ?? "" };
  await gateway.check();
  for (const ask of asks) await gateway.create(ask);
  await gateway.create(createAsk({ currency: "DKK", amount: minor(1), msisdn: "4512345678" }));
  await gateway.create(createAsk({ currency: "EUR", amount: minor(1), msisdn: "358401234567" }));
  await gateway.createWith({ ...anybody, personalQr: "https://qr.vipps.no/p/x" }, { metadata: { shelf: "4" } });
  await gateway.createWith(anybody, { customerToken: "eyJ" });
  const redirect = { tokenFlow: "WEB_REDIRECT", returnUrl: "https://shop.example.com" } as const;
  await gateway.createWith(anybody, { customerToken: "eyJ", ...redirect });
  await gateway.read(REFERENCE);
  await gateway.events(REFERENCE);
  await gateway.details(REFERENCE);
  await gateway.cancel(CHANGE);
  await gateway.cancelIfUnapproved(CHANGE);
  await gateway.capture({ ...CHANGE, amount: minor(1), currency: "NOK" });
  await gateway.refund({ ...CHANGE, amount: minor(65_000_000), currency: "EUR" });
  await gateway.forceApprove(REFERENCE, by);
  await gateway.forceApprove(REFERENCE, { token: "abc" });
  await gateway.webhooks.register("https://till.example.com/hook?shop=4", ["epayments.payment.authorized.v1"]);
  await gateway.webhooks.list();
  await gateway.webhooks.delete("497f6eca-6276-4993-bfeb-53cbbbba6f08");
  await gateway.orders.fileReceipt({ reference: REFERENCE, lines, currency: "NOK", receiptNumber: "17" });
  await gateway.orders.setCategory(REFERENCE, "TICKET", "https://shop.example.com/t/1", "logo-1.png");
  await gateway.orders.filed(REFERENCE);
  return sent;
}

async function everyEcomRequest(): Promise<readonly WireRequest[]> {
  const { wire, sent } = recorder();
  const urls = {
    callbackPrefix: "https://shop.example.com/v",
    fallBack: "https://shop.example.com",
    authToken: "t0ken",
  };
  const gateway = ecom(wire, undefined, undefined, { urls });
  await gateway.check();
  for (const ask of asks) await gateway.create(ask);
  await gateway.read(REFERENCE);
  await gateway.details(REFERENCE);
  await gateway.status(REFERENCE);
  await gateway.cancel(CHANGE);
  await gateway.cancel({ ...CHANGE, reference: "another-one" });
  await gateway.capture({ ...CHANGE, idempotencyKey: "k".repeat(40), amount: minor(100), currency: "NOK" });
  await gateway.refund({ ...CHANGE, amount: minor(65_000_000), currency: "NOK" });
  await gateway.forceApprove(REFERENCE, { msisdn: "4791234567" });
  await gateway.forceApprove(REFERENCE, { token: "abc" });
  await gateway.orders.fileReceipt({ reference: REFERENCE, lines, currency: "NOK" });
  await gateway.orders.setCategory(REFERENCE, "RECEIPT", "https://shop.example.com/r/1");
  await gateway.orders.filed(REFERENCE);
  return sent;
}

const loaded = new Map<ApiFile, OpenApi>();

function official(file: ApiFile): OpenApi {
  const api = loaded.get(file) ?? loadOpenApi(file);
  loaded.set(file, api);
  return api;
}

function fileFor(path: string): ApiFile {
  const found = FILES.find(([prefix]) => `${path}/`.startsWith(prefix));
  if (found === undefined) throw new Error(`no official file for ${path}`);
  return found[1];
}

for (const [provider, everyRequest, least] of [
  ["ePayment", everyEpaymentRequest, 25],
  ["eCom", everyEcomRequest, 16],
] as const)
  test.skipIf(!openApiPresent)(
    `every request the ${provider} client can send is as the official files say ${why}`,
    async () => {
      const requests = await everyRequest();
      expect(requests.length).toBeGreaterThanOrEqual(least);
      const differences = requests.flatMap(({ method, url, headers, body }) => {
        const path = url.slice(new URL(url).origin.length);
        const request = { method, path, headers, ...(body === undefined ? {} : { body }) };
        return official(fileFor(path))
          .checkRequest(request)
          .map(({ where, message }) => `${method} ${path}: ${where} ${message}`);
      });
      expect(differences).toEqual([]);
    },
  );

const operations = async (file: ApiFile, requests: readonly WireRequest[]) => {
  const api = official(file);
  return new Set(requests.map(({ method, url }) => api.operationOf(method, new URL(url).pathname)));
};

test.skipIf(!openApiPresent)(`every operation of ePayment and of eCom is spoken ${why}`, async () => {
  const spokenEpayment = await operations("epayment.v1.yaml", await everyEpaymentRequest());
  for (const operation of official("epayment.v1.yaml").operations) expect(spokenEpayment).toContain(operation);
  const spokenEcom = await operations("ecom.v2.yaml", await everyEcomRequest());
  // The remaining ones are called by the provider at the merchant's, for parcels and consents.
  const ours = official("ecom.v2.yaml").operations.filter((operation) => operation.includes("/ecomm/"));
  expect(ours).toHaveLength(7);
  for (const operation of ours) expect(spokenEcom).toContain(operation);
});

test.skipIf(!openApiPresent)(`a request with a wrong field would be noticed ${why}`, async () => {
  const [create] = (await everyEpaymentRequest()).filter(({ url }) => url.endsWith("/payments"));
  const { headers, body = "" } = create ?? { headers: {} };
  const check = (changed: string, keptHeaders = headers) =>
    official("epayment.v1.yaml").checkRequest({
      method: "POST",
      path: "/epayment/v1/payments",
      headers: keptHeaders,
      body: changed,
    });
  expect(check(body)).toEqual([]);
  expect(check(body.replace("paymentDescription", "paymentDescriptions"))).not.toEqual([]);
  expect(check(body.replace("12500", '"12500"'))).not.toEqual([]);
  const { "Idempotency-Key": key, ...withoutKey } = { "Idempotency-Key": "", ...headers };
  expect(key).toBeDefined();
  expect(check(body, withoutKey)).not.toEqual([]);
});
