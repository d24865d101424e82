import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig, plainConfigFaults } from "../../electron/config/load.ts";
import type { MoneyState, View } from "../../electron/core/view.ts";
import { openJournal } from "../../electron/journal/journal.ts";
import { assembleTerminal } from "../../electron/main/assemble.ts";
import { devicesOf } from "../../electron/main/devices.ts";
import { knownDevices } from "../../electron/main/known-devices.ts";
import { systemClock } from "../../electron/main/system-clock.ts";
import { walletClient } from "../../electron/main/wallet-client.ts";
import { startFleet } from "../../hardware/hosts/fleet.ts";
import { nodeLauncher } from "../../hardware/hosts/node-launcher.ts";
import type { HostKind } from "../../hardware/hosts/protocol.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import type { Simulator } from "../../simulator/vipps/simulator.ts";
import { until } from "../hardware/transport/serial-bench.ts";
import type { LedgerRow } from "../rig/wallet-in-memory.ts";

const MSISDN = "4791234567";
/** For what takes a few seconds on an idle machine. */
export const STEP_MS = 60_000;
/** What the bank has confirmed. */
const SETTLED: ReadonlySet<MoneyState> = new Set(["paid", "given-back", "nothing-reserved"]);

/** One machine as a configuration names it. */
export interface Shelf {
  readonly driver: string;
  readonly path: string;
  readonly baudRate: number;
  readonly channels: number;
  readonly slots: readonly { readonly slot: string; readonly channel: number }[];
}

/** The terminal without its window: configuration, journal, client and host processes; each good costs 45.00. */
export function openTerminal(shelf: Shelf, simulator: Simulator, atEnd: (close: () => Promise<void>) => void) {
  const { path: device, baudRate, slots, ...rest } = shelf;
  const folder = mkdtempSync(join(tmpdir(), "whole-terminal-"));
  const path = join(folder, "terminal.json");
  mkdirSync(join(folder, "data"));
  const line = { kind: "serial", path: device, baudRate };
  writeFileSync(
    path,
    JSON.stringify({
      mode: "vending",
      market: "NO",
      languages: ["en"],
      terminalId: "k1",
      shop: {
        name: "Kaffebaren",
        organisationNumber: "974760673",
        vatRegistered: true,
        inBusinessRegister: true,
        address: ["Oslo"],
      },
      provider: { api: "epayment", baseUrl: simulator.url, ...simulator.keys },
      catalogue: {
        goods: slots.map(({ slot }) => ({ sku: slot, name: slot, category: "All", price: "45.00", vat: 15, slot })),
      },
      devices: [{ id: "shelf", kind: "dispenser", ...rest, line, slots }],
      dataFolder: "data",
    }),
  );
  const loaded = loadConfig(path, {}, knownDevices);
  if (!loaded.ok) throw new Error(plainConfigFaults(loaded.faults));
  const { config } = loaded;
  const opened = openJournal({ file: join(config.dataFolder, "journal.sqlite") });
  if (opened.is === "refused") throw new Error(opened.fault.what);
  const pids: Record<HostKind, number[]> = { counter: [], dispense: [], guard: [], finder: [] };
  const fleet = startFleet({
    specs: config.devices,
    launcher: nodeLauncher((kind, pid) => pids[kind].push(pid)),
    ticker: steadyTicker,
  });
  const shown: { view?: View } = {};
  const fatal: unknown[] = [];
  const terminal = assembleTerminal({
    config,
    clock: systemClock,
    journal: opened.journal,
    gateway: walletClient(config, systemClock, "0"),
    devices: devicesOf(config.devices, fleet, () => systemClock.nowMs()),
    onView: (view) => {
      shown.view = view;
    },
    onFatal: (error) => fatal.push(error),
    onNote: () => undefined,
  });
  fleet.onChange(() => terminal.devicesChanged());
  atEnd(async () => {
    terminal.stop();
    await fleet.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  terminal.start();
  return { terminal, shown, fatal, fleet, pids };
}

export type OpenedTerminal = ReturnType<typeof openTerminal>;

async function control(simulator: Simulator, path: string, body?: object): Promise<unknown> {
  const given = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${simulator.url}/simulator/v1/${path}`, given);
  return response.json();
}

/** What the bank holds, oldest first. */
export async function payments(simulator: Simulator): Promise<readonly LedgerRow[]> {
  return ((await control(simulator, "ledger")) as { readonly payments: readonly LedgerRow[] }).payments;
}

/** From the customer's number to the last screen and a settled payment; the phone approves. */
export async function pay({ terminal, shown }: OpenedTerminal, simulator: Simulator) {
  const screen = () => shown.view?.screen;
  terminal.checkout.byNumber("NO", "912 34 567");
  const isWaiting = () => {
    const now = screen();
    return now?.at === "paying" && now.step === "waiting";
  };
  await until(isWaiting, STEP_MS, "the question on the phone");
  const reference = (await payments(simulator)).at(-1)?.reference ?? "";
  await control(simulator, `phones/${MSISDN}/requests/${reference}`, { do: "approve" });
  const isOver = () => screen()?.at === "done" || screen()?.at === "ended";
  await until(isOver, STEP_MS, "the end of the sale");
  const isSettled = () => {
    const now = screen();
    return (now?.at === "done" || now?.at === "ended") && SETTLED.has(now.money);
  };
  await until(isSettled, STEP_MS, `the money, where ${JSON.stringify(screen())}`);
  const end = screen();
  const payment = (await payments(simulator)).find((row) => row.reference === reference);
  terminal.checkout.finish();
  return { end, payment };
}
