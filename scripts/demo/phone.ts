/** A request as the simulated phone shows it. */
export interface PhoneRequest {
  readonly reference: string;
  readonly state: string;
}

/** How often the demonstration looks at the simulator while it waits for something there. */
const LOOK_EVERY_MS = 100;

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

/** A call the wallet received from the terminal. */
export interface WalletCall {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** Null when the wallet never acted. */
  readonly status: number | null;
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

  /** What the terminal asked of the wallet so far, oldest first. */
  async calls(): Promise<readonly WalletCall[]> {
    const { requests } = (await this.#call("GET", "/requests")) as { requests: WalletCall[] };
    return requests;
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

  /** Waits for a request to reach this phone and gives its reference. */
  async rings(msisdn: string, withinMs = 15_000): Promise<string> {
    return this.#until(withinMs, `no request reached ${msisdn.slice(0, 4)}…`, async () => {
      const waiting = (await this.requests(msisdn)).find((request) => request.state === "CREATED");
      return waiting?.reference;
    });
  }

  /** What the code on the screen holds. */
  async codeOnScreen(): Promise<string> {
    return (await this.#waitingCode(15_000)).content;
  }

  /** Points the camera at the code on the screen; gives its payment's reference. */
  async pointsAtCode(msisdn: string, withinMs = 15_000): Promise<string> {
    const code = await this.#waitingCode(withinMs);
    await this.scan(code.content, msisdn);
    return code.reference;
  }

  async #waitingCode(withinMs: number): Promise<{ readonly reference: string; readonly content: string }> {
    return this.#until(withinMs, "no code is waiting to be scanned", async () => {
      const { payments } = (await this.#call("GET", "/codes")) as {
        payments: { reference: string; content: string }[];
      };
      return payments.at(-1);
    });
  }

  /** Waits until a row of the ledger is as wanted, and gives it. */
  async bankSays(wanted: (row: LedgerRow) => boolean, withinMs = 15_000): Promise<LedgerRow> {
    return this.#until(withinMs, "the bank's ledger never showed it", async () =>
      (await this.ledger()).find(wanted),
    );
  }

  /** Waits until the terminal has asked this of the wallet. */
  async hears(wanted: (call: WalletCall) => boolean, withinMs = 15_000): Promise<WalletCall> {
    return this.#until(withinMs, "the wallet was never asked this", async () => (await this.calls()).find(wanted));
  }

  async #until<T>(withinMs: number, otherwise: string, look: () => Promise<T | undefined>): Promise<T> {
    const endMs = performance.now() + withinMs;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (performance.now() > endMs) throw new Error(otherwise);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Opens the wallet's own code and holds it before the shop's scanner. */
  async showAtTill(msisdn: string): Promise<void> {
    await this.#call("POST", `/phones/${msisdn}/show-at-till`);
  }

  async plan(fault: object): Promise<void> {
    await this.#call("POST", "/faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.#call("DELETE", "/faults");
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
