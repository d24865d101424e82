/** A request as the simulated phone shows it. */
export interface PhoneRequest {
  readonly reference: string;
  readonly state: string;
}

/** A row of the simulated bank's ledger, in whole minor units. */
export interface LedgerRow {
  readonly reference: string;
  readonly api: "ecom" | "epayment";
  readonly state: string;
  readonly authorized: number;
  readonly captured: number;
  readonly cancelled: number;
  readonly refunded: number;
}

/** The customer's phone and the bank's books, over the simulator's control port. */
export class Phone {
  readonly #control: string;

  constructor(walletUrl: string) {
    this.#control = `${walletUrl}/simulator/v1`;
  }

  async ledger(): Promise<readonly LedgerRow[]> {
    const { payments } = (await this.#call("GET", "/ledger")) as { payments: LedgerRow[] };
    return payments;
  }

  async requests(msisdn: string): Promise<readonly PhoneRequest[]> {
    const { requests } = (await this.#call("GET", `/phones/${msisdn}/requests`)) as { requests: PhoneRequest[] };
    return requests;
  }

  async act(
    msisdn: string,
    reference: string,
    what: "open" | "approve" | "reject" | "start-3ds" | "finish-3ds",
  ): Promise<void> {
    await this.#call("POST", `/phones/${msisdn}/requests/${reference}`, { do: what });
  }

  async plan(fault: object): Promise<void> {
    await this.#call("POST", "/faults", fault);
  }

  async scan(content: string, msisdn: string): Promise<void> {
    await this.#call("POST", "/scan", { content, msisdn });
  }

  async salesUnit(change: object): Promise<void> {
    await this.#call("POST", "/sales-unit", change);
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.#control}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`${method} ${path} on the simulator: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}
