import type { Courier, Delivery, Outgoing } from "./ports.ts";

/** Names reserved for examples and tests: nobody is there, so nobody is asked. */
const reservedHost = /(^|\.)(example\.(com|net|org)|example|test|invalid)$/;

/** Carries requests to the merchant over the network. Redirects are not followed. */
export class HttpCourier implements Courier {
  readonly #settle: (id: string, delivery: Delivery) => void;
  readonly #closing = new AbortController();

  constructor(settle: (id: string, delivery: Delivery) => void) {
    this.#settle = settle;
  }

  send(outgoing: Outgoing): void {
    if (reservedHost.test(new URL(outgoing.url).hostname)) {
      queueMicrotask(() => this.#settle(outgoing.id, { status: undefined }));
      return;
    }
    void this.#deliver(outgoing).then((delivery) => {
      if (!this.#closing.signal.aborted) this.#settle(outgoing.id, delivery);
    });
  }

  close(): void {
    this.#closing.abort();
  }

  async #deliver(outgoing: Outgoing): Promise<Delivery> {
    const { host: _, ...headers } = outgoing.headers;
    try {
      const response = await fetch(outgoing.url, {
        method: outgoing.method,
        headers,
        ...(outgoing.body === "" ? {} : { body: outgoing.body }),
        redirect: "manual",
        signal: AbortSignal.any([AbortSignal.timeout(outgoing.timeoutMs), this.#closing.signal]),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      // No answer is an outcome of its own: the wallet counts it and, for webhooks, tries again.
      return { status: undefined };
    }
  }
}
