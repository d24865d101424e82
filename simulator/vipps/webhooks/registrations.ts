import { z } from "zod";
import { isHttpsUrl } from "../addresses.ts";
import { refusedByGateway, systemHeaderTooLong } from "../auth.ts";
import { type FieldError, type Fields, readFields } from "../fields.ts";
import {
  type ApiAnswer,
  type ApiRequest,
  emptyAnswer,
  gatewayAnswer,
  jsonAnswer,
  parseJson,
  pathOf,
} from "../http.ts";
import { own } from "../state.ts";
import type { World } from "../world.ts";

const paymentEvents = [
  "created",
  "authorized",
  "aborted",
  "expired",
  "cancelled",
  "captured",
  "refunded",
  "terminated",
].map((name) => `epayments.payment.${name}.v1`);
const checkInEvent = "user.checked-in.v1";
const otherEvents = ["login.merchant-initiated.ping.v1"];
const knownEvents: ReadonlySet<string> = new Set([...paymentEvents, checkInEvent, ...otherEvents]);

const mostPerEvent = (event: string): number => (event === checkInEvent ? 1 : 25);

const schema = z.strictObject({ url: z.string(), events: z.array(z.string()).min(1) });

function problem(
  world: World,
  request: ApiRequest,
  errors: readonly Pick<FieldError, "name" | "reason">[],
): ApiAnswer {
  return jsonAnswer(
    400,
    {
      type: "https://httpstatuses.io/400",
      title: "Bad Request",
      status: 400,
      detail: "One or more validation errors occurred.",
      instance: pathOf(request).replace(/^\/webhooks/, ""),
      traceId: world.ids.hex(32),
      extraDetails: errors.map(({ name, reason }) => ({ name, reason })),
    },
    "application/problem+json",
  );
}

function refusedAtEntrance(world: World, request: ApiRequest): ApiAnswer | undefined {
  const refusal = refusedByGateway(world, request);
  if (refusal !== undefined) return gatewayAnswer(refusal.status, refusal.message);
  const tooLong = systemHeaderTooLong(request);
  if (tooLong === undefined) return undefined;
  return problem(world, request, [{ name: tooLong, reason: "At most 30 characters are allowed." }]);
}

/** `POST /webhooks/v1/webhooks`: the secret is shown this once. */
export function registerWebhook(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const parsed = parseJson(request.body);
  const fields: Fields<z.infer<typeof schema>> = parsed.ok
    ? readFields(schema, parsed.value, world.lenient)
    : { ok: false, errors: [{ name: "body", kind: "type", reason: "The body is not JSON." }] };
  if (!fields.ok) return problem(world, request, fields.errors);
  const { url, events } = fields.value;
  if (!isHttpsUrl(url, world.lenient)) {
    return problem(world, request, [
      { name: "url", reason: "The URL must use HTTPS and be reachable from anywhere." },
    ]);
  }
  const unknown = events.filter((event) => !knownEvents.has(event));
  if (unknown.length > 0) {
    return problem(world, request, [{ name: "events", reason: `Not known: ${unknown.join(", ")}.` }]);
  }
  const registered = Object.values(world.state.webhooks);
  const full = events.find(
    (event) => registered.filter((webhook) => webhook.events.includes(event)).length >= mostPerEvent(event),
  );
  if (full !== undefined) {
    const reason = `At most ${mostPerEvent(full)} webhooks can be registered for ${full}.`;
    return problem(world, request, [{ name: "events", reason }]);
  }
  const id = world.ids.uuid();
  const secret = `${world.ids.token(86)}==`;
  world.state.webhooks[id] = { id, secret, url, events: [...new Set(events)], failingSinceMs: null };
  world.revision += 1;
  return jsonAnswer(201, { id, secret });
}

export function listWebhooks(world: World, request: ApiRequest): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  const webhooks = Object.values(world.state.webhooks).map(({ id, url, events }) => ({ id, url, events }));
  return jsonAnswer(200, { webhooks });
}

export function deleteWebhook(world: World, request: ApiRequest, id: string): ApiAnswer {
  const refusal = refusedAtEntrance(world, request);
  if (refusal !== undefined) return refusal;
  if (own(world.state.webhooks, id) === undefined) {
    return problem(world, request, [{ name: "id", reason: "No webhook has this id." }]);
  }
  delete world.state.webhooks[id];
  world.state.deliveries = world.state.deliveries.filter((delivery) => delivery.registrationId !== id);
  world.revision += 1;
  return emptyAnswer(204);
}
