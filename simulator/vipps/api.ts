import { control } from "./control.ts";
import { type ApiAnswer, type ApiRequest, gatewayAnswer, pathOf } from "./http.ts";
import { findRoute } from "./routes.ts";
import type { World } from "./world.ts";

/** The prefix of the simulator's own port: no keys, no faults, not logged. */
export const controlPrefix = "/simulator/v1";

/** What became of a request on the wire; no answer means that the connection broke. */
export type Exchange = { readonly answer: ApiAnswer | undefined; readonly delayMs: number };

/**
 * Answers one request, at once and without sockets. Header names of the request must be lower case. Everything due by
 * the world's clock happens first. Planned faults do not apply here: see `exchange`.
 */
export function handle(world: World, request: ApiRequest, fault: string | null = null): ApiAnswer {
  world.advance();
  const path = pathOf(request);
  if (path.startsWith(`${controlPrefix}/`)) return control(world, request);
  const answer = dispatch(world, request, path);
  if (!path.startsWith("/qr/generate/")) world.log.add(request, world.nowMs(), answer.status, fault);
  // What the request set off is sent before its answer: a webhook may overtake it, as in life.
  world.advance();
  return answer;
}

function dispatch(world: World, request: ApiRequest, path: string): ApiAnswer {
  const found = findRoute(request.method, path);
  switch (found.kind) {
    case "none":
      return gatewayAnswer(404, "Resource not found.");
    case "wrong-method":
      return gatewayAnswer(405, "The method is not allowed for this resource.");
    case "found":
      return found.handler(world, request, ...found.parts);
  }
}

/** Like `handle`, with the faults planned on the control port. */
export function exchange(world: World, request: ApiRequest): Exchange {
  const path = pathOf(request);
  const fault = path.startsWith(`${controlPrefix}/`) ? undefined : world.faults.take(request.method, path);
  switch (fault?.effect) {
    case undefined:
      return { answer: handle(world, request), delayMs: 0 };
    case "delay":
      return { answer: handle(world, request, fault.effect), delayMs: fault.delayMs };
    case "duplicate":
      handle(world, request, fault.effect);
      return { answer: handle(world, request, fault.effect), delayMs: fault.delayMs };
    case "drop-answer":
      handle(world, request, fault.effect);
      return { answer: undefined, delayMs: fault.delayMs };
    case "drop-request":
      world.log.add(request, world.nowMs(), null, fault.effect);
      return { answer: undefined, delayMs: fault.delayMs };
    case "answer": {
      world.log.add(request, world.nowMs(), fault.status, fault.effect);
      const headers = { "content-type": "application/json" };
      return { answer: { status: fault.status, headers, body: fault.body }, delayMs: fault.delayMs };
    }
  }
}

/** An in-memory API over one world. */
export function createApi(world: World) {
  return {
    world,
    handle: (request: ApiRequest): ApiAnswer => handle(world, request),
    exchange: (request: ApiRequest): Exchange => exchange(world, request),
  };
}
