import { z } from "zod";
import { failed, type Outcome } from "../core/fault.ts";
import { sum } from "../core/money.ts";
import type { ReceiptFiler } from "../core/ports.ts";
import type { Api } from "./api.ts";
import { firstFault, referenceFault } from "./limits.ts";
import { imageIdFault, linkFault, said } from "./order-errors.ts";
import { addImage } from "./order-images.ts";
import { type Category, createOrderLinks, type OrderLinks } from "./order-links.ts";
import { linesFault, receiptOf } from "./receipt.ts";
import { settle, settleBare, withoutValue } from "./settle.ts";

/** Order Management, for payments of both APIs: the receipt in the customer's app, filed after the fact. */
export interface Orders extends ReceiptFiler {
  /** Version 2: the one link beside the payment in the app. Overwrites; repeats are harmless. `url` must use https. */
  setCategory(reference: string, category: Category, url: string, imageId?: string): Promise<Outcome<undefined>>;
  /**
   * A picture for links: PNG or JPEG, at least 167 pixels high, at most 2 MB. Never changes under its id, and an id in use is
   * refused, also after a lost answer: take another id.
   */
  addImage(imageId: string, image: Uint8Array): Promise<Outcome<undefined>>;
  readonly links: OrderLinks;
}

const filedOrder = z.object({
  category: z.object({ category: z.string().nullish() }).nullish(),
  receipt: z.object({ orderLines: z.array(z.unknown()).nullish() }).nullish(),
});

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
      const wrong = firstFault(referenceFault(reference), linkFault("orderDetailsUrl", url), imageIdFault(imageId));
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
    addImage: (imageId, image) => addImage(api, imageId, image),
    links: createOrderLinks(api),
  };
}
