import { join } from "node:path";
import { setInterval } from "node:timers";
import { loadConfig, plainConfigFaults } from "../../../electron/config/load.ts";
import type { Dispenser, VendOutcome } from "../../../electron/core/ports.ts";
import type { View } from "../../../electron/core/view.ts";
import type { Terminal } from "../../../electron/engine/terminal.ts";
import { openJournal } from "../../../electron/journal/journal.ts";
import { assembleTerminal } from "../../../electron/main/assemble.ts";
import { knownDevices } from "../../../electron/main/known-devices.ts";
import { systemClock } from "../../../electron/main/system-clock.ts";
import { walletClient } from "../../../electron/main/wallet-client.ts";
import type { FromTerminal, ToTerminal } from "./messages.ts";

/**
 * The terminal as it is, without its window: real journal, real client over HTTP, real time. A customer who never tires
 * buys, and the campaign kills the process whenever it likes.
 */
const loaded = loadConfig(process.argv[2] ?? "", process.env, knownDevices);
if (!loaded.ok) throw new Error(plainConfigFaults(loaded.faults));
const { config } = loaded;
const opened = openJournal({ file: join(config.dataFolder, "journal.sqlite") });
if (opened.is === "refused") throw new Error(opened.fault.what);
const { journal } = opened;

const vends = new Map<number, (outcome: VendOutcome) => void>();
let resting = false;
let view: View | undefined;
let nextVend = 1;

function tell(what: FromTerminal): void {
  process.send?.(what);
}

process.on("message", (what: ToTerminal) => {
  if (what.is === "rest") resting = true;
  else vends.get(what.id)?.({ is: what.outcome, evidence: "the shelf said so" });
});
// Whoever started us is gone: so are we.
process.on("disconnect", () => process.exit(0));

const dispenser: Dispenser = {
  id: "shelf",
  state: () => ({ id: "shelf", kind: "dispenser", state: "ready", what: "ready", sinceMs: 0 }),
  sellable: () => true,
  vend: (slot) =>
    new Promise((resolve) => {
      const id = nextVend++;
      vends.set(id, resolve);
      tell({ is: "vend", id, slot });
    }),
};

const terminal = assembleTerminal({
  config,
  clock: systemClock,
  journal,
  gateway: walletClient(config, systemClock, "0"),
  devices: {
    printer: undefined,
    dispenser: config.mode === "vending" ? dispenser : undefined,
    states: () => [],
    lockedSlots: () => [],
    unlockSlot: () => Promise.resolve(false),
  },
  onView: (shown) => {
    view = shown;
    if (shown.screen.at === "done" && shown.screen.orderNumber !== undefined)
      tell({ is: "promised", order: shown.screen.orderNumber });
  },
  onFatal: (error) => {
    tell({ is: "wrong", what: String(error) });
    process.exit(70);
  },
  onNote: () => undefined,
});
terminal.start();
tell({ is: "ready" });
let taps = 0;
setInterval(() => {
  act(terminal);
  if (resting && journal.openSales().size === 0) tell({ is: "quiet" });
}, 40);

function onSale(): readonly { readonly sku: string }[] {
  const soldOut = new Set(view?.frame.soldOut);
  return config.goods.filter(({ sku }) => !soldOut.has(sku));
}

/** One tap, if there is something to tap. Every seventh sale is called off, every eleventh left alone. */
function act(at: Terminal): void {
  const screen = view?.screen;
  if (screen === undefined) return;
  switch (screen.at) {
    case "attract":
      if (!resting) at.begin();
      return;
    case "goods":
      if (resting) at.basket.clear();
      else if (screen.basket.lines.length > 0) at.checkout.open();
      else for (const good of onSale().slice(0, 1 + (taps++ % 2))) at.basket.add(good.sku);
      return;
    case "number":
      at.checkout.byCode();
      taps += 1;
      return;
    case "paying":
      if (resting || (taps % 7 === 0 && screen.step === "waiting")) at.checkout.cancel();
      return;
    case "late":
      at.checkout.answerLate(taps % 2 === 0 ? "take" : "give-back");
      return;
    case "done":
      at.checkout.finish();
      return;
    case "ended":
      if (taps % 2 === 0 || !at.checkout.tryAgain()) at.checkout.finish();
      return;
    default:
      return;
  }
}
