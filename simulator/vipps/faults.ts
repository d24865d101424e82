export const effects = ["drop-request", "drop-answer", "delay", "duplicate", "answer"] as const;

/** One planned disturbance of matching requests. */
export type Fault = {
  readonly method: string;
  /** A path in which `*` stands for any characters. */
  readonly path: string;
  /**
   * drop-request: the connection breaks before anything is done; drop-answer: it is done, then the connection breaks;
   * delay: the answer waits `delayMs`; duplicate: the request is done twice; answer: `status` and `body` instead of doing it.
   */
  readonly effect: (typeof effects)[number];
  readonly delayMs: number;
  readonly status: number;
  readonly body: string;
  times: number;
};

const mostFaults = 1000;

/** The planned disturbances, first planned first used. */
export class Faults {
  #planned: Fault[] = [];

  plan(fault: Fault): void {
    if (this.#planned.length >= mostFaults) throw new RangeError("Too many faults are planned");
    this.#planned.push({ ...fault });
  }

  clear(): void {
    this.#planned = [];
  }

  list(): readonly Fault[] {
    return this.#planned;
  }

  /** Takes the fault this request meets and uses up one of its times. The query of `path` does not matter. */
  take(method: string, path: string): Fault | undefined {
    const bare = path.split("?")[0] ?? "";
    const fault = this.#planned.find(
      (planned) => (planned.method === "*" || planned.method === method) && matches(planned.path, bare),
    );
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.#planned = this.#planned.filter((planned) => planned !== fault);
    return fault;
  }
}

function matches(pattern: string, path: string): boolean {
  const escaped = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${escaped}$`).test(path);
}
