import { z } from "zod";
import { largestAmountMinor } from "../defaults.ts";
import { receiptSchema } from "../orders/receipt.ts";

const amount = z.strictObject({
  currency: z.enum(["NOK", "DKK", "EUR"]),
  value: z.number().max(largestAmountMinor),
});

const url = z.string().max(2500);

/** Body of `POST /epayment/v1/payments`. Rules that have an error code of their own are checked after this. */
export const createSchema = z.strictObject({
  amount,
  paymentMethod: z.strictObject({
    type: z.enum(["WALLET", "CARD", "CARD_PASSTHROUGH"]),
    blockedSources: z.array(z.string()).nullish(),
  }),
  reference: z.string().regex(/^[a-zA-Z0-9-]{8,64}$/),
  userFlow: z.enum(["PUSH_MESSAGE", "QR", "WEB_REDIRECT", "NATIVE_REDIRECT"]),
  customer: z
    .strictObject({
      phoneNumber: z.string().optional(),
      personalQr: z.string().min(5).max(255).optional(),
      customerToken: z.string().optional(),
    })
    .refine((customer) => Object.keys(customer).length === 1, {
      message: "Exactly one of phoneNumber, personalQr and customerToken must be given.",
    })
    .optional(),
  customerInteraction: z.enum(["CUSTOMER_PRESENT", "CUSTOMER_NOT_PRESENT"]).optional(),
  returnUrl: url.optional(),
  paymentDescription: z.string().min(3).max(100).optional(),
  qrFormat: z
    .strictObject({
      format: z.enum(["IMAGE/SVG+XML", "IMAGE/PNG", "TEXT/TARGETURL"]),
      size: z.number().int().min(100).max(2000).nullish(),
    })
    .nullish(),
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
  receipt: receiptSchema.optional(),
  receiptUrl: url.nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  minimumUserAge: z.number().min(0).max(200).optional(),
  profile: z.strictObject({ scope: z.string().optional() }).optional(),
  shipping: z.looseObject({}).optional(),
  merchantLegalLinks: z
    .strictObject({ termsOfSaleUrl: url.optional(), privacyPolicyUrl: url.optional() })
    .optional(),
  industryData: z
    .strictObject({
      airlineData: z
        .strictObject({
          agencyInvoiceNumber: z.string().min(1).max(6),
          airlineCode: z.string().length(3),
          airlineDesignatorCode: z.string().length(2),
          passengerName: z.string().min(1).max(49),
          ticketNumber: z.string().min(1).max(150).optional(),
        })
        .optional(),
    })
    .optional(),
});
export type CreateRequest = z.infer<typeof createSchema>;

/** Body of capture and refund. */
export const modificationSchema = z.strictObject({ modificationAmount: amount });

/** Body of cancel, which may be absent. */
export const cancelSchema = z.strictObject({ cancelTransactionOnly: z.boolean().optional() });

/** Body of force approve. */
export const forceApproveSchema = z.strictObject({
  customer: z.strictObject({ phoneNumber: z.string().optional() }).optional(),
  token: z.string().optional(),
});
