import type { DeviceState, PrintOutcome, VendOutcome } from "../../electron/core/ports.ts";
import type { Slip } from "../../electron/core/slip.ts";
import type { Dice } from "./dice.ts";
import type { Life } from "./life.ts";
import type { ConnectedMachinery, Machinery, MachineryEars } from "./machinery.ts";
import type { Script } from "./script.ts";
import type { SimTime } from "./sim-time.ts";

export type VendFate =
  | "drops"
  | "jams"
  | "drops-unseen"
  | "jams-unseen"
  | "drops-late"
  | "drops-silent"
  | "jams-silent"
  | "breaks"
  | "refuses";
export type PrintFate = "prints" | "prints-unproven" | "fails-at-once" | "fails-midway" | "silent";

export interface ModelParts {
  readonly time: SimTime;
  readonly dice: Dice;
  readonly ears: MachineryEars;
  readonly hasPrinter: boolean;
  readonly hasShelf: boolean;
  /** 0: nothing ever goes wrong. */
  readonly trouble: number;
  readonly script: Pick<Script, "vends" | "prints"> | undefined;
}

/**
 * Printer and shelf as strict models of their drivers' contract: one act at a time, every outcome a driver may give, and a
 * truth that agrees with it exactly as far as the contract promises.
 */
export class ModelMachinery implements Machinery {
  readonly #parts: ModelParts;
  #printerState: DeviceState["state"] = "ready";
  #boardState: DeviceState["state"] = "ready";
  #healthy = false;
  #currentSince = 0;
  #vends = 0;
  #vending: number | undefined;
  #changed: () => void = () => undefined;

  constructor(parts: ModelParts) {
    this.#parts = parts;
  }

  connect(life: Life, changed: () => void): ConnectedMachinery {
    this.#changed = changed;
    this.#vending = undefined;
    const printerState = (): DeviceState => stateOf("printer", this.#printerState);
    const boardState = (): DeviceState => stateOf("dispenser", this.#boardState);
    const { hasPrinter, hasShelf } = this.#parts;
    return {
      printer: hasPrinter
        ? { id: "printer", state: printerState, print: (slip) => this.#print(life, slip) }
        : undefined,
      dispenser: hasShelf
        ? {
            id: "board",
            state: boardState,
            sellable: () => this.#boardState === "ready" || this.#boardState === "degraded",
            vend: (slot) => this.#vend(life, slot),
          }
        : undefined,
      devices: () => [...(hasPrinter ? [printerState()] : []), ...(hasShelf ? [boardState()] : [])],
      disconnect: () => undefined,
    };
  }

  loseCurrent(): void {
    this.#currentSince += 1;
  }

  heal(): void {
    this.#healthy = true;
    this.#printerState = "ready";
    this.#boardState = "ready";
    this.#changed();
  }

  outputsOn(): number {
    return 0;
  }

  disturb(): void {
    const { dice } = this.#parts;
    if (dice.chance(0.5)) this.#printerState = this.#printerState === "ready" ? "fault" : "ready";
    else this.#boardState = this.#boardState === "ready" ? "absent" : "ready";
    this.#parts.ears.note(`printer ${this.#printerState}, board ${this.#boardState}`);
    this.#changed();
  }

  // ------------------------------------------------------------ shelf

  async #vend(life: Life, slot: string): Promise<VendOutcome> {
    if (life.dead) return never();
    const { dice, ears, trouble } = this.#parts;
    ears.vendAsked(slot);
    if (this.#vending === life.number) throw new Error("two items were asked for at once");
    if (this.#boardState === "absent") return { is: "not-dropped", evidence: "the board is not connected" };
    this.#vending = life.number;
    const scripted = this.#parts.script?.vends?.[this.#vends];
    this.#vends += 1;
    const fate: VendFate =
      scripted ??
      (this.#healthy
        ? "drops"
        : dice.weigh({
            drops: 10,
            jams: trouble,
            "drops-unseen": trouble / 2,
            "jams-unseen": trouble / 2,
            "drops-late": trouble / 4,
            "drops-silent": trouble / 4,
            "jams-silent": trouble / 4,
            breaks: trouble / 8,
            refuses: trouble / 4,
          }));
    ears.note(`shelf ${slot}: ${fate}`);
    if (fate === "refuses") {
      await life.wait(20);
      this.#vending = undefined;
      return { is: "not-dropped", evidence: "the board refused" };
    }
    ears.pulsed(slot);
    const falls = fate.startsWith("drops") || (fate === "breaks" && dice.chance(0.5));
    if (falls) this.#fall(slot, dice.between(300, 1_200));
    if (fate === "drops-silent" || fate === "jams-silent") {
      // Its caller gives it up; so does the model, in time for the next act.
      await life.wait(50_000);
      this.#vending = undefined;
      return never();
    }
    if (fate === "drops-late") this.#vending = undefined;
    await life.wait(fate === "drops-late" ? dice.between(61_000, 90_000) : dice.between(1_300, 4_000));
    this.#vending = undefined;
    if (fate === "breaks") throw new Error("the driver has a bug");
    if (fate === "drops" || fate === "drops-late") return { is: "dropped", evidence: "the beam saw it" };
    if (fate === "jams") return { is: "not-dropped", evidence: "the beam saw nothing" };
    return { is: "unknown", evidence: "the line was lost" };
  }

  /** A motor without current stops; what hangs over the edge may fall all the same. */
  #fall(slot: string, afterMs: number): void {
    const current = this.#currentSince;
    const falls = this.#parts.dice.chance(0.5);
    this.#parts.time.after(afterMs, () => {
      if (current === this.#currentSince || falls) this.#parts.ears.dropped(slot);
    });
  }

  // ------------------------------------------------------------ printer

  async #print(life: Life, slip: Slip): Promise<PrintOutcome> {
    if (life.dead) return never();
    const { dice, ears, trouble } = this.#parts;
    if (this.#printerState !== "ready")
      return { is: "failed", nothingPrinted: true, what: "the printer is not ready" };
    const fate: PrintFate =
      this.#parts.script?.prints ??
      (this.#healthy
        ? "prints"
        : dice.weigh({
            prints: 10,
            "prints-unproven": trouble,
            "fails-at-once": trouble / 2,
            "fails-midway": trouble / 2,
            silent: trouble / 4,
          }));
    ears.note(`printer: ${fate} ${slip.id}`);
    if (fate === "fails-at-once") return { is: "failed", nothingPrinted: true, what: "no paper" };
    const current = this.#currentSince;
    const comesOut = fate !== "silent" || dice.chance(0.5);
    this.#parts.time.after(dice.between(200, 900), () => {
      if (comesOut && current === this.#currentSince)
        ears.paper({ text: textOf(slip), whole: fate !== "fails-midway" });
    });
    if (fate === "silent") return never();
    await life.wait(dice.between(900, 2_000));
    if (fate === "prints") return { is: "printed" };
    if (fate === "fails-midway") return { is: "failed", nothingPrinted: false, what: "the paper ran out" };
    return { is: "unconfirmed", what: "the printer did not prove it" };
  }
}

function stateOf(kind: "printer" | "dispenser", state: DeviceState["state"]): DeviceState {
  return { id: kind, kind, state, what: state, sinceMs: 0 };
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

export function textOf(slip: Slip): string {
  return slip.parts
    .map((part) => (part.part === "text" ? part.text : part.part === "row" ? `${part.left} ${part.right}` : ""))
    .join("\n");
}
