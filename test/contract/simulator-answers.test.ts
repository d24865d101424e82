import { describe, expect, test } from "vitest";
import type { ApiAnswer, ApiRequest } from "../../simulator/vipps/http.ts";
import {
  adjustOf,
  at,
  type Bench,
  bench,
  customer,
  dayMs,
  initiateOf,
  money,
  pushOf,
} from "../simulator/vipps/bench.ts";
import { type ApiFile, loadOpenApi, openApiPresent } from "./openapi.ts";

/** Drives the simulated wallet through everything it can do and judges every answer by the official files. */

/** Answers the files do not describe, each for a reason. One that no longer occurs fails the test. */
const exceptions: readonly { readonly operation: RegExp; readonly status: number; readonly reason: string }[] = [
  { operation: /\/epayment\//, status: 401, reason: "the gateway's answers are not in the file" },
  { operation: /\/epayment\//, status: 429, reason: "the gateway's answers are not in the file" },
  { operation: /\/ecomm\//, status: 429, reason: "the gateway's third shape, in the guide and not in the file" },
  { operation: /GET \/epayment/, status: 404, reason: "the file names only the success of the two reads" },
  { operation: /POST \/epayment.*(cancel|capture)$/, status: 423, reason: "423 came after version 1.4.1" },
  { operation: /POST \/epayment\/v1\/payments$/, status: 422, reason: "5070 became 422 after version 1.4.1" },
  { operation: /POST \/epayment.*refund$/, status: 403, reason: "the file has no status for 5100" },
  {
    operation: /POST \/epayment.*approve$/,
    status: 400,
    reason: "the file names only the success of force approve",
  },
  { operation: /POST \/order-management\/v1\/images/, status: 400, reason: "the file names only the success" },
  { operation: /\/webhooks\//, status: 401, reason: "the gateway's answers are not in the file" },
];

const files: readonly ApiFile[] = [
  "access-token.yaml",
  "ecom.v2.yaml",
  "epayment.v1.yaml",
  "order-management.v2.yaml",
  "qr.v1.yaml",
  "webhooks.v1.yaml",
];

type Seen = { readonly request: ApiRequest; readonly answer: ApiAnswer };

const epayments = "/epayment/v1/payments";
const ecom = "/ecomm/v2/payments";
const om = "/order-management";
const receipt = {
  orderLines: [
    { name: "Cola", id: "A1", totalAmount: 1000, totalAmountExcludingTax: 800, totalTaxAmount: 200, taxRate: 2500 },
  ],
  bottomLine: { currency: "NOK", posId: "till-1", barcode: { format: "EAN-13", data: "123456" } },
};
const express = (orderId: string) => {
  const request = initiateOf(orderId, 1000, { skip: false });
  return {
    ...request,
    merchantInfo: {
      ...request.merchantInfo,
      paymentType: "eComm Express Payment",
      consentRemovalPrefix: "https://shop.example.com/consents",
      staticShippingDetails: [
        { isDefault: "Y", priority: 1, shippingCost: 49.5, shippingMethod: "Post", shippingMethodId: "post" },
      ],
    },
  };
};

function readEpayment(b: Bench, reference: string): void {
  b.call("GET", `${epayments}/${reference}`);
  b.call("GET", `${epayments}/${reference}/events`);
}

function playEpayment(b: Bench): void {
  const { customer: _, ...open } = pushOf("order-0002");
  b.call("POST", epayments, {
    ...pushOf("order-0001"),
    receipt,
    metadata: { till: "1" },
    profile: { scope: "name" },
  });
  b.call("POST", epayments, pushOf("order-0001"));
  readEpayment(b, "order-0001");
  b.phone("start-3ds", "order-0001");
  for (const [name, body] of [["cancel"], ["capture", money(100)]] as const) {
    b.call("POST", `${epayments}/order-0001/${name}`, body);
  }
  b.phone("finish-3ds", "order-0001");
  for (const body of [money(400), money(5000), {}]) b.call("POST", `${epayments}/order-0001/capture`, body);
  b.call("POST", `${epayments}/order-0001/cancel`, { cancelTransactionOnly: true });
  b.call("POST", `${epayments}/order-0001/cancel`);
  for (const body of [money(100), money(123), money(5000)]) b.call("POST", `${epayments}/order-0001/refund`, body);
  readEpayment(b, "order-0001");
  b.call("POST", epayments, { ...open, userFlow: "QR" });
  readEpayment(b, "order-0002");
  b.phone("reject", "order-0002");
  b.call("POST", epayments, {
    ...open,
    reference: "order-0003",
    userFlow: "WEB_REDIRECT",
    returnUrl: "myapp://done",
  });
  b.call("POST", "/epayment/v1/test/payments/order-0003/approve", {});
  b.call("POST", "/epayment/v1/test/payments/order-0003/approve", { customer: { phoneNumber: customer } });
  b.call("POST", epayments, { ...pushOf("order-0004", 151) });
  b.phone("approve", "order-0004");
  readEpayment(b, "order-0004");
  b.call("POST", `${epayments}/order-0004/cancel`, undefined, { key: "same" });
  b.call("POST", `${epayments}/order-0004/cancel`, { cancelTransactionOnly: true }, { key: "same" });
  readEpayment(b, "order-0004");
  for (const body of [{}, { ...pushOf("x"), colour: "red" }, pushOf("order-0005", 1)])
    b.call("POST", epayments, body);
  readEpayment(b, "nobody-here");
  b.call("POST", `${epayments}/nobody-here/refund`, money(1));
  for (const blocked of [true, false]) {
    b.control("POST", "sales-unit", { blocked, pushAllowed: !blocked });
    b.call("POST", epayments, pushOf(`order-blocked-${blocked}`));
  }
  b.control("POST", "sales-unit", { pushAllowed: false });
  b.call("POST", epayments, pushOf("order-0006"));
  b.control("POST", "sales-unit", { pushAllowed: true });
  b.call("GET", `${epayments}/order-0001`, undefined, { headers: { authorization: "Bearer wrong" } });
  for (let i = 0; i < 6; i += 1) b.call("POST", `${epayments}/order-0003/capture`, money(10));
}

function playEcom(b: Bench): void {
  const read = (orderId: string) => {
    b.call("GET", `${ecom}/${orderId}/details`);
    b.call("GET", `${ecom}/${orderId}/status`);
  };
  const scoped = initiateOf("order-1");
  b.call("POST", ecom, { ...scoped, transaction: { ...scoped.transaction, scope: "name" } });
  b.call("POST", ecom, initiateOf("order-1"));
  read("order-1");
  b.phone("start-3ds", "order-1");
  b.call("PUT", `${ecom}/order-1/cancel`, adjustOf());
  b.phone("finish-3ds", "order-1");
  b.pass(2000);
  for (const amount of [400, 5000]) b.call("POST", `${ecom}/order-1/capture`, adjustOf(amount));
  for (const flag of [false, true]) {
    b.call("PUT", `${ecom}/order-1/cancel`, adjustOf(undefined, { shouldReleaseRemainingFunds: flag }));
  }
  for (const amount of [100, 5000]) b.call("POST", `${ecom}/order-1/refund`, adjustOf(amount));
  read("order-1");
  const { json } = b.call("POST", ecom, express("order-2"));
  b.call("POST", "/qr/v1", { url: at(json, "url") });
  b.phone("confirm-shipping", "order-2");
  b.phone("approve", "order-2");
  b.pass(2000);
  read("order-2");
  for (const [orderId, what] of [
    ["order-3", "reject"],
    ["order-4", "open"],
  ] as const) {
    b.call("POST", ecom, initiateOf(orderId));
    b.phone(what, orderId);
    read(orderId);
  }
  b.call("PUT", `${ecom}/order-4/cancel`, adjustOf());
  read("order-4");
  b.call("POST", ecom, initiateOf("order-5", 1000, { skip: false }));
  const approve = (orderId: string) =>
    b.call("POST", `/ecomm/v2/integration-test/payments/${orderId}/approve`, { customerPhoneNumber: "12345678" });
  approve("order-5");
  approve("order-3");
  b.control("POST", "sales-unit", { directCapture: true });
  b.call("POST", ecom, initiateOf("order-6"));
  b.phone("approve", "order-6");
  read("order-6");
  b.control("POST", "sales-unit", { directCapture: false });
  b.call("POST", ecom, initiateOf("order-7"));
  b.pass(dayMs);
  read("order-7");
  b.call("POST", ecom, { ...initiateOf("order-8"), customerInfo: {} });
  b.call("POST", ecom, { ...initiateOf("order-8"), merchantInfo: { merchantSerialNumber: 123456 } });
  read("nobody");
  b.call("GET", `${ecom}/order-1/details`, undefined, { headers: { authorization: "Bearer wrong" } });
  for (let i = 0; i < 3; i += 1) b.call("POST", ecom, initiateOf("order-9"));
}

function playTheRest(b: Bench): void {
  const sticker = "/qr/v1/merchant-callback/machine-1";
  b.call("PUT", sticker, { locationDescription: "Machine 1", category: "VENDING" });
  b.call("PUT", sticker, {});
  const { json } = b.call("GET", sticker);
  b.call("GET", "/qr/v1/merchant-callback");
  b.call("GET", "/qr/v1/merchant-callback/none");
  b.control("POST", "scan", { content: at(json, "qrContent"), msisdn: customer });
  const token = Object.keys(b.world.state.customerTokens)[0];
  for (const customerToken of [token, "none"]) {
    b.call("POST", "/qr/v1/exchange/customer", { customer: { customerToken }, requestedData: ["MSISDN"] });
  }
  const { content } = JSON.parse(b.control("POST", `phones/${customer}/personal-qr`).answer.body);
  for (const qrCode of [content, "none"]) b.call("POST", "/qr/v1/exchange", { qrCode, requestedData: ["MSISDN"] });
  b.call("DELETE", sticker);
  b.call("PUT", "/qr/v1/merchant-callback/mobilepay/beacon-7", { locationDescription: "Till 7" });
  b.call("POST", "/qr/v1", { url: "none" });
  b.call("POST", "/qr/v1", { url: "none" }, { headers: { accept: "text/html" } });
  const redirect = "/qr/v1/merchant-redirect";
  for (const ttl of [600, 600, 1]) {
    b.call("POST", redirect, { id: "poster", redirectUrl: "https://shop.example.com/menu", ttl });
  }
  b.call("GET", redirect);
  b.call("GET", `${redirect}/poster`);
  b.call("PUT", `${redirect}/poster`, { redirectUrl: "https://shop.example.com/lunch" });
  b.call("DELETE", `${redirect}/poster`);
  b.call("GET", `${redirect}/poster`);

  b.call("POST", `${om}/v2/ECOM/receipts/order-0009`, receipt);
  b.call("POST", `${om}/v2/ECOM/receipts/order-0009`, receipt);
  b.call("POST", `${om}/v2/ECOM/receipts/order-0010`, {});
  const category = { category: "RECEIPT", orderDetailsUrl: "https://shop.example.com/1" };
  b.call("PUT", `${om}/v2/ECOM/categories/order-0009`, category);
  b.call("GET", `${om}/v2/ECOM/order-0009`);
  b.call("GET", `${om}/v2/ECOM/nobody`);
  const image = Buffer.alloc(32);
  image.set([0x89, 0x50, 0x4e, 0x47]);
  image.writeUInt32BE(200, 20);
  for (const src of [image.toString("base64"), "none"]) {
    b.call("POST", `${om}/v1/images`, { imageId: "cola", src, type: "base64" });
  }
  const version3 = { orderId: "order-0009", paymentType: "ECOM", type: "RECEIPT", url: "https://shop.example.com" };
  const categoryId = at(b.call("POST", `${om}/v3/categories`, version3).json, "categoryId");
  b.call("GET", `${om}/v3/categories?orderId=order-0009`);
  b.call("GET", `${om}/v3/categories/${categoryId}`);
  b.call("DELETE", `${om}/v3/categories/${categoryId}`);
  b.call("GET", `${om}/v3/categories/${categoryId}`);

  b.call("POST", "/webhooks/v1/webhooks", { url: "http://shop.example.com", events: ["none"] });
  b.call("GET", "/webhooks/v1/webhooks");
  b.call("GET", "/webhooks/v1/webhooks", undefined, { headers: { authorization: "Bearer wrong" } });
}

/** The whole scenario: what was exchanged with the APIs, and the wallet it left behind. */
function play(): { readonly seen: readonly Seen[]; readonly b: Bench } {
  const seen: Seen[] = [];
  const b = bench({ witness: (request, answer) => seen.push({ request, answer }) });
  const events = ["created", "authorized", "captured", "cancelled", "refunded", "aborted", "expired", "terminated"];
  const { json } = b.call("POST", "/webhooks/v1/webhooks", {
    url: "https://shop.example.com/hook",
    events: events.map((name) => `epayments.payment.${name}.v1`),
  });
  playEpayment(b);
  for (let i = 0; i < 20; i += 1) {
    for (const sent of b.courier.sent) b.world.settle(sent.id, { status: 200 });
    b.world.advance();
  }
  b.call("DELETE", `/webhooks/v1/webhooks/${at(json, "id")}`);
  playEcom(b);
  playTheRest(b);
  return { seen, b };
}

describe.skipIf(!openApiPresent)(
  "every answer of the simulator by the official files (skipped: the files are not beside this repository)",
  () => {
    const apis = openApiPresent ? files.map(loadOpenApi) : [];
    const apiOf = ({ method, path }: ApiRequest) => apis.find((api) => api.operationOf(method, path) !== undefined);

    test("agrees with them, but for the listed exceptions, all of which occur", () => {
      const used = new Set<(typeof exceptions)[number]>();
      const differences = play().seen.flatMap(({ request, answer }) => {
        const found = apiOf(request)?.checkAnswer(request, answer) ?? [
          { where: "operation", message: "not declared" },
        ];
        if (found.length === 0) return [];
        const operation = `${request.method} ${request.path}`;
        const known = exceptions.find((one) => one.status === answer.status && one.operation.test(operation));
        if (known !== undefined) used.add(known);
        return known === undefined
          ? [{ operation, status: answer.status, found, body: answer.body.slice(0, 300) }]
          : [];
      });
      expect(differences).toEqual([]);
      expect(exceptions.filter((one) => !used.has(one))).toEqual([]);
    });

    test("comes from a scenario that calls every operation the files offer to merchants, with a success in it", () => {
      const succeeded = new Set(
        play()
          .seen.filter(({ answer }) => answer.status < 300)
          .map(({ request }) => apiOf(request)?.operationOf(request.method, request.path)),
      );
      const offered = apis
        .flatMap((api) => api.operations)
        .filter((operation) => !/Prefix\/|\/miami\/|\/order-management\/v1\/(orders|receipts)/.test(operation));
      expect(offered.filter((operation) => !succeeded.has(operation))).toEqual([]);
    });

    test("to a request the simulator accepts, the request too is as the files describe it", () => {
      const differences = play()
        .seen.filter(({ answer }) => answer.status < 300)
        .flatMap(({ request }) =>
          (apiOf(request)?.checkRequest(request) ?? []).map((difference) => ({ path: request.path, difference })),
        );
      expect(differences).toEqual([]);
    });

    test("holds for what the wallet sends by itself: callbacks and webhooks", () => {
      const { b } = play();
      const ecomApi = loadOpenApi("ecom.v2.yaml");
      const epaymentApi = loadOpenApi("epayment.v1.yaml");
      const bodies = b.courier.sent.map((sent) => ({ kind: sent.kind, json: JSON.parse(sent.body) }));
      const failedCallback = /_FAILED$/;
      const differences = bodies.flatMap(({ kind, json }) => {
        if (kind === "webhook") return epaymentApi.checkSchema("WebhookEvent", json);
        const status = at(json, "transactionInfo", "status");
        if (failedCallback.test(String(status))) return [];
        const name = status === "RESERVE" ? "ExpressCheckOutPaymentRequest" : "RegularCheckOutPaymentRequest";
        return ecomApi.checkSchema(name, json);
      });
      expect(differences).toEqual([]);
      expect(new Set(bodies.map(({ kind }) => kind))).toEqual(new Set(["webhook", "callback"]));
    });
  },
);
