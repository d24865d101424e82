import { z } from "zod";

const minor = z.number().int();
const positive = minor.min(0);

const orderLine = z
  .strictObject({
    name: z.string().min(1),
    id: z.string().min(1),
    totalAmount: minor,
    totalAmountExcludingTax: minor,
    totalTaxAmount: minor,
    taxPercentage: z.number().int().min(0).max(100).nullish(),
    taxRate: z.number().int().min(0).max(10_000).nullish(),
    unitInfo: z
      .strictObject({
        unitPrice: positive,
        quantity: z
          .string()
          .max(10)
          .regex(/^\d+([.]\d{1,8})?$/),
        quantityUnit: z.enum(["PCS", "KG", "KM", "MINUTE", "LITRE", "KWH"]).nullish(),
      })
      .nullish(),
    discount: positive.nullish(),
    productUrl: z.string().nullish(),
    isReturn: z.boolean().nullish(),
    isShipping: z.boolean().nullish(),
  })
  .refine((line) => line.totalAmountExcludingTax + line.totalTaxAmount === line.totalAmount, {
    path: ["totalAmount"],
    message: "totalAmount must be totalAmountExcludingTax plus totalTaxAmount.",
  })
  .refine((line) => line.taxRate != null || line.taxPercentage != null, {
    path: ["taxRate"],
    message: "Either taxRate or taxPercentage must be set.",
  });

/** The receipt of a create request and of Order Management: whole minor units, tax rates in hundredths of a per cent. */
export const receiptSchema = z.strictObject({
  orderLines: z.array(orderLine).min(1),
  bottomLine: z.strictObject({
    currency: z.enum(["NOK", "DKK", "EUR"]),
    tipAmount: positive.nullish(),
    posId: z.string().nullish(),
    paymentSources: z
      .strictObject({
        giftCard: minor.nullish(),
        card: minor.nullish(),
        voucher: minor.nullish(),
        cash: minor.nullish(),
      })
      .nullish(),
    barcode: z.strictObject({ format: z.enum(["EAN-13", "CODE 39", "CODE 128"]), data: z.string() }).nullish(),
    receiptNumber: z.string().nullish(),
  }),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** What the lines come to after returns, tip and what other payment sources covered. */
export function receiptTotalMinor(receipt: Receipt): number {
  const lines = receipt.orderLines.reduce(
    (sum, line) => sum + (line.isReturn === true ? -line.totalAmount : line.totalAmount),
    0,
  );
  const { tipAmount, paymentSources } = receipt.bottomLine;
  const others = Object.values(paymentSources ?? {}).reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  return lines + (tipAmount ?? 0) - others;
}
