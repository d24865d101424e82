import type { Clock } from "../core/ports.ts";
import { addressFault } from "./hosts.ts";

/** One HTTP exchange as the clients ask for it. Header names are sent as written. */
export interface WireRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The longest the whole exchange may take, from asking to the last byte of the answer. */
  readonly deadlineMs: number;
}

/**
 * What became of an exchange. `why` is for the operator and holds nothing from the request's headers or body.
 * Only `not-sent` promises that the far side did nothing.
 */
export type WireAnswer =
  | {
      readonly is: "answered";
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** No byte of the request left this machine. */
  | { readonly is: "not-sent"; readonly why: string }
  /** Bytes may have left, and no complete answer came. */
  | { readonly is: "no-answer"; readonly why: string };

/** The network as a port, so that a simulation can drive the clients in memory with its own clock. Never rejects. */
export interface Wire {
  send(request: WireRequest): Promise<WireAnswer>;
}

/** No answer of these APIs comes near this; more is rubbish or an attack. */
export const ANSWER_BYTES_MAX = 1_000_000;

interface HttpWireOptions {
  readonly clock: Clock;
  readonly answerBytesMax?: number;
}

/**
 * The real network. Redirects are not followed, the answer's size is bounded, and anything but HTTPS is refused except
 * to this machine itself. `fetch` gives up a connection attempt after 10 s on its own and says so, which is the one
 * silence that is known to be `not-sent`; a deadline below that hides it.
 */
export function createHttpWire({ clock, answerBytesMax = ANSWER_BYTES_MAX }: HttpWireOptions): Wire {
  return {
    async send(request) {
      const refused = addressFault(request.url);
      if (refused !== undefined) return { is: "not-sent", why: refused.what };
      const abort = new AbortController();
      const disarm = clock.after(request.deadlineMs, () => abort.abort());
      try {
        const response = await fetch(request.url, {
          method: request.method,
          headers: { ...request.headers },
          redirect: "manual",
          signal: abort.signal,
          ...(request.body === undefined ? {} : { body: request.body }),
        });
        const body = await readText(response, answerBytesMax);
        return { is: "answered", status: response.status, headers: Object.fromEntries(response.headers), body };
      } catch (error) {
        if (abort.signal.aborted) return { is: "no-answer", why: `no answer within ${request.deadlineMs} ms` };
        return whyItFailed(error);
      } finally {
        disarm();
      }
    },
  };
}

/** Reads at most `bytesMax`; a longer answer is cut there, and a cut answer does not parse. */
async function readText(response: Response, bytesMax: number): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytesLeft = bytesMax;
  while (bytesLeft > 0) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, bytesLeft), { stream: true });
    bytesLeft -= value.byteLength;
  }
  await reader.cancel();
  return text;
}

/** Codes that can only come from looking the host up or from opening the connection to it. */
const BEFORE_SENDING = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * Sorts a failure of `fetch` by its code. The code alone is told on: messages may quote header values.
 * A refusal to build the request at all (a TypeError without a cause) sent nothing either, but that is our own bug,
 * and calling it `no-answer` costs one read.
 */
function whyItFailed(error: unknown): WireAnswer {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = textAt(cause, "code");
  if (code === undefined) return { is: "no-answer", why: "the exchange failed" };
  const connecting = BEFORE_SENDING.has(code) || textAt(cause, "syscall") === "connect";
  return connecting
    ? { is: "not-sent", why: `no connection (${code})` }
    : { is: "no-answer", why: `the line broke (${code})` };
}

function textAt(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : undefined;
}
