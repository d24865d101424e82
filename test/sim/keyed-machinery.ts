import type { Good } from "../../electron/core/good.ts";
import type { Dispenser } from "../../electron/core/ports.ts";
import { devicesOf } from "../../electron/main/devices.ts";
import type { DeviceSpec, SlotWiring } from "../../hardware/contract.ts";
import { createMdbQibixxBoard, createMdbWaferstarBoard } from "../../hardware/drivers/mdb/reader-board.ts";
import { createMemoryCable, type MemoryCable } from "../../hardware/transport/memory.ts";
import { MACHINE_FAULTS, VendingMachine } from "../../simulator/devices/mdb/vending-machine.ts";
import type { MdbAdapter } from "../rig/mdb-rig.ts";
import type { History } from "./history.ts";
import type { Life } from "./life.ts";
import { MachineJudge } from "./machine-judge.ts";
import { overhearMachine, overhearTerminal } from "./machine-line.ts";
import type { ConnectedMachinery, MachineKeys, Machinery } from "./machinery.ts";
import type { ModelParts } from "./model-machinery.ts";
import type { Oracle } from "./oracle.ts";
import type { Script } from "./script.ts";

/** What becomes of an approved item where a script says so; it drops and is reported otherwise. */
export type MachineFate = "jams" | "is-reset" | "loses-its-word" | "is-pulled";

export interface KeyedParts extends Omit<ModelParts, "script"> {
  readonly adapter: MdbAdapter;
  readonly goods: readonly Good[];
  readonly history: History;
  readonly oracle: Oracle;
  readonly script: Pick<Script, "machine"> | undefined;
}

type DispenserSpec = Extract<DeviceSpec, { kind: "dispenser" }>;

const RESULT_MS = 20_000;
/** A machine lets a choice go by itself when nobody answers; longer than any reader takes. */
const PATIENCE_MS = 200_000;
/** A machine that fell out by itself comes back by itself. */
const LOOK_MS = 15_000;
/** After a dip of its power, or while its service door is open. */
const OFF_MS = [1_500, 8_000] as const;

/** A vending machine that chooses for itself, behind an adapter and the real driver: the terminal is its cashless reader. */
export class KeyedMachinery implements Machinery {
  readonly judge: MachineJudge;
  readonly #parts: KeyedParts;
  readonly #machine: VendingMachine;
  readonly #spec: DispenserSpec;
  #cable: MemoryCable | undefined;
  #isHealthy = false;
  #choices = 0;
  #pressed: SlotWiring | undefined;

  constructor(parts: KeyedParts) {
    const { time, adapter, ears, history, oracle } = parts;
    this.#parts = parts;
    this.judge = new MachineJudge(history, oracle, () => time.nowMs());
    this.#spec = specOf(adapter, parts.goods);
    this.#machine = new VendingMachine({
      ticker: time,
      adapter,
      onEvent: (event) => {
        if ("item" in event)
          ears.dropped(this.#spec.slots.find(({ channel }) => channel === event.item)?.slot ?? "");
      },
    });
    this.#lookAfterItself();
  }

  readonly keys: MachineKeys = {
    press: (which) => this.#press(which),
    lever: () => this.#machine.withdraw(),
    isAsking: () => this.#machine.isAsking,
  };

  #lookAfterItself(): void {
    this.#parts.time.after(LOOK_MS, () => {
      this.#boot();
      this.#lookAfterItself();
    });
  }

  connect(life: Life, changed: () => void): ConnectedMachinery {
    const { time, adapter, ears } = this.#parts;
    const device = overhearMachine(adapter, (port) => this.#machine.device(this.#watched(port)), this.judge);
    const cable = createMemoryCable({ ticker: time, device });
    this.#cable = cable;
    const create = adapter === "qibixx" ? createMdbQibixxBoard : createMdbWaferstarBoard;
    const opener = overhearTerminal(adapter, cable.opener, this.judge);
    const board = create({ spec: this.#spec, opener, ticker: life.ticker, onChange: changed });
    const fleet = {
      printer: () => undefined,
      board: () => board,
      onChange: () => undefined,
      stop: () => Promise.resolve(),
    };
    const devices = devicesOf([this.#spec], fleet, () => time.trueMs());
    const { dispenser } = devices;
    if (dispenser === undefined) throw new Error("the machine is no dispenser");
    const watched: Dispenser = {
      ...dispenser,
      vend: (slot) => {
        ears.vendAsked(slot);
        this.#troubleItem(cable);
        return dispenser.vend(slot);
      },
    };
    return {
      printer: undefined,
      dispenser: watched,
      devices: () => devices.states(),
      disconnect: () => cable.unplug(),
    };
  }

  loseCurrent(): void {
    this.#reset();
  }

  heal(): void {
    this.#isHealthy = true;
    this.#mend();
  }

  outputsOn(): number {
    return 0;
  }

  disturb(): void {
    const { dice, ears, time } = this.#parts;
    const what = dice.weigh({ jam: 2, unplug: 2, fault: 4, reset: 2, off: 1, mend: 4 });
    ears.note(`machine: ${what}`);
    switch (what) {
      case "jam":
        this.#machine.isJammed = true;
        return;
      case "unplug":
        this.#cable?.unplug();
        return;
      case "fault":
        this.#faultSoon();
        return;
      case "reset":
        this.#reset();
        return;
      case "off":
        if (!this.#machine.takesChoices) return;
        this.#machine.switchOff();
        time.after(dice.between(...OFF_MS), () => this.#boot());
        return;
      case "mend":
        this.#mend();
    }
  }

  // ------------------------------------------------------------ its customer

  #press(which: "any" | "last"): boolean {
    const { dice, script, trouble, time } = this.#parts;
    if (!this.#machine.takesChoices) return false;
    const { slots } = this.#spec;
    const any = script === undefined ? dice.pick(slots) : slots[0];
    const slot = which === "last" ? (this.#pressed ?? any) : any;
    if (slot === undefined) throw new Error("the machine has no slots");
    const what = script === undefined ? dice.weigh({ sold: 40, dearer: 1, strange: 1 }) : "sold";
    if (trouble > 0 && !this.#isHealthy && dice.chance(0.03 * trouble)) this.#faultSoon();
    this.#pressed = slot;
    this.#choices += 1;
    const choice = this.#choices;
    this.judge.chosen(what === "sold" ? slot.slot : undefined);
    const item = what === "strange" ? slot.channel + 100 : slot.channel;
    this.#machine.select(item, (slot.priceMinor ?? 0) + (what === "dearer" ? 100 : 0));
    time.after(PATIENCE_MS, () => {
      if (choice === this.#choices) this.#machine.withdraw();
    });
    return true;
  }

  // ------------------------------------------------------------ its troubles

  /** What goes wrong with an item goes wrong while it is on its way, seldom in the idle minutes between. */
  #troubleItem(cable: MemoryCable): void {
    const { dice, ears, time, trouble, script } = this.#parts;
    if (script !== undefined) {
      if (script.machine !== undefined) this.#fate(script.machine, cable, 1_000);
      return;
    }
    if (this.#isHealthy || trouble === 0) return;
    const fate = dice.weigh({
      nothing: 8,
      fault: trouble,
      jams: trouble / 2,
      "is-reset": trouble / 2,
      "loses-its-word": trouble / 2,
      "is-pulled": trouble,
    });
    ears.note(`item: ${fate}`);
    if (fate === "nothing") return;
    if (fate === "fault") this.#faultSoon();
    else this.#fate(fate, cable, dice.between(20, 4_000));
    time.after(dice.between(5_000, 60_000), () => {
      this.#machine.isJammed = false;
    });
  }

  #fate(fate: MachineFate, cable: MemoryCable, afterMs: number): void {
    const { time, dice } = this.#parts;
    if (fate === "jams") this.#machine.isJammed = true;
    // Its word on the item, and with the next the one that the session is over.
    if (fate === "loses-its-word") this.#machine.faults.push("silent", "silent");
    if (fate === "is-reset") time.after(afterMs, () => this.#reset());
    if (fate !== "is-pulled") return;
    time.after(afterMs, () => {
      if (!this.#isHealthy) cable.unplug();
    });
    // A cable of an earlier run of the program stays pulled.
    time.after(afterMs + dice.between(300, 20_000), () => {
      if (this.#cable === cable) cable.plug();
    });
  }

  #faultSoon(): void {
    const { dice } = this.#parts;
    for (let at = dice.between(0, 4); at > 0; at -= 1) this.#machine.faults.push(undefined);
    this.#machine.faults.push(dice.pick(MACHINE_FAULTS));
  }

  #reset(): void {
    const { time, dice } = this.#parts;
    this.#machine.reset();
    time.after(dice.between(...OFF_MS), () => this.#boot());
  }

  #boot(): void {
    if (this.#machine.isOff) this.#machine.switchOn();
  }

  #mend(): void {
    this.#machine.isJammed = false;
    this.#machine.faults.length = 0;
    this.#cable?.plug();
    this.#boot();
  }

  /** Tells when an approval arrived and was taken. */
  #watched(port: Parameters<VendingMachine["device"]>[0]): Parameters<VendingMachine["device"]>[0] {
    return {
      ...port,
      onBytes: (heard) =>
        port.onBytes((bytes) => {
          const before = this.#machine.approvals.length;
          heard(bytes);
          if (this.#machine.approvals.length > before) this.judge.taken();
        }),
    };
  }
}

function specOf(adapter: MdbAdapter, goods: readonly Good[]): DispenserSpec {
  return {
    id: "machine",
    kind: "dispenser",
    driver: `mdb-${adapter}`,
    line: { kind: "serial", path: "/dev/none", baudRate: 115_200 },
    channels: goods.length,
    slots: goods.flatMap(({ slot, price }, index) =>
      slot === undefined
        ? []
        : [{ slot, channel: index + 1, pulseMs: 500, dropWindowMs: RESULT_MS, priceMinor: price }],
    ),
  };
}
