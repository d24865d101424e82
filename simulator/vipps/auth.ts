import { hourMs } from "./defaults.ts";
import { type ApiAnswer, type ApiRequest, gatewayAnswer, jsonAnswer } from "./http.ts";
import { own } from "./state.ts";
import type { World } from "./world.ts";

const tokenLifeMs = hourMs;

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** `POST /accesstoken/get`. Numbers come as text; a token lives one hour, as on the test host. */
export function issueToken(world: World, request: ApiRequest): ApiAnswer {
  const { client_id: clientId, client_secret: clientSecret } = request.headers;
  if (request.headers["ocp-apim-subscription-key"] !== world.keys.subscriptionKey) return wrongSubscriptionKey();
  if (clientId === undefined || clientSecret === undefined) {
    return directoryError(
      world,
      400,
      "invalid_request",
      900144,
      "The headers client_id and client_secret are required.",
    );
  }
  if (clientId !== world.keys.clientId) {
    return directoryError(world, 401, "unauthorized_client", 700016, "The client_id was not found.");
  }
  if (clientSecret !== world.keys.clientSecret) {
    return directoryError(world, 401, "invalid_client", 7000215, "The client_secret is wrong.");
  }
  const nowMs = world.nowMs();
  const { tokens } = world.state;
  for (const [token, expiresAtMs] of Object.entries(tokens)) if (expiresAtMs <= nowMs) delete tokens[token];
  const notBefore = Math.floor(nowMs / 1000);
  const expiresOn = notBefore + tokenLifeMs / 1000;
  const claims = { aud: "simulator", appid: clientId, nbf: notBefore, exp: expiresOn, jti: world.ids.uuid() };
  const token = `${base64url({ typ: "JWT", alg: "RS256" })}.${base64url(claims)}.${world.ids.token(900)}`;
  tokens[token] = nowMs + tokenLifeMs;
  world.revision += 1;
  return jsonAnswer(
    200,
    {
      token_type: "Bearer",
      expires_in: String(tokenLifeMs / 1000),
      ext_expires_in: String(tokenLifeMs / 1000),
      expires_on: String(expiresOn),
      not_before: String(notBefore),
      resource: "00000002-0000-0000-c000-000000000000",
      access_token: token,
    },
    "application/json;charset=UTF-8",
  );
}

function directoryError(world: World, status: number, error: string, code: number, text: string): ApiAnswer {
  return jsonAnswer(status, {
    error,
    error_description: text,
    error_codes: [code],
    timestamp: new Date(world.nowMs()).toISOString(),
    trace_id: world.ids.uuid(),
    correlation_id: world.ids.uuid(),
  });
}

const wrongSubscriptionKey = (): ApiAnswer =>
  gatewayAnswer(
    401,
    "Access denied due to invalid subscription key. Provide a valid key for an active subscription.",
  );

/** Why the gateway lets a request no further, or undefined when the keys are right. */
export function refusedByGateway(
  world: World,
  request: ApiRequest,
): { status: 401 | 403; message: string } | undefined {
  const { headers } = request;
  if (headers["ocp-apim-subscription-key"] !== world.keys.subscriptionKey) {
    return { status: 401, message: "Access denied due to missing or invalid subscription key." };
  }
  const token = /^Bearer ([^ ]+)$/.exec(headers["authorization"] ?? "")?.[1];
  const expiresAtMs = token === undefined ? undefined : own(world.state.tokens, token);
  if (expiresAtMs === undefined || expiresAtMs <= world.nowMs()) {
    return { status: 401, message: "Unauthorized. Access token is missing, invalid or expired." };
  }
  const msn = headers["merchant-serial-number"];
  if (msn !== undefined && msn !== world.keys.merchantSerialNumber) {
    return { status: 403, message: "The keys do not belong to this Merchant-Serial-Number." };
  }
  return undefined;
}

const systemHeaders = [
  "vipps-system-name",
  "vipps-system-version",
  "vipps-system-plugin-name",
  "vipps-system-plugin-version",
] as const;

/** The first of the four system headers that is too long, or undefined. */
export const systemHeaderTooLong = (request: ApiRequest, most = 30): string | undefined =>
  systemHeaders.find((name) => (request.headers[name]?.length ?? 0) > most);
