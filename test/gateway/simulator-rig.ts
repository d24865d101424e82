import type { Fault, Outcome } from "../../electron/core/fault.ts";
import { minor } from "../../electron/core/money.ts";
import type { Proof } from "../../electron/core/ports.ts";
import { createEcomGateway } from "../../electron/gateway/ecom/client.ts";
import { createEpaymentGateway } from "../../electron/gateway/epayment/client.ts";
import { createHttpWire } from "../../electron/gateway/http.ts";
import { type Simulator, startSimulator } from "../../simulator/vipps/simulator.ts";
import { createAsk, ECOM_URLS, MSISDN, realClock, SYSTEM } from "./rig.ts";

export const START_MS = Date.parse("2026-10-21T07:28:00Z");

/** The simulated wallet on a socket of its own, with a clock that stands still, and a gateway of each kind before it. */
export async function simulated() {
  const simulator: Simulator = await startSimulator({ clock: "manual", startMs: START_MS });

  /** The simulator's own port: customers, faults, the sales unit. */
  async function control(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${simulator.url}/simulator/v1/${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return response.json();
  }

  const options = (keys = simulator.keys) => ({
    wire: createHttpWire({ clock: realClock }),
    clock: { ...realClock, nowMs: () => simulator.clock.nowMs() },
    keys,
    baseUrl: simulator.url,
    system: SYSTEM,
    canPush: true,
    terminalId: "kiosk-1",
  });

  return {
    simulator,
    control,
    customer: (reference: string, act: string, msisdn = MSISDN) =>
      control(`phones/${msisdn}/requests/${reference}`, { do: act }),
    disturb: (method: string, path: string, effect: string) => control("faults", { method, path, effect }),
    epayment: (keys = simulator.keys) => createEpaymentGateway(options(keys)),
    ecom: (keys = simulator.keys) => createEcomGateway({ ...options(keys), urls: ECOM_URLS }),
  };
}

let made = 0;

/** A new payment each time. */
export function newAsk(change: Parameters<typeof createAsk>[0] = {}) {
  made += 1;
  return createAsk({ reference: `flow-${made}-abc123`, idempotencyKey: `create-${made}`, ...change });
}

export function got<T>(outcome: Outcome<T>): T {
  if (outcome.is !== "done") throw new Error(outcome.fault.what);
  return outcome.value;
}

export function faultOf(outcome: Outcome<unknown>): [string, Fault["code"]] {
  if (outcome.is === "done") throw new Error("this should not have been done");
  return [outcome.is, outcome.fault.code];
}

export const amounts = ({ word, authorized, captured, cancelled, refunded }: Proof) => [
  word,
  authorized,
  captured,
  cancelled,
  refunded,
];

export const nok = (value: number) => ({ amount: minor(value), currency: "NOK" }) as const;
