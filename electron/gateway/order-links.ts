import { z } from "zod";
import { failed, fault, type Outcome } from "../core/fault.ts";
import type { Api } from "./api.ts";
import { firstFault, referenceFault } from "./limits.ts";
import { imageIdFault, linkFault, said } from "./order-errors.ts";
import { settle, settleBare, withoutValue } from "./settle.ts";

/** Order Management `CategoryEnum`: what the link in the app is called. */
export type Category = "GENERAL" | "RECEIPT" | "ORDER_CONFIRMATION" | "DELIVERY" | "TICKET" | "BOOKING";

/** A link beside a payment in the app. */
export interface OrderLink {
  readonly id: string;
  readonly reference: string;
  /** One of `Category`, or a word of a later version of the API. */
  readonly category: string;
  readonly url: string;
  readonly imageId?: string;
}

/** Order Management `/v3/categories`: several links for one payment, each with an id of its own. */
export interface OrderLinks {
  /** Each call makes another link: after an unknown outcome list before repeating. `url` must use https. */
  add(
    reference: string,
    category: Category,
    url: string,
    imageId?: string,
  ): Promise<Outcome<{ readonly id: string }>>;
  of(reference: string): Promise<Outcome<readonly OrderLink[]>>;
  one(id: string): Promise<Outcome<OrderLink>>;
  delete(id: string): Promise<Outcome<undefined>>;
}

const added = z.object({ categoryId: z.uuid() });

const link = z
  .object({
    categoryId: z.string(),
    orderId: z.string(),
    type: z.string().max(100),
    url: z.string().max(4_000),
    imageId: z.string().nullish(),
  })
  .transform(
    ({ categoryId, orderId, type, url, imageId }): OrderLink => ({
      id: categoryId,
      reference: orderId,
      category: type,
      url,
      ...(imageId == null ? {} : { imageId }),
    }),
  );

const links = z.object({ categories: z.array(link).max(10_000) });

const PATH = "/order-management/v3/categories";

export function createOrderLinks(api: Api): OrderLinks {
  return {
    async add(reference, category, url, imageId) {
      const wrong = firstFault(referenceFault(reference), linkFault("url", url), imageIdFault(imageId));
      if (wrong !== undefined) return failed(wrong);
      const deed = `link for ${reference}`;
      const image = imageId === undefined ? {} : { imageId };
      const body = { orderId: reference, paymentType: "ECOM", type: category, url, ...image };
      return settle(await api.ask({ deed, effect: "write", method: "POST", path: PATH, body }), {
        deed,
        said,
        shape: added,
        reading: ({ categoryId }) => ({ value: { id: categoryId } }),
      });
    },
    async of(reference) {
      const wrong = referenceFault(reference);
      if (wrong !== undefined) return failed(wrong);
      const deed = `links of ${reference}`;
      const path = `${PATH}?orderId=${reference}`;
      return settle(await api.ask({ deed, effect: "read", method: "GET", path }), {
        deed,
        said,
        shape: links,
        reading: ({ categories }) =>
          categories.every((each) => each.reference === reference)
            ? { value: categories }
            : { wrong: "another order's link" },
      });
    },
    async one(id) {
      const wrong = idFault(id);
      if (wrong !== undefined) return failed(wrong);
      const deed = "reading a link";
      return settle(await api.ask({ deed, effect: "read", method: "GET", path: `${PATH}/${id}` }), {
        deed,
        said,
        shape: link,
        reading: (value) => (value.id === id ? { value } : { wrong: "another link" }),
      });
    },
    async delete(id) {
      const wrong = idFault(id);
      if (wrong !== undefined) return failed(wrong);
      const deed = "deleting a link";
      const reply = await api.ask({ deed, effect: "write", method: "DELETE", path: `${PATH}/${id}` });
      return withoutValue(settleBare(reply, deed, said));
    },
  };
}

function idFault(id: string) {
  return z.uuid().safeParse(id).success ? undefined : fault("gateway/bad-request", "a link's id is a UUID");
}
