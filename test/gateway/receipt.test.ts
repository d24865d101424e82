import fc from "fast-check";
import { expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { OrderLine } from "../../electron/core/ports.ts";
import { vatRate } from "../../electron/core/vat.ts";
import { linesFault, receiptOf } from "../../electron/gateway/receipt.ts";
import { answered, createAsk, ecom, epayment, REFERENCE, ScriptedWire } from "./rig.ts";

const coffee: OrderLine = {
  id: "coffee",
  name: "Coffee",
  quantity: 2,
  unitPrice: minor(4_500),
  gross: minor(9_000),
  vat: vatRate(1_500),
};
const book: OrderLine = {
  id: "book",
  name: "Book",
  quantity: 1,
  unitPrice: minor(3_500),
  gross: minor(3_500),
  vat: vatRate(0),
};

test("lines are told with VAT taken out of each and the rate in hundredths of a percent", () => {
  const receipt = receiptOf({ lines: [coffee, book], currency: "NOK", posId: "kiosk-1", receiptNumber: "17" });
  expect(receipt).toEqual({
    orderLines: [
      {
        name: "Coffee",
        id: "coffee",
        totalAmount: 9_000,
        totalAmountExcludingTax: 7_826,
        totalTaxAmount: 1_174,
        taxRate: 1_500,
        unitInfo: { unitPrice: 4_500, quantity: "2", quantityUnit: "PCS" },
      },
      {
        name: "Book",
        id: "book",
        totalAmount: 3_500,
        totalAmountExcludingTax: 3_500,
        totalTaxAmount: 0,
        taxRate: 0,
        unitInfo: { unitPrice: 3_500, quantity: "1", quantityUnit: "PCS" },
      },
    ],
    bottomLine: { currency: "NOK", posId: "kiosk-1", receiptNumber: "17" },
  });
});

test("a price below the full one is shown as a discount, a returned line counts negative by its flag", () => {
  const cheaper = { ...coffee, gross: minor(8_000) };
  const returned = { ...book, quantity: -1, gross: minor(-3_500) };
  expect(linesFault([cheaper, returned], minor(4_500))).toBeUndefined();
  expect(receiptOf({ lines: [cheaper, returned], currency: "NOK" }).orderLines).toMatchObject([
    { totalAmount: 8_000, discount: 1_000 },
    { totalAmount: 3_500, isReturn: true, unitInfo: { quantity: "1" } },
  ]);
});

test("weighed goods keep their decimals", () => {
  const apples = { ...coffee, quantity: 0.822, unitPrice: minor(2_990), gross: minor(2_458) };
  expect(linesFault([apples], minor(2_458))).toBeUndefined();
  expect(receiptOf({ lines: [apples], currency: "NOK" }).orderLines[0]?.unitInfo.quantity).toBe("0.822");
  const thirds = { ...coffee, quantity: 1 / 3, unitPrice: minor(3_000), gross: minor(1_000) };
  expect(linesFault([thirds], minor(1_000))).toBeUndefined();
  expect(receiptOf({ lines: [thirds], currency: "NOK" }).orderLines[0]?.unitInfo.quantity).toBe("0.33333333");
});

test.each<[string, readonly OrderLine[], number, string]>([
  ["no lines", [], 0, "orderLines must be 1 to 500 lines, got 0"],
  ["501 lines", Array(501).fill(book), 501 * 3_500, "got 501"],
  ["a sum one coin off", [coffee, book], 12_499, "orderLines come to 12500, the payment is 12499"],
  ["a line without a name", [{ ...coffee, name: "" }], 9_000, "orderLines[0]: name"],
  ["a line without an id", [book, { ...coffee, id: "" }], 12_500, "orderLines[1]: id"],
  ["a line dearer than its pieces", [{ ...coffee, gross: minor(9_001) }], 9_001, "more than 2 times 4500"],
  [
    "a price with half a coin",
    [{ ...coffee, unitPrice: 4_500.5 as typeof coffee.unitPrice }],
    9_000,
    "whole minor units",
  ],
  ["a total with half a coin", [{ ...coffee, gross: 8_999.5 as typeof coffee.gross }], 9_000, "whole minor units"],
  ["no pieces", [{ ...coffee, quantity: 0 }], 9_000, "quantity"],
  ["endless pieces", [{ ...coffee, quantity: Number.POSITIVE_INFINITY }], 9_000, "quantity"],
  ["more pieces than the field holds", [{ ...coffee, quantity: 12_345_678_901 }], 9_000, "quantity"],
  ["a negative price", [{ ...coffee, unitPrice: minor(-1) }], 9_000, "unitPrice"],
  ["signs that disagree", [{ ...coffee, quantity: -2 }], 9_000, "same sign"],
])("%s is found before sending", async (_, lines, paid, words) => {
  const wire = new ScriptedWire();
  expect(linesFault(lines, minor(paid))?.what).toContain(words);
  const outcome = await epayment(wire).create(createAsk({ amount: minor(Math.max(paid, 100)), orderLines: lines }));
  expect(outcome).toMatchObject({ is: "refused", fault: { code: "gateway/bad-request" } });
  expect(wire.sent).toHaveLength(0);
});

test("500 lines with the shortest names are taken", () => {
  const lines = Array<OrderLine>(500).fill({ ...book, id: "b", name: "B" });
  expect(linesFault(lines, minor(500 * 3_500))).toBeUndefined();
});

test("net and VAT of each line always come to its total, and the totals to what is paid", () => {
  const line = fc.record({
    pieces: fc.integer({ min: 1, max: 99 }),
    price: fc.integer({ min: 0, max: 500_000 }),
    discount: fc.integer({ min: 0, max: 100 }),
    vat: fc.constantFrom(0, 1_200, 1_400, 1_500, 2_500, 2_550, 10_000),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (drawn) => {
      const lines = drawn.map(({ pieces, price, discount, vat }, index): OrderLine => {
        const gross = Math.floor((pieces * price * (100 - discount)) / 100);
        return {
          id: `l${index}`,
          name: "Goods",
          quantity: pieces,
          unitPrice: minor(price),
          gross: minor(gross),
          vat: vatRate(vat),
        };
      });
      const paid = lines.reduce((total, { gross }) => total + gross, 0);
      expect(linesFault(lines, minor(paid))).toBeUndefined();
      const { orderLines } = receiptOf({ lines, currency: "NOK" });
      for (const { totalAmount, totalAmountExcludingTax, totalTaxAmount } of orderLines)
        expect(totalAmountExcludingTax + totalTaxAmount).toBe(totalAmount);
      expect(orderLines.reduce((total, { totalAmount }) => total + totalAmount, 0)).toBe(paid);
    }),
    { numRuns: 200 },
  );
});

test("the receipt goes with the create where lines are given", async () => {
  const wire = new ScriptedWire(answered(201, { reference: REFERENCE }));
  const ask = createAsk({ orderLines: [coffee, book], receiptNumber: "17" });
  expect((await epayment(wire).create(ask)).is).toBe("done");
  expect(JSON.parse(wire.deeds[0]?.body ?? "")).toMatchObject({
    receipt: { bottomLine: { currency: "NOK", posId: "kiosk-1", receiptNumber: "17" } },
  });
});

test.each([
  ["ePayment", epayment],
  ["eCom", ecom],
] as const)("the receipt of what dropped is filed afterwards for %s", async (_, make) => {
  const wire = new ScriptedWire(answered(201, '"16328cb8-d769-4c53-90ad-e19777823f0a"'));
  const filing = { reference: REFERENCE, lines: [coffee], currency: "NOK" } as const;
  expect(await make(wire).orders.fileReceipt(filing)).toEqual({ is: "done", value: undefined });
  expect(wire.deeds[0]).toMatchObject({
    method: "POST",
    url: `https://apitest.vipps.no/order-management/v2/ECOM/receipts/${REFERENCE}`,
  });
});

test.each([
  [409, "unknown", "gateway/reference-used"],
  [404, "refused", "gateway/not-found"],
  [400, "refused", "gateway/bad-request"],
  [503, "unknown", "gateway/server-error"],
] as const)("a filing answered %i is %s", async (status, is, code) => {
  const body = { title: "Bad", detail: "x", instance: "y", invalidParams: [{ name: "orderLines", reason: "no" }] };
  const wire = new ScriptedWire(answered(status, body));
  const outcome = await epayment(wire).orders.fileReceipt({
    reference: REFERENCE,
    lines: [coffee],
    currency: "NOK",
  });
  expect(outcome).toMatchObject({ is, fault: { code } });
});

test("what is filed can be read back, and the category be set", async () => {
  const wire = new ScriptedWire(
    answered(200, '"id"'),
    answered(200, { category: { category: "RECEIPT" }, receipt: { orderLines: [{}, {}] } }),
    answered(200, {}),
  );
  const { orders } = epayment(wire);
  expect((await orders.setCategory(REFERENCE, "RECEIPT", "https://shop.example.com/r/1", "logo-1")).is).toBe(
    "done",
  );
  expect(await orders.filed(REFERENCE)).toEqual({ is: "done", value: { lines: 2, category: "RECEIPT" } });
  expect(await orders.filed(REFERENCE)).toEqual({ is: "done", value: { lines: 0 } });
  expect((await orders.setCategory(REFERENCE, "RECEIPT", "http://shop.example.com")).is).toBe("refused");
  expect((await orders.setCategory(REFERENCE, "RECEIPT", "https://a.b", "a b")).is).toBe("refused");
  expect(wire.deeds).toHaveLength(3);
});
