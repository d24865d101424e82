import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { OrderLine } from "../../electron/core/ports.ts";
import { vatRate } from "../../electron/core/vat.ts";
import type { Wire, WireRequest } from "../../electron/gateway/http.ts";
import { answered, epayment, REFERENCE, tokenAnswer } from "../gateway/rig.ts";
import { loadOpenApi, openApiPresent } from "./openapi.ts";

const why = "(skipped: the folder with the official OpenAPI files is absent)";
const LINK_ID = "880f5088-7708-4a5a-87d9-31e83aacc035";
const LINK = "https://shop.example.com/t/1?order=17";

const book: OrderLine = {
  id: "b",
  name: "Book",
  quantity: 1,
  unitPrice: minor(5_000),
  gross: minor(5_000),
  vat: vatRate(0),
};

async function everyOrderRequest(): Promise<readonly WireRequest[]> {
  const sent: WireRequest[] = [];
  const wire: Wire = {
    async send(request) {
      if (request.url.endsWith("/accesstoken/get")) return tokenAnswer();
      sent.push(request);
      return answered(404);
    },
  };
  const { orders } = epayment(wire);
  const picture = new Uint8Array(24);
  picture.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  new DataView(picture.buffer).setUint32(20, 167);
  await orders.addImage("a-_.Z9".padEnd(128, "x"), picture);
  await orders.fileReceipt({ reference: REFERENCE, lines: [book], currency: "NOK", receiptNumber: "17" });
  for (const category of ["GENERAL", "RECEIPT", "ORDER_CONFIRMATION", "DELIVERY", "TICKET", "BOOKING"] as const) {
    await orders.setCategory(REFERENCE, category, LINK, "logo-1.png");
    await orders.links.add(REFERENCE, category, LINK, "logo-1.png");
  }
  await orders.links.add(REFERENCE, "TICKET", LINK);
  await orders.filed(REFERENCE);
  await orders.links.of(REFERENCE);
  await orders.links.one(LINK_ID);
  await orders.links.delete(LINK_ID);
  return sent;
}

test.skipIf(!openApiPresent)(
  `every request to Order Management is as the official file says, and every living operation is spoken ${why}`,
  async () => {
    const api = loadOpenApi("order-management.v2.yaml");
    const requests = await everyOrderRequest();
    const pathOf = ({ url }: WireRequest) => url.slice(new URL(url).origin.length);
    const differences = requests.flatMap((request) =>
      api
        .checkRequest({ ...request, path: pathOf(request) })
        .map(({ where, message }) => `${request.method} ${pathOf(request)}: ${where} ${message}`),
    );
    expect(differences).toEqual([]);
    const spoken = new Set(requests.map((request) => api.operationOf(request.method, pathOf(request))));
    // Version 1 of orders and receipts is deprecated and gone.
    const living = api.operations.filter((operation) => !/\/v1\/(orders|receipts)\//.test(operation));
    expect([...spoken].sort()).toEqual([...living].sort());
    expect(living).toHaveLength(8);
  },
);
