import { describe, expect, test } from "vitest";
import { at, bench, pushOf } from "./bench.ts";

const om = "/order-management";
const receipt = {
  orderLines: [
    {
      name: "Cola",
      id: "A1",
      totalAmount: 3000,
      totalAmountExcludingTax: 2400,
      totalTaxAmount: 600,
      taxRate: 2500,
    },
  ],
  bottomLine: { currency: "NOK", posId: "machine-1", receiptNumber: "42" },
};

/** A PNG header with a height; nothing reads further. */
function pngOf(heightPx: number, bytes = 32): string {
  const png = Buffer.alloc(bytes);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  png.writeUInt32BE(heightPx, 20);
  return png.toString("base64");
}

describe("receipts", () => {
  test.each(["ECOM", "ecom", "RECURRING"])(
    "are filed once per order under %s; nobody asks whether the order exists",
    (type) => {
      const b = bench();
      const file = () => b.call("POST", `${om}/v2/${type}/receipts/order-0001`, receipt);
      expect(file()).toMatchObject({ status: 201, json: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      expect(file().status).toBe(409);
      expect(b.call("GET", `${om}/v2/${type}/order-0001`).json).toEqual({ receipt });
    },
  );

  test("a receipt sent with the payment is found as well, and cannot be sent again", () => {
    const b = bench();
    b.call("POST", "/epayment/v1/payments", { ...pushOf("order-0001", 3000), receipt });
    expect(b.call("GET", `${om}/v2/ECOM/order-0001`).json).toEqual({ receipt });
    expect(b.call("POST", `${om}/v2/ECOM/receipts/order-0001`, receipt).status).toBe(409);
  });

  test("are checked line by line", () => {
    const [line] = receipt.orderLines;
    const wrong = { ...receipt, orderLines: [{ ...line, totalTaxAmount: 601 }] };
    const { status, json } = bench().call("POST", `${om}/v2/ECOM/receipts/order-0001`, wrong);
    expect([status, at(json, "invalidParams", 0, "name")]).toEqual([400, "orderLines.0.totalAmount"]);
  });

  test("of other payment types and orders nobody filed are not found", () => {
    const b = bench();
    expect(b.call("POST", `${om}/v2/CASH/receipts/order-0001`, receipt).status).toBe(400);
    expect(b.call("GET", `${om}/v2/ECOM/order-0001`).status).toBe(404);
  });
});

describe("categories", () => {
  const category = { category: "RECEIPT", orderDetailsUrl: "https://shop.example.com/orders/1" };

  test("of version 2 overwrite each other", () => {
    const b = bench();
    const put = (body: unknown) => b.call("PUT", `${om}/v2/ECOM/categories/order-0001`, body).status;
    expect(put(category)).toBe(200);
    expect(put({ ...category, category: "TICKET" })).toBe(200);
    expect(at(b.call("GET", `${om}/v2/ECOM/order-0001`).json, "category", "category")).toBe("TICKET");
    expect(put({ ...category, category: "PARCEL" })).toBe(400);
  });

  test("of version 3 have ids of their own", () => {
    const b = bench();
    const body = { orderId: "order-0001", paymentType: "ECOM", type: "RECEIPT", url: "https://shop.example.com" };
    const { status, json } = b.call("POST", `${om}/v3/categories`, body);
    const categoryId = at(json, "categoryId");
    expect(status).toBe(201);
    expect(b.call("GET", `${om}/v3/categories?orderId=order-0001`).json).toEqual({
      categories: [{ ...body, categoryId }],
    });
    expect(b.call("GET", `${om}/v3/categories?orderId=other`).json).toEqual({ categories: [] });
    expect(b.call("GET", `${om}/v3/categories/${categoryId}`).json).toEqual({ ...body, categoryId });
    expect(b.call("DELETE", `${om}/v3/categories/${categoryId}`).status).toBe(200);
    expect(b.call("GET", `${om}/v3/categories/${categoryId}`).status).toBe(404);
  });
});

describe("images", () => {
  const add = (b: ReturnType<typeof bench>, more: Record<string, unknown> = {}) =>
    b.call("POST", `${om}/v1/images`, { imageId: "cola", src: pngOf(167), type: "base64", ...more }).status;

  test("are added once under an id", () => {
    const b = bench();
    expect([add(b), add(b)]).toEqual([200, 400]);
  });

  test.each([
    ["too low", { src: pngOf(166) }],
    ["no picture", { src: "aGVsbG8=" }],
    ["larger than two megabytes", { src: pngOf(167, 2 * 1024 * 1024 + 1) }],
    ["an id of 129", { imageId: "a".repeat(129) }],
    ["an address instead of the bytes", { type: "url" }],
  ])("%s is refused", (_, more) => {
    expect(add(bench(), more)).toBe(400);
  });

  test("a JPEG is measured too", () => {
    const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffc0001108012c01900301", "hex");
    expect(add(bench(), { src: jpeg.toString("base64") })).toBe(200);
  });
});

test("version 1 of receipts and orders is gone; the merchant's number is required", () => {
  const b = bench();
  expect(b.call("GET", `${om}/v1/receipts/1`).status).toBe(404);
  expect(b.call("PUT", `${om}/v1/orders/1`, {}).status).toBe(404);
  const headers = { "merchant-serial-number": undefined };
  expect(b.call("GET", `${om}/v2/ECOM/order-0001`, undefined, { headers }).status).toBe(400);
});
