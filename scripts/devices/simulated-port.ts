import type { Emulator } from "../../simulator/devices/emulated-port.ts";
import { servePty } from "../../simulator/devices/pty.ts";
import { figureOf } from "../../simulator/devices/simulations/figures.ts";
import { type ServedTcp, serveTcp } from "../../simulator/devices/tcp.ts";

/** Where a simulated device can be reached, and its cable. */
export interface SimulatedPort {
  place(): { readonly link: string } | { readonly tcp: number };
  readonly plugged: boolean;
  unplug(): Promise<void>;
  /** Under the same name, or another. */
  plug(other?: string): Promise<void>;
  close(): Promise<void>;
}

export async function serveSimulation(
  device: Emulator,
  place: { readonly link: string } | { readonly tcp: number },
): Promise<SimulatedPort> {
  return "link" in place ? onTerminal(device, place.link) : onNetwork(device, place.tcp);
}

async function onTerminal(device: Emulator, link: string): Promise<SimulatedPort> {
  const pty = await servePty({ link, emulator: device });
  return {
    place: () => ({ link: pty.path }),
    get plugged() {
      return pty.plugged;
    },
    unplug: () => pty.unplug(),
    plug: (other) => pty.plug(other ?? pty.path),
    close: () => pty.close(),
  };
}

async function onNetwork(device: Emulator, wanted: number): Promise<SimulatedPort> {
  let served: ServedTcp | undefined = await serveTcp(device, wanted);
  let number = served.port;
  return {
    place: () => ({ tcp: number }),
    get plugged() {
      return served !== undefined;
    },
    async unplug() {
      await served?.close();
      served = undefined;
    },
    async plug(other) {
      const place = figureOf(other, number, "return", { least: 1, most: 65_535 });
      served ??= await serveTcp(device, place);
      number = served.port;
    },
    async close() {
      await served?.close();
      served = undefined;
    },
  };
}
