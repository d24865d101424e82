import { failed, fault, type Outcome } from "../../core/fault.ts";
import type { Api } from "../api.ts";
import { firstFault } from "../limits.ts";
import { settle, settleBare, withoutValue } from "../settle.ts";
import { said } from "./errors.ts";
import { registeredWebhook, webhookList } from "./shapes.ts";

/** Every event a terminal has a use for. Source: Webhooks API, events. */
export const WEBHOOK_EVENTS = [
  "epayments.payment.created.v1",
  "epayments.payment.authorized.v1",
  "epayments.payment.aborted.v1",
  "epayments.payment.expired.v1",
  "epayments.payment.cancelled.v1",
  "epayments.payment.captured.v1",
  "epayments.payment.refunded.v1",
  "epayments.payment.terminated.v1",
  "user.checked-in.v1",
] as const;

export type WebhookEventName = (typeof WEBHOOK_EVENTS)[number];

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
}

/** Registrations of one sales unit. At most 25 per event type, one for check-ins. */
export interface Webhooks {
  /** The secret is told this once and signs every delivery. There is no change of a registration: make anew, delete the old. */
  register(
    url: string,
    events: readonly WebhookEventName[],
  ): Promise<Outcome<{ readonly id: string; readonly secret: string }>>;
  list(): Promise<Outcome<readonly Webhook[]>>;
  delete(id: string): Promise<Outcome<undefined>>;
}

const PATH = "/webhooks/v1/webhooks";

export function createWebhooks(api: Api): Webhooks {
  return {
    async register(url, events) {
      const wrong = firstFault(
        URL.canParse(url) && url.startsWith("https://")
          ? undefined
          : fault("gateway/bad-request", "the webhook's url must use https"),
        events.length > 0 ? undefined : fault("gateway/bad-request", "a webhook needs at least one event"),
      );
      if (wrong !== undefined) return failed(wrong);
      const deed = "registering a webhook";
      const reply = await api.ask({ deed, effect: "write", method: "POST", path: PATH, body: { url, events } });
      return settle(reply, { deed, said, shape: registeredWebhook, reading: (value) => ({ value }) });
    },
    async list() {
      const deed = "listing webhooks";
      const reply = await api.ask({ deed, effect: "read", method: "GET", path: PATH });
      return settle(reply, { deed, said, shape: webhookList, reading: ({ webhooks }) => ({ value: webhooks }) });
    },
    async delete(id) {
      if (!/^[0-9A-Za-z-]{1,64}$/.test(id)) return failed(fault("gateway/bad-request", "a webhook's id is a UUID"));
      const deed = "deleting a webhook";
      const reply = await api.ask({ deed, effect: "write", method: "DELETE", path: `${PATH}/${id}` });
      return withoutValue(settleBare(reply, deed, said));
    },
  };
}
