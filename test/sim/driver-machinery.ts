import { devicesOf } from "../../electron/main/devices.ts";
import type { DeviceSpec } from "../../hardware/contract.ts";
import { createEscposPrinter } from "../../hardware/drivers/escpos/escpos-printer.ts";
import { createModbusBoard } from "../../hardware/drivers/modbus/modbus-board.ts";
import { createMemoryCable, type MemoryCable } from "../../hardware/transport/memory.ts";
import type { BenchEvent, ShelfSlot } from "../../simulator/devices/boards/bench.ts";
import { type EmulatedBoard, WIRE_FAULTS } from "../../simulator/devices/boards/board-shell.ts";
import { createModbusBoardEmulator } from "../../simulator/devices/boards/modbus-board.ts";
import { paperText } from "../../simulator/devices/printer/paper.ts";
import { createPrinterEmulator, type PrinterEmulator } from "../../simulator/devices/printer/printer-emulator.ts";
import type { Life } from "./life.ts";
import type { ConnectedMachinery, Machinery } from "./machinery.ts";
import type { ModelParts } from "./model-machinery.ts";

const CHANNELS = 16;
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
}

/** The real drivers, byte for byte, against an emulated receipt printer and an emulated relay board with a shelf. */
export class DriverMachinery implements Machinery {
  readonly #parts: DriverParts;
  readonly #board: EmulatedBoard;
  readonly #printer: PrinterEmulator;
  readonly #shelf: readonly ShelfSlot[];
  #cables: MemoryCable[] = [];

  constructor(parts: DriverParts) {
    const { time, ears } = parts;
    this.#parts = parts;
    this.#shelf = parts.slots.map((slot, index) => ({ slot, channel: index + 1, dropInput: 1, stock: 50 }));
    this.#board = createModbusBoardEmulator({
      ticker: time,
      channels: CHANNELS,
      inputs: 8,
      shelf: this.#shelf,
      onEvent: (event) => this.#happened(event),
    } as Parameters<typeof createModbusBoardEmulator>[0]);
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
      ? createModbusBoard({ spec: boardSpec, opener: boardCable.opener, ticker, onChange: changed })
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
    for (const { slot } of this.#shelf) this.#board.bench.unjam(slot);
    this.#board.bench.release(1);
    this.#board.faults.length = 0;
    this.#printer.heal();
    this.#printer.becomes({ paper: "enough", coverOpen: false });
    for (const cable of this.#cables) cable.plug();
  }

  disturb(): void {
    const { dice, ears } = this.#parts;
    const what = dice.weigh({ jam: 3, unplug: 2, fault: 4, paper: 2, mend: 4 });
    ears.note(`devices: ${what}`);
    switch (what) {
      case "jam":
        if (this.#shelf.length > 0) this.#board.bench.jam(dice.pick(this.#shelf).slot);
        return;
      case "unplug":
        dice.pick(this.#cables).unplug();
        return;
      case "fault":
        for (let at = dice.between(0, 12); at > 0; at -= 1) this.#board.faults.push(undefined);
        this.#board.faults.push(dice.pick(WIRE_FAULTS));
        return;
      case "paper":
        this.#printer.becomes({ paper: "out" });
        return;
      case "mend":
        this.heal();
    }
  }

  #happened(event: BenchEvent): void {
    if (event.event === "drop") this.#parts.ears.dropped(event.slot);
    if (event.event !== "output" || !event.on) return;
    const slot = this.#shelf.find((each) => each.channel === event.channel)?.slot;
    if (slot !== undefined) this.#parts.ears.pulsed(slot);
  }

  #boardSpec(): Extract<DeviceSpec, { kind: "dispenser" }> {
    return {
      id: "board",
      kind: "dispenser",
      driver: "modbus-rtu",
      line: LINE,
      address: 1,
      channels: CHANNELS,
      slots: this.#shelf.map(({ slot, channel }) => ({
        slot,
        channel,
        pulseMs: 500,
        dropInput: 1,
        dropWindowMs: 1_000,
      })),
    };
  }
}
