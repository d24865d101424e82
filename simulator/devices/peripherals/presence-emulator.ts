import type { Ticker } from "../../../hardware/contract.ts";
import { encodeRadarAnswer, encodeRadarReport } from "../../../hardware/frames/presence/ld2410.ts";
import { askForTofRate, encodeTofReading } from "../../../hardware/frames/presence/tfmini.ts";
import type { EmulatedPort } from "../emulated-port.ts";

export type PresenceKind = "tof" | "radar";

export interface PresenceEmulatorOptions {
  readonly kind: PresenceKind;
  readonly ticker: Ticker;
  readonly onEvent?: (event: object) => void;
  /** It takes no orders: another make, or a wire that was left out. */
  readonly isDeaf?: boolean;
}

/** What the sensor has before it where nobody stands: a wall, far away. */
const WALL_CM = 400;
const STRONG = 1_200;
const WEAK = 60;
const TOF_A_SECOND = 100;
const RADAR_A_SECOND = 10;
const GATE_CM = 75;
const HELD_MAX = 64;
const ORDER_HEAD = [0xfd, 0xfc, 0xfb, 0xfa];
const ORDER_TAIL = [0x04, 0x03, 0x02, 0x01];

/**
 * A presence sensor and whoever stands before it. It talks by itself as soon as it has power, keeps the rate and the
 * range it was told, and notes every order it does not know.
 */
export class PresenceEmulator {
  readonly violations: string[] = [];
  readonly #options: PresenceEmulatorOptions;
  #distanceCm: number | undefined;
  #isMoving = true;
  #isSilent = false;
  #perSecond: number;
  #farthestCm = 8 * GATE_CM;
  #takesOrders = false;
  #port: EmulatedPort | undefined;
  #cancel: (() => void) | undefined;
  #heard: number[] = [];

  constructor(options: PresenceEmulatorOptions) {
    this.#options = options;
    this.#perSecond = options.kind === "tof" ? TOF_A_SECOND : RADAR_A_SECOND;
  }

  readonly device = (port: EmulatedPort): void => {
    this.#cancel?.();
    this.#port = port;
    port.onBytes((bytes) => this.#hear(bytes));
    port.onGone(() => {
      if (this.#port !== port) return;
      this.#port = undefined;
      this.#cancel?.();
    });
    this.#talk();
  };

  get readingsASecond(): number {
    return this.#perSecond;
  }

  /** Radar: how far it was told to look. */
  get farthestCm(): number {
    return this.#farthestCm;
  }

  get distanceCm(): number | undefined {
    return this.#distanceCm;
  }

  /** Somebody stands there; a radar also sees whether they move. */
  stands(distanceCm: number, isMoving = true): void {
    this.#distanceCm = distanceCm;
    this.#isMoving = isMoving;
  }

  leaves(): void {
    this.#distanceCm = undefined;
  }

  /** It hangs: powered, and says nothing. */
  hangs(isSilent: boolean): void {
    this.#isSilent = isSilent;
  }

  stop(): void {
    this.#cancel?.();
  }

  /** The next reading as bytes. */
  reading(): Uint8Array {
    const at = this.#distanceCm;
    if (this.#options.kind === "tof")
      return at === undefined ? encodeTofReading(WALL_CM, WEAK) : encodeTofReading(at, STRONG);
    const seen = at === undefined || at > this.#farthestCm ? undefined : at;
    return encodeRadarReport(this.#isMoving ? seen : undefined, this.#isMoving ? undefined : seen);
  }

  #talk(): void {
    this.#cancel = this.#options.ticker.after(1_000 / this.#perSecond, () => {
      if (!this.#isSilent && !this.#takesOrders) this.#port?.write(this.reading());
      if (this.#port !== undefined) this.#talk();
    });
  }

  #hear(bytes: Uint8Array): void {
    if (this.#options.isDeaf === true) return;
    this.#heard.push(...bytes);
    while (this.#heard.length > 0) {
      const took = this.#options.kind === "tof" ? this.#tofOrder() : this.#radarOrder();
      if (took === 0 && this.#heard.length <= HELD_MAX) return;
      if (took === 0) this.violations.push("an order that never ends");
      this.#heard.splice(0, Math.max(took, 1));
    }
  }

  /** How many bytes were an order, or rubbish; 0 when more must come. */
  #tofOrder(): number {
    const [head, length = 6, order, low = 0, high = 0] = this.#heard;
    if (head !== 0x5a) return this.#rubbish();
    if (this.#heard.length < 2 || this.#heard.length < length) return 0;
    const rate = low + high * 256;
    const isRate = order === 0x03 && `${this.#heard.slice(0, 6)}` === `${[...askForTofRate(rate)]}`;
    if (!isRate || rate < 1 || rate > 1_000) return this.#rubbish();
    this.#perSecond = rate;
    this.#options.onEvent?.({ event: "rate", rate });
    return 6;
  }

  #radarOrder(): number {
    const heard = this.#heard;
    if (!ORDER_HEAD.slice(0, heard.length).every((byte, at) => heard[at] === byte)) return this.#rubbish();
    const [low = 0, high = 0] = heard.slice(4);
    const length = 10 + low + high * 256;
    if (heard.length < 6 || heard.length < length) return 0;
    const body = heard.slice(6, length - 4);
    if (`${heard.slice(length - 4, length)}` !== `${ORDER_TAIL}`) return this.#rubbish();
    this.#obey(body);
    return length;
  }

  #obey([order = 0, , ...value]: readonly number[]): void {
    // Outside of its order mode it hears one order alone: to enter it.
    const isHeard = order === 0xff || this.#takesOrders;
    if (!isHeard) this.violations.push(`order ${order.toString(16)} before the mode for orders`);
    else if (order === 0xff) this.#takesOrders = true;
    else if (order === 0xfe) this.#takesOrders = false;
    else if (order === 0x60) this.#farthestCm = Math.max(value[2] ?? 8, value[8] ?? 8) * GATE_CM;
    else this.violations.push(`no order ${order.toString(16)}`);
    this.#options.onEvent?.({ event: "order", order });
    const more = order === 0xff ? [0x01, 0x00, 0x40, 0x00] : [];
    if (!this.#isSilent) this.#port?.write(encodeRadarAnswer(order, isHeard, more));
  }

  #rubbish(): number {
    this.violations.push(`rubbish ${(this.#heard[0] ?? 0).toString(16)}`);
    return 1;
  }
}
