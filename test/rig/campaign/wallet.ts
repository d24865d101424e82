import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { seededRandom } from "../seeded-random.ts";
import type { LedgerLine } from "./compare.ts";
import type { LaneParts } from "./kill-lane.ts";

const PHONE = "4791234567";
const LOOK_MS = 60;
const TRIES_MAX = 5;

/** The simulator as a program of its own, and a phone that points its camera at every code it shows. */
export class Wallet {
  readonly url: string;
  readonly keys: LaneParts["keys"];
  readonly #program: ChildProcess;
  readonly #random: () => number;
  readonly #seen = new Set<string>();
  #looking: Promise<void> | undefined;
  #closed = false;

  private constructor(program: ChildProcess, said: Readonly<Record<string, string>>, seed: number) {
    const { listening, clientId, clientSecret, subscriptionKey, merchantSerialNumber } = said;
    this.#program = program;
    this.url = listening ?? "";
    this.keys = { clientId, clientSecret, subscriptionKey, merchantSerialNumber } as LaneParts["keys"];
    this.#random = seededRandom(seed);
  }

  /** `program` is the simulator's file. */
  static async start(file: string, seed: number): Promise<Wallet> {
    const program = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
    if (program.stdout === null) throw new Error("the simulator has no output");
    for await (const line of createInterface({ input: program.stdout })) {
      const wallet = new Wallet(program, JSON.parse(line) as Record<string, string>, seed);
      wallet.#looking = wallet.#look();
      return wallet;
    }
    throw new Error("the simulator did not say where it listens");
  }

  async ledger(): Promise<readonly LedgerLine[]> {
    const { payments } = (await this.#control("GET", "/ledger")) as { readonly payments: readonly LedgerLine[] };
    return payments;
  }

  async stop(): Promise<void> {
    this.#closed = true;
    await this.#looking;
    const ended = once(this.#program, "exit");
    this.#program.kill("SIGTERM");
    await ended;
  }

  /** Most codes are approved, some refused, some only looked at. */
  async #look(): Promise<void> {
    while (!this.#closed) {
      for (const reference of await this.#codes()) {
        if (this.#seen.has(reference)) continue;
        this.#seen.add(reference);
        const drawn = this.#random();
        if (drawn > 0.93) continue;
        const what = drawn > 0.86 ? "reject" : "approve";
        setTimeout(() => {
          void this.#tap(reference, what);
        }, this.#random() * 900);
      }
      await delay(LOOK_MS);
    }
  }

  async #codes(): Promise<readonly string[]> {
    const { payments } = (await this.#control("GET", "/codes")) as {
      readonly payments: readonly { readonly reference: string }[];
    };
    return payments.map(({ reference }) => reference);
  }

  /** A tap that meets a line just closed, or a wallet just stopped, reaches nobody: as if it had not been made. */
  async #tap(reference: string, what: "approve" | "reject"): Promise<void> {
    if (this.#closed) return;
    await this.#control("POST", `/phones/${PHONE}/requests/${reference}`, { do: what }).catch(noReception);
  }

  async #control(method: string, path: string, body?: object): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#controlOnce(method, path, body);
      } catch (error) {
        // On a starved machine a line kept open is closed from the other side in the moment it is used.
        if (this.#closed || tries >= TRIES_MAX) throw error;
        await delay(LOOK_MS);
      }
    }
  }

  async #controlOnce(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.url}/simulator/v1${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // A request that ended in the meantime is refused; that is the phone's everyday life.
    return answer.json();
  }
}

function noReception(error: unknown): void {
  if (!(error instanceof TypeError)) throw error;
}
