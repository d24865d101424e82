import type { ApiRequest } from "./http.ts";

export type LoggedRequest = {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The status the wallet answered, or null when it never acted. */
  readonly status: number | null;
  readonly fault: string | null;
};

const mostRequests = 5000;
const secretHeaders: ReadonlySet<string> = new Set(["authorization", "client_secret", "ocp-apim-subscription-key"]);

/** The API calls received, oldest first, told without secrets; the oldest are forgotten beyond 5000. */
export class RequestLog {
  #requests: LoggedRequest[] = [];

  add(request: ApiRequest, atMs: number, status: number | null, fault: string | null): void {
    this.#requests.push({
      atMs,
      method: request.method,
      path: request.path,
      headers: request.headers,
      body: request.body,
      status,
      fault,
    });
    if (this.#requests.length > mostRequests) this.#requests.splice(0, this.#requests.length - mostRequests);
  }

  list(): readonly LoggedRequest[] {
    return this.#requests.map((request) => ({ ...request, headers: withoutSecrets(request.headers) }));
  }

  clear(): void {
    this.#requests = [];
  }
}

function withoutSecrets(headers: ApiRequest["headers"]): ApiRequest["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.has(name) ? "[hidden]" : value]),
  );
}
