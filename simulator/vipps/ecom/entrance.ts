import { refusedByGateway, systemHeaderTooLong } from "../auth.ts";
import { type ApiAnswer, type ApiRequest, gatewayAnswer, mediaType } from "../http.ts";
import { limited } from "../rate-limit.ts";
import type { World } from "../world.ts";
import { ecomFieldErrors, ecomGatewayError } from "./errors.ts";

/** The checks every eCom call passes before its own rules. */
export function refusedAtEntrance(world: World, request: ApiRequest): ApiAnswer | undefined {
  const refusal = refusedByGateway(world, request);
  if (refusal !== undefined) return ecomGatewayError(refusal.status, refusal.message);
  const tooLong = systemHeaderTooLong(request);
  if (tooLong !== undefined) {
    return ecomFieldErrors(world, [{ name: tooLong, reason: "At most 30 characters are allowed" }]);
  }
  if (request.body !== "" && mediaType(request.headers["content-type"]) !== "application/json") {
    return ecomGatewayError(415, "The content type must be application/json");
  }
  return undefined;
}

/** Third shape: the gateway's rate limit. */
export function refusedByLimit(
  world: World,
  operation: string,
  orderId: string,
  perMinute: number,
): ApiAnswer | undefined {
  const seconds = limited(world, `ecom ${operation}`, `${orderId} ${world.keys.merchantSerialNumber}`, perMinute);
  if (seconds === undefined) return undefined;
  return gatewayAnswer(429, `Rate limit is exceeded. Try again in ${seconds} seconds.`, { "retry-after": seconds });
}

/** The first version of the API was shut down in December 2020. */
export const refusedFirstVersion = (): ApiAnswer =>
  ecomGatewayError(404, "Version 1 of the eCom API was shut down on 4 December 2020: use /ecomm/v2");
