import { z } from "zod";
import { done, failed, fault, type Outcome } from "../core/fault.ts";
import type { Currency } from "../core/money.ts";
import { sum } from "../core/money.ts";
import type { OrderLine } from "../core/ports.ts";
import type { Answered, Api } from "./api.ts";
import { firstFault, referenceFault } from "./limits.ts";
import { supportId } from "./plain.ts";
import { linesFault, receiptOf } from "./receipt.ts";
import type { Said } from "./refusal.ts";
import { settle, settleBare } from "./settle.ts";

/** Order Management `CategoryEnum`: what the link in the app is called. */
export type Category = "GENERAL" | "RECEIPT" | "ORDER_CONFIRMATION" | "DELIVERY" | "TICKET" | "BOOKING";

export interface ReceiptFiling {
  readonly reference: string;
  readonly lines: readonly OrderLine[];
  readonly currency: Currency;
  readonly receiptNumber?: string;
}

/** What the provider shows beside a payment. `lines` counts the order lines filed so far. */
export interface FiledOrder {
  readonly lines: number;
  readonly category?: string;
}

/** Order Management v2, for payments of both APIs: the receipt in the customer's app, filed after the fact. */
export interface Orders {
  /**
   * Once only; a second filing answers 409, which leaves open (`gateway/reference-used`) whether the first one was ours.
   * The lines may come to less than the payment: what really dropped.
   */
  fileReceipt(filing: ReceiptFiling): Promise<Outcome<undefined>>;
  /** A link beside the payment in the app. Overwrites; repeats are harmless. `url` must use https. */
  setCategory(reference: string, category: Category, url: string, imageId?: string): Promise<Outcome<undefined>>;
  filed(reference: string): Promise<Outcome<FiledOrder>>;
}

const problem = z.object({
  title: z.string().optional(),
  instance: z.string().nullish(),
  invalidParams: z.array(z.object({ name: z.string(), reason: z.string() })).nullish(),
});

const filedOrder = z.object({
  category: z.object({ category: z.string().nullish() }).nullish(),
  receipt: z.object({ orderLines: z.array(z.unknown()).nullish() }).nullish(),
});

function said(reply: Answered): Said | undefined {
  const parsed = reply.json.parses ? problem.safeParse(reply.json.value) : undefined;
  if (parsed?.success !== true) return undefined;
  const field = parsed.data.invalidParams?.[0];
  return {
    code: field === undefined ? "no code" : `field ${field.name}`,
    otherwise: "gateway/bad-request",
    words: field?.reason ?? parsed.data.title,
    supportId: supportId(parsed.data.instance ?? undefined),
  };
}

/** `posId` is the terminal's id, printed on the receipt. */
export function createOrders(api: Api, posId: string | undefined): Orders {
  return {
    async fileReceipt({ reference, lines, currency, receiptNumber }) {
      const wrong = firstFault(referenceFault(reference), linesFault(lines, sum(lines.map(({ gross }) => gross))));
      if (wrong !== undefined) return failed(wrong);
      const deed = `receipt for ${reference}`;
      const reply = await api.ask({
        deed,
        effect: "write",
        method: "POST",
        path: `/order-management/v2/ECOM/receipts/${reference}`,
        body: receiptOf({ lines, currency, posId, receiptNumber }),
      });
      return withoutValue(settleBare(reply, deed, said));
    },
    async setCategory(reference, category, url, imageId) {
      const wrong = firstFault(
        referenceFault(reference),
        URL.canParse(url) && url.startsWith("https://")
          ? undefined
          : fault("gateway/bad-request", "orderDetailsUrl must use https"),
        imageId === undefined || /^[0-9A-Za-z\-_.]{1,128}$/.test(imageId)
          ? undefined
          : fault("gateway/bad-request", "imageId must be 1 to 128 letters, digits, hyphens, underscores and dots"),
      );
      if (wrong !== undefined) return failed(wrong);
      const deed = `category of ${reference}`;
      const reply = await api.ask({
        deed,
        effect: "write",
        method: "PUT",
        path: `/order-management/v2/ECOM/categories/${reference}`,
        body: { category, orderDetailsUrl: url, ...(imageId === undefined ? {} : { imageId }) },
      });
      return withoutValue(settleBare(reply, deed, said));
    },
    async filed(reference) {
      const wrong = referenceFault(reference);
      if (wrong !== undefined) return failed(wrong);
      const deed = `order of ${reference}`;
      const path = `/order-management/v2/ECOM/${reference}`;
      return settle(await api.ask({ deed, effect: "read", method: "GET", path }), {
        deed,
        said,
        shape: filedOrder,
        reading: ({ category, receipt }) => {
          const lines = receipt?.orderLines?.length ?? 0;
          const name = category?.category ?? undefined;
          return { value: name === undefined ? { lines } : { lines, category: name } };
        },
      });
    },
  };
}

export function withoutValue(outcome: Outcome<unknown>): Outcome<undefined> {
  return outcome.is === "done" ? done(undefined) : outcome;
}
