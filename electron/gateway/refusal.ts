import { certainlyNotDone, type Fault, type FaultCode, fault } from "../core/fault.ts";
import type { Answered } from "./api.ts";
import { plain } from "./plain.ts";

/** What an API's own error body says, in that API's table. */
export interface Said {
  /** As an operator would look it up: "6080", "Payment 51", "field amount". */
  readonly code: string;
  /** Set when the code is in the published list. */
  readonly listed?: FaultCode;
  /** For a code that is on no list: what its number range stands for. */
  readonly otherwise: FaultCode;
  /** The provider's own words; told on only after they are made plain. */
  readonly words?: string | undefined;
  readonly supportId?: string | undefined;
}

/**
 * Reads an answer that is no success. The order matters: a status that says "nobody knows" or "come back" stands above
 * any code, a listed code above the plain status, and an answer in no known shape is never read as a no.
 */
export function answerFault(deed: string, reply: Answered, said: Said | undefined): Fault {
  const code = faultCode(reply, said);
  const parts = [
    `the provider answered ${reply.status}`,
    said === undefined ? "" : `, ${plain(said.code).slice(0, 60)}`,
    said?.words === undefined || said.words === "" ? "" : ` (${plain(said.words)})`,
    said?.supportId === undefined ? "" : `, trace ${said.supportId}`,
  ];
  return fault(code, `${deed}: ${parts.join("")}`, reply.retryAfterMs);
}

function faultCode(reply: Answered, said: Said | undefined): FaultCode {
  const { status } = reply;
  if (status >= 500) return "gateway/server-error";
  if (status === 429) return "gateway/rate-limited";
  if (status === 423) return "gateway/locked";
  if (status === 408) return "gateway/no-answer";
  if (status < 400) return "gateway/bad-answer";
  if (said?.listed !== undefined) return said.listed;
  if (status === 401 || status === 403) return "gateway/not-configured";
  if (!reply.empty && !reply.json.parses) return "gateway/bad-answer";
  if (status === 404) return "gateway/not-found";
  if (status === 409) return "gateway/reference-used";
  return said?.otherwise ?? "gateway/bad-request";
}

/** Of several errors in one answer, one that leaves the outcome open weighs more than one that settles it. */
export function gravest(said: readonly Said[]): Said | undefined {
  return said.find(({ listed }) => listed !== undefined && !certainlyNotDone(listed)) ?? said[0];
}
