import type { DeviceSpec } from "../../../hardware/contract.ts";
import { startFleet } from "../../../hardware/hosts/fleet.ts";
import { ALIVE_EVERY_MS, type HostKind } from "../../../hardware/hosts/protocol.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { fakeLauncher } from "./fake-host.ts";

export const LINE = { kind: "tcp", host: "127.0.0.1", port: 9_100 } as const;
export const SPECS: readonly DeviceSpec[] = [
  { id: "bar", kind: "printer", driver: "escpos", line: LINE, profile: "generic-80" },
  {
    id: "shelf",
    kind: "dispenser",
    driver: "lcus",
    line: LINE,
    channels: 8,
    slots: [{ slot: "A1", channel: 1, pulseMs: 500, dropWindowMs: 2_000 }],
  },
];
export const SLIP = { id: "7", parts: [] };

/** A fleet whose hosts the test speaks for. */
export function bench(specs = SPECS) {
  const ticker = new ManualTicker();
  const launcher = fakeLauncher();
  const notes: string[] = [];
  let changes = 0;
  const fleet = startFleet({ specs, launcher, ticker, onNote: (what) => notes.push(what) });
  // Nothing is offered before the guard's first word.
  for (const host of launcher.hosts) if (host.kind === "guard") host.says({ say: "alive" });
  fleet.onChange(() => {
    changes += 1;
  });
  const kinds = () => launcher.hosts.map((host) => host.kind);
  const ready = (id: string, kind: HostKind, sellable: readonly string[] = [], locked: readonly string[] = []) =>
    launcher
      .last(kind)
      .says({ say: "condition", id, condition: { state: "ready", what: "Ready." }, sellable, locked });
  /** Lets time pass in which these kinds of host say that they live. */
  async function live(ms: number, ...alive: readonly HostKind[]): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += ALIVE_EVERY_MS) {
      for (const kind of alive) launcher.last(kind).says({ say: "alive" });
      await ticker.advance(ALIVE_EVERY_MS);
    }
  }
  return { ticker, launcher, notes, fleet, kinds, ready, live, changes: () => changes };
}
