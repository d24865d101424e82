import { dayMs, hourMs } from "../defaults.ts";
import type { Delivery } from "../ports.ts";
import { type BankEvent, own, type Payment, type WebhookDelivery } from "../state.ts";
import type { World } from "../world.ts";
import { signWebhook } from "./signature.ts";

const answerTimeoutMs = 10_000;
const giveUpAfterMs = 7 * dayMs;
const dropRegistrationAfterMs = 14 * dayMs;

/** How long to wait after try number `attempt`: quick tries, then minutes, hours, days. */
export function retryDelayMs(attempt: number): number {
  if (attempt < 4) return 2_000;
  if (attempt === 4) return 60_000;
  if (attempt === 5) return 120_000;
  return attempt < 29 ? hourMs : dayMs;
}

/** Only payments created through ePayment have webhooks. */
export function queueWebhooks(world: World, payment: Payment, event: BankEvent): void {
  if (!event.success) return;
  const body = JSON.stringify({
    msn: payment.msn,
    reference: payment.reference,
    pspReference: event.pspReference,
    name: event.name,
    amount: { currency: payment.currency, value: event.amountMinor },
    timestamp: new Date(event.atMs).toISOString(),
    ...(event.key === null ? {} : { idempotencyKey: event.key }),
    success: event.success,
  });
  queueForAll(world, `epayments.payment.${event.name.toLowerCase()}.v1`, payment.reference, body, event.atMs);
}

/** A customer scanned a merchant callback QR. Says whether anybody was listening. */
export function queueCheckIn(world: World, merchantQrId: string, customerToken: string): boolean {
  const body = JSON.stringify({
    customerToken,
    merchantQrId,
    msn: world.keys.merchantSerialNumber,
    initiatedAt: new Date(world.nowMs()).toISOString(),
  });
  return queueForAll(world, "user.checked-in.v1", `qr ${merchantQrId} ${customerToken}`, body, world.nowMs());
}

function queueForAll(world: World, event: string, subject: string, body: string, atMs: number): boolean {
  const listening = Object.values(world.state.webhooks).filter((webhook) => webhook.events.includes(event));
  for (const webhook of listening) {
    world.state.deliveries.push({
      id: world.ids.uuid(),
      registrationId: webhook.id,
      lane: `${webhook.id} ${subject}`,
      body,
      firstDueMs: atMs,
      attempt: 0,
      dueMs: atMs,
      inFlight: null,
    });
    world.revision += 1;
  }
  return listening.length > 0;
}

/** The first delivery of each lane; the others wait behind it. */
function heads(world: World): readonly WebhookDelivery[] {
  const lanes = new Set<string>();
  return world.state.deliveries.filter((delivery) => {
    if (lanes.has(delivery.lane)) return false;
    lanes.add(delivery.lane);
    return true;
  });
}

export function deliveryDueMs(world: World): number | undefined {
  const times = heads(world).map((delivery) => delivery.inFlight?.untilMs ?? delivery.dueMs);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Sends what is due and counts as failed what was not answered in time. */
export function advanceDeliveries(world: World): void {
  for (const delivery of heads(world)) {
    const { inFlight } = delivery;
    if (inFlight !== null && inFlight.untilMs <= world.nowMs()) failed(world, delivery);
  }
  for (const delivery of heads(world)) {
    if (delivery.inFlight === null && delivery.dueMs <= world.nowMs()) send(world, delivery);
  }
}

function send(world: World, delivery: WebhookDelivery): void {
  const registration = own(world.state.webhooks, delivery.registrationId);
  if (registration === undefined) {
    remove(world, delivery);
    return;
  }
  delivery.attempt += 1;
  const date = new Date(world.nowMs()).toUTCString();
  const outgoingId = world.ids.uuid();
  delivery.inFlight = { outgoingId, untilMs: world.nowMs() + answerTimeoutMs };
  world.revision += 1;
  world.send(
    {
      kind: "webhook",
      method: "POST",
      url: registration.url,
      headers: {
        "content-type": "application/json",
        ...signWebhook(registration.secret, registration.url, delivery.body, date),
        "webhook-id": delivery.id,
      },
      body: delivery.body,
      timeoutMs: answerTimeoutMs,
      attempt: delivery.attempt,
    },
    undefined,
    outgoingId,
  );
}

/** The answer to an outgoing request, if it was a webhook still waited for. */
export function settleDelivery(world: World, outgoingId: string, result: Delivery): void {
  const delivery = world.state.deliveries.find((one) => one.inFlight?.outgoingId === outgoingId);
  if (delivery === undefined) return;
  if (result.status === undefined || result.status < 200 || result.status > 299) {
    failed(world, delivery);
    return;
  }
  const registration = own(world.state.webhooks, delivery.registrationId);
  if (registration !== undefined) registration.failingSinceMs = null;
  remove(world, delivery);
}

function failed(world: World, delivery: WebhookDelivery): void {
  const nowMs = world.nowMs();
  delivery.inFlight = null;
  delivery.dueMs = nowMs + retryDelayMs(delivery.attempt);
  world.revision += 1;
  const registration = own(world.state.webhooks, delivery.registrationId);
  if (registration !== undefined) {
    registration.failingSinceMs ??= nowMs;
    if (nowMs - registration.failingSinceMs >= dropRegistrationAfterMs) {
      delete world.state.webhooks[registration.id];
      world.state.deliveries = world.state.deliveries.filter((one) => one.registrationId !== registration.id);
      return;
    }
  }
  if (nowMs - delivery.firstDueMs >= giveUpAfterMs) remove(world, delivery);
}

function remove(world: World, delivery: WebhookDelivery): void {
  world.state.deliveries = world.state.deliveries.filter((one) => one !== delivery);
  world.revision += 1;
}
