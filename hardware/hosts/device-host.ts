import type { DeviceSpec, Printer, Ticker, VendingBoard } from "../contract.ts";
import { createBoard, createPrinter } from "../drivers/registry.ts";
import { openerFor } from "../transport/opener.ts";
import { ALIVE_EVERY_MS, type HostPort, type ToHost } from "./protocol.ts";

/** How often a device's condition is compared with what main was told last. */
const LOOK_EVERY_MS = 100;

type Running =
  | { readonly kind: "printer"; readonly device: Printer }
  | { readonly kind: "dispenser"; readonly device: VendingBoard; readonly slots: readonly string[] };

/**
 * The inside of a host process: drivers of one kind and nothing else. Counter host and dispense host run this same code in
 * processes of their own, so that no printer's byte can ever come out of a relay board's port.
 */
export function runDeviceHost(port: HostPort, ticker: Ticker, leave: () => void): void {
  const running = new Map<string, Running>();
  const told = new Map<string, string>();

  function look(): void {
    for (const [id, { kind, device, ...more }] of running) {
      const condition = device.condition();
      const slots = kind === "dispenser" && "slots" in more ? (more.slots as readonly string[]) : [];
      const sellable = kind === "dispenser" ? slots.filter((slot) => (device as VendingBoard).sellable(slot)) : [];
      const now = JSON.stringify([condition, sellable]);
      if (told.get(id) === now) continue;
      told.set(id, now);
      port.send({ say: "condition", id, condition, sellable });
    }
  }

  every(ticker, ALIVE_EVERY_MS, () => port.send({ say: "alive" }));
  every(ticker, LOOK_EVERY_MS, look);
  port.onMessage((message) => {
    void obey(message, running, port, ticker).then(() => {
      if (message.to === "stop") leave();
    });
  });
}

function every(ticker: Ticker, ms: number, call: () => void): void {
  ticker.after(ms, () => {
    call();
    every(ticker, ms, call);
  });
}

async function obey(message: ToHost, running: Map<string, Running>, port: HostPort, ticker: Ticker): Promise<void> {
  switch (message.to) {
    case "run":
      for (const spec of message.specs) await start(spec, running, port, ticker);
      return;
    case "print": {
      const found = running.get(message.id);
      const outcome =
        found?.kind === "printer"
          ? await found.device.print(message.slip)
          : ({ is: "failed", nothingPrinted: true, what: `there is no printer ${message.id}` } as const);
      port.send({ say: "printed", call: message.call, outcome });
      return;
    }
    case "kick": {
      const found = running.get(message.id);
      port.send({
        say: "kicked",
        call: message.call,
        outcome: found?.kind === "printer" ? await found.device.kickDrawer() : "refused",
      });
      return;
    }
    case "vend": {
      const found = running.get(message.id);
      const outcome =
        found?.kind === "dispenser"
          ? await found.device.vend(message.slot)
          : ({ is: "not-dropped", evidence: `there is no board ${message.id}` } as const);
      port.send({ say: "vended", call: message.call, outcome });
      return;
    }
    case "all-off": {
      const found = running.get(message.id);
      port.send({
        say: "off",
        call: message.call,
        proven: found?.kind === "dispenser" ? await found.device.allOff() : false,
      });
      return;
    }
    case "stop":
      await Promise.all([...running.values()].map((each) => each.device.stop()));
      port.send({ say: "stopped" });
      return;
    case "beat":
    case "fire":
      return;
  }
}

/** One device that cannot be made must not keep the others from running. */
async function start(
  spec: DeviceSpec,
  running: Map<string, Running>,
  port: HostPort,
  ticker: Ticker,
): Promise<void> {
  const opener = openerFor(spec.line, ticker);
  try {
    if (spec.kind === "printer")
      running.set(spec.id, { kind: "printer", device: await createPrinter({ spec, opener, ticker }) });
    else
      running.set(spec.id, {
        kind: "dispenser",
        device: await createBoard({ spec, opener, ticker }),
        slots: spec.slots.map((wiring) => wiring.slot),
      });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    port.send({ say: "condition", id: spec.id, condition: { state: "fault", what }, sellable: [] });
  }
}
