import { devicesOf } from "../../electron/main/devices.ts";
import type { DeviceSpec } from "../../hardware/contract.ts";
import { createEscposPrinter } from "../../hardware/drivers/escpos/escpos-printer.ts";
import { createMemoryCable, type MemoryCable } from "../../hardware/transport/memory.ts";
import type { BenchEvent, ShelfSlot } from "../../simulator/devices/boards/bench.ts";
import { type EmulatedBoard, WIRE_FAULTS } from "../../simulator/devices/boards/board-shell.ts";
import { paperText } from "../../simulator/devices/printer/paper.ts";
import { createPrinterEmulator, type PrinterEmulator } from "../../simulator/devices/printer/printer-emulator.ts";
import type { Family } from "../hardware/drivers/board-rig.ts";
import type { Life } from "./life.ts";
import type { ConnectedMachinery, Machinery } from "./machinery.ts";
import type { ModelParts } from "./model-machinery.ts";

const LINE = { kind: "serial", path: "/dev/none", baudRate: 9_600 } as const;
const PRINTER: Extract<DeviceSpec, { kind: "printer" }> = {
  id: "printer",
  kind: "printer",
  driver: "escpos",
  line: LINE,
  profile: "epson-80",
};

export interface DriverParts extends ModelParts {
  readonly slots: readonly string[];
  /** Whose board the shelf hangs on. */
  readonly family: Family;
}

/** A controller that runs its motors by itself is waited for longer. */
function windowMs({ driver }: Family): number {
  return driver === "vmc" ? 8_000 : 1_000;
}

function sensorOf({ inputs }: Family): { readonly dropInput?: number } {
  return inputs > 0 ? { dropInput: 1 } : {};
}

/** The real drivers, byte for byte, against an emulated receipt printer and an emulated board of one family. */
export class DriverMachinery implements Machinery {
  readonly #parts: DriverParts;
  readonly #board: EmulatedBoard;
  readonly #printer: PrinterEmulator;
  readonly #shelf: readonly ShelfSlot[];
  #cables: MemoryCable[] = [];
  #isHealthy = false;

  constructor(parts: DriverParts) {
    const { time, ears, family } = parts;
    const { channels, inputs } = family;
    this.#parts = parts;
    // Slots beyond the board's outputs are for sale nowhere.
    this.#shelf = parts.slots
      .slice(0, channels)
      .map((slot, index) => ({ slot, channel: index + 1, ...sensorOf(family), stock: 50 }));
    this.#board = family.emulate({
      ticker: time,
      channels,
      inputs,
      shelf: this.#shelf,
      onEvent: (event) => this.#happened(event),
    });
    this.#printer = createPrinterEmulator({
      model: "epson-80",
      ticker: time,
      onReceipt: (receipt) => ears.paper({ text: paperText(receipt.lines), whole: receipt.ended !== "torn off" }),
    });
  }

  connect(life: Life, changed: () => void): ConnectedMachinery {
    const { time, ears, hasPrinter, hasShelf } = this.#parts;
    this.#printer.switchOn();
    const printerCable = createMemoryCable({ ticker: time, device: this.#printer.plug });
    const boardCable = createMemoryCable({ ticker: time, device: this.#board.device });
    this.#cables = [printerCable, boardCable];
    const { ticker } = life;
    const boardSpec = this.#boardSpec();
    const printer = hasPrinter
      ? createEscposPrinter({ spec: PRINTER, opener: printerCable.opener, ticker, onChange: changed })
      : undefined;
    const board = hasShelf
      ? this.#parts.family.make({ spec: boardSpec, opener: boardCable.opener, ticker, onChange: changed })
      : undefined;
    const devices = devicesOf(
      [...(hasPrinter ? [PRINTER] : []), ...(hasShelf ? [boardSpec] : [])],
      {
        printer: () => printer,
        board: () => board,
        onChange: () => undefined,
        stop: () => Promise.resolve(),
      },
      () => time.trueMs(),
    );
    const { dispenser } = devices;
    return {
      printer: devices.printer,
      dispenser:
        dispenser === undefined
          ? undefined
          : {
              id: dispenser.id,
              state: () => dispenser.state(),
              sellable: (slot) => dispenser.sellable(slot),
              vend: (slot) => {
                ears.vendAsked(slot);
                this.#troubleItem(boardCable);
                return dispenser.vend(slot);
              },
            },
      devices: () => devices.states(),
      disconnect: () => {
        for (const cable of this.#cables) cable.unplug();
      },
    };
  }

  loseCurrent(): void {
    this.#board.bench.reset();
    this.#printer.switchOff();
  }

  heal(): void {
    this.#isHealthy = true;
    this.#mend();
  }

  #mend(): void {
    for (const { slot } of this.#shelf) this.#board.bench.unjam(slot);
    this.#board.bench.release(1);
    this.#board.faults.length = 0;
    this.#printer.heal();
    this.#printer.becomes({ paper: "enough", coverOpen: false });
    for (const cable of this.#cables) cable.plug();
  }

  outputsOn(): number {
    return this.#board.bench.outputs.filter((on) => on).length;
  }

  disturb(): void {
    const { dice, ears, family } = this.#parts;
    // Without a drop sensor a jam is past anybody's knowing: such a board proves its output, and that is what is sold.
    const what = dice.weigh({ jam: family.inputs > 0 ? 3 : 0, unplug: 2, fault: 4, paper: 2, mend: 4 });
    ears.note(`devices: ${what}`);
    switch (what) {
      case "jam":
        if (this.#shelf.length > 0) this.#board.bench.jam(dice.pick(this.#shelf).slot);
        return;
      case "unplug":
        dice.pick(this.#cables).unplug();
        return;
      case "fault":
        this.#faultSoon();
        return;
      case "paper":
        this.#printer.becomes({ paper: "out" });
        return;
      case "mend":
        this.#mend();
    }
  }

  /** What goes wrong with an item goes wrong while it is on its way, seldom in the idle minutes between. */
  #troubleItem(cable: MemoryCable): void {
    const { dice, ears, time, trouble } = this.#parts;
    if (this.#isHealthy || trouble === 0) return;
    const what = dice.weigh({ nothing: 8, fault: 2 * trouble, pull: trouble });
    ears.note(`item: ${what}`);
    if (what === "fault") this.#faultSoon();
    if (what !== "pull") return;
    const pulledMs = dice.between(20, 1_200);
    time.after(pulledMs, () => {
      if (!this.#isHealthy) cable.unplug();
    });
    // A cable of an earlier run of the program stays pulled.
    time.after(pulledMs + dice.between(300, 20_000), () => {
      if (this.#cables.includes(cable)) cable.plug();
    });
  }

  #faultSoon(): void {
    const { dice } = this.#parts;
    for (let at = dice.between(0, 10); at > 0; at -= 1) this.#board.faults.push(undefined);
    this.#board.faults.push(dice.pick(WIRE_FAULTS));
  }

  #happened(event: BenchEvent): void {
    if (event.event === "drop") this.#parts.ears.dropped(event.slot);
    if (event.event !== "output" || !event.on) return;
    const slot = this.#shelf.find((each) => each.channel === event.channel)?.slot;
    if (slot !== undefined) this.#parts.ears.pulsed(slot);
  }

  #boardSpec(): Extract<DeviceSpec, { kind: "dispenser" }> {
    const { family } = this.#parts;
    return {
      id: "board",
      kind: "dispenser",
      driver: family.driver,
      line: LINE,
      channels: family.channels,
      slots: this.#shelf.map(({ slot, channel }) => ({
        slot,
        channel,
        pulseMs: family.pulseMs,
        ...sensorOf(family),
        dropWindowMs: windowMs(family),
      })),
    };
  }
}
