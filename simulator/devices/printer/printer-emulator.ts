import type { Ticker } from "../../../hardware/contract.ts";
import type { EmulatedPort } from "../emulated-port.ts";
import { ReceiveBuffer } from "./buffer.ts";
import { type Condition, isOffline, paperByte, pushedBytes, SOUND, starStatus, statusByte } from "./condition.ts";
import { Distortion } from "./distortion.ts";
import { EmulatedDrawer } from "./drawer.ts";
import type { PrinterFault } from "./faults.ts";
import { MODELS, type PrinterModel } from "./models.ts";
import { OrderClerk } from "./order-clerk.ts";
import { type Order, readOrder } from "./orders.ts";
import { Paper, type PaperLine, type Receipt } from "./paper.ts";
import type { PrintedPaper } from "./paper-png.ts";
import type { PictureStore } from "./picture-store.ts";
import { RealTimeEar, type RealTimeRequest } from "./real-time-ear.ts";
import { readStarOrder } from "./star-orders.ts";

export interface PrinterEmulatorOptions {
  /** A name in MODELS, or a machine of one's own. */
  readonly model: string | PrinterModel;
  readonly ticker: Ticker;
  readonly faults?: readonly PrinterFault[];
  /** How the printer keeps its sender from overrunning the buffer; "none" loses what does not fit. */
  readonly flowControl?: "none" | "xon-xoff" | "hold";
  /** Called when a receipt is cut or torn off. */
  readonly onReceipt?: (receipt: Receipt) => void;
  /** Called when the drawer's coil is fired. */
  readonly onDrawer?: (pin: 2 | 5) => void;
}

const READERS = { escpos: readOrder, "star-line": readStarOrder } as const;
const DOTS_PER_MM = 8;
/** Paper movement is waited out in steps of at least this. */
const STEP_MS = 5;

export function createPrinterEmulator(options: PrinterEmulatorOptions): PrinterEmulator {
  return new PrinterEmulator(options);
}

/**
 * A strict ESC/POS printer: bytes in, bytes and paper out. It keeps a buffer of its model's size, obeys real-time
 * commands the moment they arrive, works off the rest in order at the speed of its paper, and notes everything a real
 * printer would have printed as garbage.
 */
export class PrinterEmulator {
  readonly model: PrinterModel;
  /** Everything cut or torn off so far. */
  readonly receipts: Receipt[] = [];
  /** Commands it did not know or that came where they must not. */
  readonly violations: string[] = [];
  readonly #options: PrinterEmulatorOptions;
  readonly #ticker: Ticker;
  readonly #paper: Paper;
  readonly #clerk: OrderClerk;
  readonly #ear: RealTimeEar;
  readonly #buffer: ReceiveBuffer;
  readonly #drawer: EmulatedDrawer;
  readonly #distortion = new Distortion();
  #ports: EmulatedPort[] = [];
  #faults: PrinterFault[];
  #condition: Condition = SOUND;
  #knifeJammed = false;
  #powered = true;
  #order: number[] = [];
  #orderNeeds = 1;
  #pushes = false;
  #mutedFromHere = false;
  #owedMs = 0;
  #working: (() => void) | undefined;
  #workedBytes = 0;
  #proofs = 0;

  constructor(options: PrinterEmulatorOptions) {
    const model = typeof options.model === "string" ? MODELS[options.model] : options.model;
    if (model === undefined) throw new Error(`no emulated printer is called ${String(options.model)}`);
    this.model = model;
    this.#buffer = new ReceiveBuffer(model.bufferBytes, options.flowControl === "hold", {
      stop: () => this.#rein(0x13, (port) => port.hold()),
      go: () => this.#rein(0x11, (port) => port.release()),
    });
    this.#ear = new RealTimeEar(model.language);
    this.#options = options;
    this.#ticker = options.ticker;
    this.#faults = [...(options.faults ?? [])];
    const violate = (what: string): void => this.#violate(what);
    this.#drawer = new EmulatedDrawer(options.ticker, {
      opens: () => this.becomes({ drawerOpen: true }),
      isJammed: () => this.#has("drawer-jam"),
      violate,
    });
    this.#paper = new Paper(model, () => violate("a line was wider than the paper"));
    this.#clerk = new OrderClerk(model, this.#paper, {
      say: (bytes) => this.#say(bytes),
      proves: () => !this.#has("no-proof"),
      countProof: () => this.#countProof(),
      resetProofs: () => {
        this.#proofs = 0;
      },
      paperByte: () => paperByte(this.#condition),
      kick: (pin, onMs) => this.#kick(pin, onMs),
      pushStatus: (bits) => this.#push(bits),
      knifeSticks: () => this.#knifeSticks(),
      hand: (receipt) => {
        this.receipts.push(receipt);
        options.onReceipt?.(receipt);
      },
      violate,
    });
  }

  /** Joins a line; the printer answers on every line it is joined to. An `Emulator` for serveTcp and servePty. */
  readonly plug = (port: EmulatedPort): void => {
    this.#ports.push(port);
    port.onGone(() => {
      this.#ports = this.#ports.filter((one) => one !== port);
    });
    port.onBytes((bytes) => this.hear(bytes));
  };

  /** Bytes as they come off the line. */
  hear(bytes: Uint8Array): void {
    if (!this.#powered) return;
    for (const byte of bytes) {
      const request = this.#ear.hear(byte);
      this.#buffer.push(byte);
      if (request !== null) this.#obeyNow(request);
    }
    this.#work();
    this.#buffer.stopSender();
  }

  // ------------------------------------------------------------ what a person sees

  get condition(): Condition {
    return this.#condition;
  }

  /** Lines printed since the last cut. */
  get paper(): readonly PaperLine[] {
    return this.#paper.lines;
  }

  /** Lines ever printed, cut off or not. */
  get linesEver(): number {
    return this.#paper.linesEver;
  }

  /** Everything that came out, with what still hangs in the printer; `paperPng` shows it. */
  get printed(): PrintedPaper {
    const hanging = { strips: this.#paper.strips, ended: "still in the printer" } as const;
    return {
      widthDots: this.model.dots,
      pieces: hanging.strips.length === 0 ? this.receipts : [...this.receipts, hanging],
    };
  }

  /** What it keeps over power cuts. */
  get pictures(): PictureStore {
    return this.#clerk.pictures;
  }

  get drawerKicks(): number {
    return this.#drawer.kicks;
  }

  /** Bytes that came when the buffer was full. */
  get lostBytes(): number {
    return this.#buffer.lost;
  }

  get workedBytes(): number {
    return this.#workedBytes;
  }

  // ------------------------------------------------------------ what a person does

  /** Paper, cover, drawer, or a fault as given. */
  becomes(change: Partial<Condition>): void {
    const before = this.#condition;
    this.#condition = { ...before, ...change };
    const differs = pushedBytes(before).some((byte, at) => byte !== pushedBytes(this.#condition)[at]);
    if (differs && this.#pushes) this.#say(this.#wholeStatus());
    this.#work();
  }

  take(fault: PrinterFault): void {
    this.#faults.push(fault);
  }

  /** Ends the faults that last: noise, silence, late or half answers, missing proofs, slowness. */
  heal(): void {
    this.#faults = [];
    this.#mutedFromHere = false;
    this.#knifeJammed = false;
  }

  /** Paper scraps are picked out of the knife; the fault itself stays until the host recovers or power is cycled. */
  clearKnife(): void {
    this.#knifeJammed = false;
  }

  switchOff(): void {
    this.#powered = false;
    this.#proofs = 0;
    this.#forget();
    this.#paper.initialise();
    this.#pushes = false;
    this.#working?.();
    this.#working = undefined;
    this.#owedMs = 0;
  }

  switchOn(): void {
    this.#powered = true;
    if (!this.#knifeJammed) this.#condition = { ...this.#condition, fault: "none" };
  }

  // ------------------------------------------------------------ at once

  #obeyNow(request: RealTimeRequest): void {
    switch (request.is) {
      case "status":
        if (this.model.answersStatus) this.#say([statusByte(request.n, this.#condition)]);
        return;
      case "star-status":
        if (this.model.answersStatus) this.#say(starStatus(this.#condition, this.#proofs));
        return;
      case "recover":
        this.#recover(request.dropping);
        return;
      case "drawer":
        if (this.#condition.fault === "none") this.#kick(request.pin, request.onMs);
        return;
      case "drop-buffers":
        if (!this.model.dropsBuffers) return;
        this.#forget();
        this.#paper.initialise();
        this.#say([0x37, 0x25, 0x00]);
    }
  }

  #recover(dropping: boolean): void {
    if (this.#condition.fault !== "cutter" || this.#knifeJammed) return;
    if (dropping) {
      this.#buffer.clear();
      this.#paper.initialise();
    }
    this.becomes({ fault: "none" });
  }

  #forget(): void {
    this.#buffer.clear();
    this.#order = [];
    this.#orderNeeds = 1;
  }

  // ------------------------------------------------------------ in turn

  #work(): void {
    while (this.#working === undefined && this.#powered && !isOffline(this.#condition)) {
      if (this.#owedMs >= STEP_MS) {
        const waitMs = this.#owedMs;
        this.#owedMs = 0;
        this.#working = this.#ticker.after(waitMs, () => {
          this.#working = undefined;
          this.#work();
        });
        break;
      }
      if (!this.#workOneByte()) break;
    }
    this.#buffer.letSenderGo();
  }

  #workOneByte(): boolean {
    const byte = this.#buffer.shift();
    if (byte === undefined) return false;
    this.#workedBytes++;
    this.#order.push(byte);
    if (this.#order.length >= this.#orderNeeds) {
      const reading = READERS[this.model.language](Uint8Array.from(this.#order));
      if ("needsBytes" in reading) this.#orderNeeds = reading.needsBytes;
      else this.#obey(reading.order);
    }
    this.#strike();
    return true;
  }

  #obey(order: Order): void {
    const bytes = this.#order;
    this.#order = [];
    this.#orderNeeds = 1;
    if (order.is === "unknown") this.#violate(`unknown command ${hex(bytes.slice(0, 8))}`);
    if (order.is !== "real-time" && bytes.length > 4) this.#lookForRealTime(bytes);
    const moved = this.#clerk.carryOut(order);
    this.#owedMs += (moved / DOTS_PER_MM / this.#mmPerSecond) * 1_000;
  }

  /** Five bits, from 31 on to 0; whoever wants to be told is told. */
  #countProof(): void {
    if (this.#has("no-proof")) return;
    this.#proofs = (this.#proofs + 1) % 32;
    if (this.#pushes) this.#say(this.#wholeStatus());
  }

  /** What is pushed when something changed. */
  #wholeStatus(): readonly number[] {
    const isStar = this.model.language === "star-line";
    return isStar ? starStatus(this.#condition, this.#proofs) : pushedBytes(this.#condition);
  }

  #kick(pin: 2 | 5, onMs: number): void {
    this.#options.onDrawer?.(pin);
    this.#drawer.fire(onMs);
  }

  #push(bits: number): void {
    this.#pushes = bits !== 0;
    // A Star waits for the first change.
    if (this.#pushes && this.model.language === "escpos") this.#say(this.#wholeStatus());
  }

  /** True when the knife got stuck instead of cutting. */
  #knifeSticks(): boolean {
    if (!this.#has("cutter-jam")) return false;
    this.#faults = this.#faults.filter((fault) => fault.is !== "cutter-jam");
    this.#knifeJammed = true;
    this.becomes({ fault: "cutter" });
    return true;
  }

  // ------------------------------------------------------------ faults

  get #mmPerSecond(): number {
    const slow = this.#faults.find((fault) => fault.is === "slow");
    return slow?.mmPerSecond ?? this.model.paperMmPerSecond;
  }

  #has(is: PrinterFault["is"]): boolean {
    return this.#faults.some((fault) => fault.is === is);
  }

  /** Lets every fault whose byte or line has come happen, once. */
  #strike(): void {
    const due = (fault: PrinterFault): boolean =>
      ("byte" in fault && fault.byte <= this.#workedBytes) ||
      ("line" in fault && fault.line <= this.#paper.linesEver);
    const struck = this.#faults.filter(due);
    if (struck.length === 0) return;
    this.#faults = this.#faults.filter((fault) => !due(fault));
    for (const fault of struck) this.#happen(fault);
  }

  #happen(fault: PrinterFault): void {
    if (fault.is === "paper-out-at" || fault.is === "paper-out-at-line") this.becomes({ paper: "out" });
    else if (fault.is === "cover-open-at") this.becomes({ coverOpen: true });
    else if (fault.is === "head-hot-at") this.becomes({ fault: "head-hot" });
    else if (fault.is === "unrecoverable-at") this.becomes({ fault: "unrecoverable" });
    else if (fault.is === "silence-at") this.#mutedFromHere = true;
    else if (fault.is === "power-loss-at") this.switchOff();
    else if (fault.is === "unplug-at") for (const port of this.#ports) port.hangUp();
  }

  // ------------------------------------------------------------ speaking

  #say(answer: readonly number[]): void {
    if (!this.#powered || this.#mutedFromHere) return;
    const said = this.#distortion.of(answer, this.#faults);
    const late = this.#faults.find((fault) => fault.is === "late-answers");
    if (late === undefined) this.#utter(said);
    else this.#ticker.after(late.ms, () => this.#utter(said));
  }

  #utter(bytes: readonly number[]): void {
    for (const port of this.#ports) port.write(Uint8Array.from(bytes));
  }

  #rein(sign: number, pull: (port: EmulatedPort) => void): void {
    if (this.#options.flowControl === "xon-xoff") this.#utter([sign]);
    if (this.#options.flowControl === "hold") for (const port of this.#ports) pull(port);
  }

  #lookForRealTime(bytes: readonly number[]): void {
    const ear = new RealTimeEar(this.model.language);
    if (bytes.some((byte) => ear.hear(byte) !== null)) {
      this.#violate(`a real-time command inside ${hex(bytes.slice(0, 4))}`);
    }
  }

  #violate(what: string): void {
    if (this.violations.length < 100) this.violations.push(what);
  }
}

const hex = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
