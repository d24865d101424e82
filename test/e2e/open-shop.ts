import { onTestFinished } from "vitest";
import { Customer } from "../../scripts/demo/customer.ts";
import { type Surroundings, type SurroundingsOptions, startSurroundings } from "../../scripts/demo/surroundings.ts";
import type { RunningTerminal } from "../../scripts/launch-terminal.ts";
import { launchTerminal } from "./launch.ts";

/** A number that exists in the simulated wallet, and as somebody types it. */
export const MSISDN = "4791234567";
export const TYPED = "91234567";

/** Everything around a terminal, gone when the test ends. */
export async function surroundings(options: SurroundingsOptions): Promise<Surroundings> {
  const around = await startSurroundings(options);
  onTestFinished(() => around.close());
  return around;
}

export interface Shop {
  readonly around: Surroundings;
  readonly terminal: RunningTerminal;
  readonly customer: Customer;
}

/** A terminal in its surroundings, with its window open. */
export async function openShop(options: SurroundingsOptions): Promise<Shop> {
  const around = await surroundings(options);
  const terminal = await launchTerminal({ configFile: around.configFile });
  return { around, terminal, customer: new Customer(terminal.page) };
}
