import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Emulator } from "../../simulator/devices/emulated-port.ts";
import { type ServedPty, servePty } from "../../simulator/devices/pty.ts";

export interface UsbDevice {
  /** "ttyUSB0" */
  readonly tty: string;
  /** "1-1.4" */
  readonly socket: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly serial?: string;
  readonly emulator: Emulator;
}

/** A device in a socket. Pulled and put in again it may have another name. */
export interface Plugged {
  /** Its name now; a device on a real pseudo-terminal answers there. */
  readonly path: string;
  unplug(): Promise<void>;
  plug(tty?: string): Promise<void>;
}

/**
 * A machine with USB ports that is a folder: what /sys and /dev would show. The program looks there instead of at the real
 * machine where `MYNTFRI_PORTS_ROOT` names `root`.
 */
export class UsbMachine {
  readonly root = mkdtempSync(join(tmpdir(), "usb-"));
  readonly #ptys: ServedPty[] = [];

  constructor() {
    for (const folder of ["sys/class/tty", "dev"]) mkdirSync(join(this.root, folder), { recursive: true });
  }

  async plug(device: UsbDevice): Promise<Plugged> {
    let { tty } = device;
    const pathOf = (name: string): string => join(this.root, "dev", name);
    const pty = await servePty({ link: pathOf(tty), emulator: device.emulator });
    this.#ptys.push(pty);
    this.#show(device, tty);
    return {
      get path() {
        return pathOf(tty);
      },
      unplug: async () => {
        rmSync(join(this.root, "sys/class/tty", tty), { recursive: true });
        await pty.unplug();
      },
      plug: async (now = tty) => {
        tty = now;
        await pty.plug(pathOf(tty));
        this.#show(device, tty);
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#ptys.map((pty) => pty.close()));
    rmSync(this.root, { recursive: true, force: true });
  }

  #show({ socket, vendorId, productId, serial }: UsbDevice, tty: string): void {
    const device = join(this.root, "sys/devices/usb1", socket);
    const port = join(device, `${socket}:1.0`, tty);
    mkdirSync(port, { recursive: true });
    writeFileSync(join(device, "idVendor"), `${vendorId}\n`);
    writeFileSync(join(device, "idProduct"), `${productId}\n`);
    if (serial !== undefined) writeFileSync(join(device, "serial"), `${serial}\n`);
    const link = join(this.root, "sys/class/tty", tty, "device");
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(port, link);
  }
}
