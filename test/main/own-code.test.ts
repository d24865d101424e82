import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig, plainConfigFaults } from "../../electron/config/load.ts";
import type { View } from "../../electron/core/view.ts";
import { openJournal } from "../../electron/journal/journal.ts";
import { assembleTerminal } from "../../electron/main/assemble.ts";
import { devicesOf } from "../../electron/main/devices.ts";
import { knownDevices } from "../../electron/main/known-devices.ts";
import { systemClock } from "../../electron/main/system-clock.ts";
import { walletClient } from "../../electron/main/wallet-client.ts";
import { startFleet } from "../../hardware/hosts/fleet.ts";
import { nodeLauncher } from "../../hardware/hosts/node-launcher.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { startSurroundings } from "../../scripts/demo/surroundings.ts";
import { until } from "../hardware/transport/serial-bench.ts";

const CUSTOMER = "4791234567";
const STEP_MS = 60_000;

/** The demonstration's till without its window: its own configuration, host processes, wallet, scanner and printer. */
async function openTill(api: "epayment" | "ecom", atEnd: (close: () => Promise<void>) => void) {
  const around = await startSurroundings({ mode: "counter", api, withScanner: true });
  atEnd(() => around.close());
  const loaded = loadConfig(around.configFile, {}, knownDevices);
  if (!loaded.ok) throw new Error(plainConfigFaults(loaded.faults));
  const { config } = loaded;
  const opened = openJournal({ file: join(around.folder, "journal.sqlite") });
  if (opened.is === "refused") throw new Error(opened.fault.what);
  const launcher = nodeLauncher();
  const fleet = startFleet({ specs: config.devices, launcher, ticker: steadyTicker });
  const shown: { view?: View } = {};
  const terminal = assembleTerminal({
    config,
    clock: systemClock,
    journal: opened.journal,
    gateway: walletClient(config, systemClock, "0"),
    devices: devicesOf(config.devices, fleet, () => systemClock.nowMs()),
    onView: (view) => {
      shown.view = view;
    },
    onFatal: (error) => {
      throw error;
    },
    onNote: () => undefined,
  });
  fleet.onChange(() => terminal.devicesChanged());
  fleet.onScan((text) => terminal.scans.take(text));
  atEnd(async () => {
    terminal.stop();
    await fleet.stop();
  });
  terminal.start();
  const screen = () => shown.view?.screen;
  const isReady = () => {
    const now = screen();
    return now?.at === "goods" && now.available && shown.view?.frame.troubles.length === 0;
  };
  await until(isReady, STEP_MS, "the till and its devices");
  return { around, terminal, screen, journal: opened.journal };
}

test.concurrent.each(["epayment", "ecom"] as const)(
  "a phone held before the scanner on a serial line pays what is in the basket (%s)",
  async (api) => {
    const closings: (() => Promise<void>)[] = [];
    try {
      const { around, terminal, screen, journal } = await openTill(api, (close) => closings.unshift(close));
      await around.phone.showAtTill(CUSTOMER);
      const isSaid = () => {
        const now = screen();
        return now?.at === "goods" && now.scan?.is === "own-code" && now.scan.why === "empty";
      };
      await until(isSaid, STEP_MS, "the words about an empty basket");
      const good = terminal
        .catalogue()
        .goods.find(({ choices, openPrice, minimumAge }) => (choices ?? openPrice ?? minimumAge) === undefined);
      expect(terminal.basket.add(good?.sku ?? "")).toBe(true);
      await around.phone.showAtTill(CUSTOMER);
      const reference = await around.phone.rings(CUSTOMER, STEP_MS);
      await around.phone.act(CUSTOMER, reference, "approve");
      const isPaid = () => {
        const now = screen();
        return now?.at === "done" && now.money === "paid";
      };
      await until(isPaid, STEP_MS, "the payment");
      expect(await around.phone.ledger()).toMatchObject([{ reference, captured: good?.price }]);
      expect(around.scanner).toMatchObject({ scans: 2, violations: 0 });
      expect(JSON.stringify([...journal.all()])).not.toContain("qr.vipps.no");
    } finally {
      for (const close of closings) await close();
    }
  },
  4 * STEP_MS,
);
