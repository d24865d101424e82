import { wordAt } from "../../../hardware/frames/modbus/pdu.ts";
import {
  encodeVmc,
  PROGRESS,
  VMC,
  VMC_ACK,
  type VmcMessage,
  vmcMessages,
} from "../../../hardware/frames/vmc/vmc.ts";
import type { EmulatedPort } from "../emulated-port.ts";
import { withOneTwice } from "../simulations/spoilt-line.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import type { EmulatedBoard, ShellOptions, WireFault } from "./board-shell.ts";

const POLL_MS = 200;
const ANSWER_MS = 100;
const RESEND_MS = 1_000;
const RESENDS = 5;
const TURN_MS = 700;
const SPLIT_MS = 8;

/**
 * A vending machine controller of the FA FB kind: polls, takes a command as the answer, drives the motor and tells its
 * progress until that is acknowledged. A command with the number of the last one is acknowledged and not done again.
 * An aisle is a channel of the bench.
 */
export function createVmcBoardEmulator(options: BenchOptions & Omit<ShellOptions, "bench">): EmulatedBoard {
  const bench = new Bench(options);
  const faults: (WireFault | undefined)[] = [];
  const requests: Uint8Array[] = [];
  const controller = new Controller(bench, options, faults, requests);
  return { bench, faults, requests, device: (port) => controller.connect(port) };
}

class Controller {
  readonly #bench: Bench;
  readonly #options: BenchOptions & Omit<ShellOptions, "bench">;
  readonly #faults: (WireFault | undefined)[];
  readonly #requests: Uint8Array[];
  #port: EmulatedPort | undefined;
  #cancelPoll: (() => void) | undefined;
  #polledMs = Number.NEGATIVE_INFINITY;
  #lastNumber = 0;
  #ownNumber = 0;
  #unacked: { bytes: Uint8Array; left: number; cancel: () => void } | undefined;
  #asked = 0;

  constructor(
    bench: Bench,
    options: BenchOptions & Omit<ShellOptions, "bench">,
    faults: (WireFault | undefined)[],
    requests: Uint8Array[],
  ) {
    this.#bench = bench;
    this.#options = options;
    this.#faults = faults;
    this.#requests = requests;
  }

  connect(port: EmulatedPort): void {
    this.#cancelPoll?.();
    this.#port = port;
    const decoder = vmcMessages();
    port.onBytes((chunk) => {
      for (const item of decoder.hear(chunk)) if (item.kind === "frame") this.#take(item.frame, item.bytes);
    });
    port.onGone(() => {
      if (this.#port !== port) return;
      this.#port = undefined;
      this.#cancelPoll?.();
      this.#unacked?.cancel();
      this.#unacked = undefined;
    });
    this.#poll();
  }

  #poll(): void {
    this.#polledMs = this.#options.ticker.nowMs();
    // A word not acknowledged yet comes before questions: an acknowledgement would not say which of them it means.
    if (this.#unacked === undefined) this.#port?.write(encodeVmc({ command: VMC.poll, body: new Uint8Array(0) }));
    this.#cancelPoll = this.#options.ticker.after(POLL_MS, () => this.#poll());
  }

  #take(message: VmcMessage, bytes: Uint8Array): void {
    if (message.command === VMC.ack) {
      this.#unacked?.cancel();
      this.#unacked = undefined;
      return;
    }
    // Too late for the poll: the controller is not listening any more.
    if (this.#options.ticker.nowMs() - this.#polledMs > ANSWER_MS) return;
    this.#requests.push(bytes);
    const fault = this.#faults.shift() ?? this.#options.fault?.(bytes, this.#asked);
    this.#asked += 1;
    if (fault === "deaf") return;
    if (fault === "stall") {
      this.#options.ticker.after(this.#options.lateMs ?? 1_300, () => this.#obey(message, undefined));
      return;
    }
    this.#obey(message, fault);
  }

  #obey(message: VmcMessage, fault: WireFault | undefined): void {
    if (fault !== "silent") this.#port?.write(VMC_ACK);
    const [number = 0] = message.body;
    if (number === this.#lastNumber && message.command === VMC.drive) return;
    this.#lastNumber = number;
    if (message.command === VMC.checkAisle)
      this.#tell(VMC.aisleStatus, this.#statusOf(wordAt(message.body, 1)), wordAt(message.body, 1), fault);
    if (message.command === VMC.drive) this.#drive(message, fault);
  }

  #statusOf(aisle: number): number {
    return aisle >= 1 && aisle <= this.#bench.channels ? 1 : 3;
  }

  #drive(message: VmcMessage, fault: WireFault | undefined): void {
    const aisle = wordAt(message.body, 3);
    const withSensor = message.body[1] === 1;
    const before = this.#bench.dropped();
    this.#bench.pulse(aisle, TURN_MS - 100);
    if (fault === "hang-up") this.#port?.hangUp();
    if (fault === "reset") {
      this.#bench.reset();
      return;
    }
    this.#tell(VMC.progress, PROGRESS.running, aisle, fault);
    this.#options.ticker.after(TURN_MS, () => {
      const isGood = !withSensor || this.#bench.dropped() > before;
      this.#tell(VMC.progress, isGood ? PROGRESS.success : PROGRESS.jam, aisle, fault);
    });
  }

  /** Said until acknowledged, or given up; the newest word takes the place of an older one. */
  #tell(command: number, status: number, aisle: number, fault: WireFault | undefined): void {
    if (fault === "silent") return;
    this.#ownNumber = (this.#ownNumber % 255) + 1;
    const bytes = encodeVmc({ command, body: Uint8Array.of(this.#ownNumber, status, aisle >>> 8, aisle & 0xff) });
    const spoilt = Uint8Array.from(bytes);
    if (fault === "garbled") spoilt[5] = (spoilt[5] ?? 0) ^ 1;
    const first =
      fault === "half" || fault === "split"
        ? bytes.slice(0, 4)
        : fault === "noise"
          ? Uint8Array.of(0xfa, 0xff, ...bytes)
          : fault === "doubled"
            ? withOneTwice(bytes)
            : spoilt;
    this.#unacked?.cancel();
    const say = (said: Uint8Array, left: number) => {
      this.#port?.write(said);
      const cancel = this.#options.ticker.after(RESEND_MS, () => {
        this.#unacked = undefined;
        if (left > 0) say(bytes, left - 1);
      });
      this.#unacked = { bytes, left, cancel };
    };
    if (fault === "late") this.#options.ticker.after(this.#options.lateMs ?? 1_300, () => say(first, RESENDS));
    else say(first, RESENDS);
    if (fault === "split") this.#options.ticker.after(SPLIT_MS, () => this.#port?.write(bytes.slice(4)));
  }
}
