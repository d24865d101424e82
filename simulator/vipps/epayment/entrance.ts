import { refusedByGateway, systemHeaderTooLong } from "../auth.ts";
import {
  type ApiAnswer,
  type ApiRequest,
  canonicalJson,
  gatewayAnswer,
  mediaType,
  parseJson,
  pathOf,
} from "../http.ts";
import { limited } from "../rate-limit.ts";
import type { World } from "../world.ts";
import { fieldProblem, type ProblemCode, problem, transientCodes } from "./problem.ts";

/** The checks every ePayment call passes before its own rules: keys, merchant number, headers. */
export function refusedAtEntrance(world: World, request: ApiRequest): ApiAnswer | undefined {
  const refusal = refusedByGateway(world, request);
  if (refusal !== undefined) return gatewayAnswer(refusal.status, refusal.message);
  const path = pathOf(request);
  if (request.headers["merchant-serial-number"] === undefined) {
    return fieldProblem(world, path, [{ name: "Merchant-Serial-Number", reason: "The header is required." }]);
  }
  const tooLong = systemHeaderTooLong(request);
  if (tooLong !== undefined) {
    return fieldProblem(world, path, [{ name: tooLong, reason: "At most 30 characters are allowed." }]);
  }
  if (request.body !== "" && mediaType(request.headers["content-type"]) !== "application/json") {
    const wrong = [{ name: "Content-Type", reason: "The content type must be application/json." }];
    return fieldProblem(world, path, wrong, 415, "Unsupported Media Type");
  }
  return undefined;
}

/** Counts the call against the published limit of its operation. */
export function refusedByLimit(
  world: World,
  operation: string,
  reference: string,
  perMinute: number,
): ApiAnswer | undefined {
  const seconds = limited(
    world,
    `epayment ${operation}`,
    `${reference} ${world.keys.merchantSerialNumber}`,
    perMinute,
  );
  if (seconds === undefined) return undefined;
  return gatewayAnswer(429, `Rate limit is exceeded. Try again in ${seconds} seconds.`, { "retry-after": seconds });
}

/** What an operation answers, and the code if a rule refused it. */
export type Judged = { readonly answer: ApiAnswer; readonly code?: ProblemCode };

export const refusedWith = (world: World, path: string, code: ProblemCode, detail?: string): Judged => ({
  answer: problem(world, path, code, detail),
  code,
});

/**
 * Runs an operation once per idempotency key. The same key with the same body gets the first answer again; with another
 * body it gets `conflict`. Every final answer stays bound to its key, refusals too; 423, 429, 5xx and the lock codes are
 * not final.
 */
export function once(
  world: World,
  request: ApiRequest,
  conflict: ProblemCode,
  operate: (key: string | null) => Judged,
): ApiAnswer {
  const path = pathOf(request);
  const key = request.headers["idempotency-key"];
  if (key === undefined || key === "") {
    if (world.lenient) return operate(null).answer;
    return fieldProblem(world, path, [{ name: "Idempotency-Key", reason: "The header is required." }]);
  }
  if (key.length > 50) {
    return fieldProblem(world, path, [{ name: "Idempotency-Key", reason: "At most 50 characters are allowed." }]);
  }
  const scope = `epayment ${path} ${key}`;
  const parsed = parseJson(request.body);
  const bodyText = parsed.ok ? canonicalJson(parsed.value) : request.body;
  const bound = world.state.bound[scope];
  if (bound !== undefined) {
    if (bound.bodyText !== bodyText) return problem(world, path, conflict, "The key was used with another body.");
    return { status: bound.status, headers: bound.headers, body: bound.answerText };
  }
  const { answer, code } = operate(key);
  const transient =
    answer.status === 423 || answer.status >= 500 || (code !== undefined && transientCodes.has(code));
  if (!transient) {
    const { status, headers, body } = answer;
    world.state.bound[scope] = { bodyText, status, headers, answerText: body };
    world.revision += 1;
  }
  return answer;
}
