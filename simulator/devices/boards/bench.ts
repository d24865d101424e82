import type { Ticker } from "../../../hardware/contract.ts";

/** A slot of the emulated shelf: a motor on an output, products, and perhaps a light beam under it. */
export interface ShelfSlot {
  readonly slot: string;
  readonly channel: number;
  readonly dropInput?: number;
  /** Products in the slot; 5 by default. */
  readonly stock?: number;
}

export interface BenchOptions {
  readonly ticker: Ticker;
  readonly channels: number;
  readonly inputs: number;
  readonly shelf: readonly ShelfSlot[];
  /** An output on for less than this does not move a motor. */
  readonly startMs?: number;
  /** From the start of the pulse to the product in the beam. */
  readonly fallAfterMs?: number;
  /** How long a product holds the sensor. */
  readonly beamMs?: number;
  onEvent?(event: BenchEvent): void;
}

export type BenchEvent =
  | { readonly event: "output"; readonly channel: number; readonly on: boolean; readonly atMs: number }
  | { readonly event: "drop"; readonly slot: string; readonly atMs: number }
  | {
      readonly event: "nothing-fell";
      readonly slot: string;
      readonly why: "jammed" | "empty";
      readonly atMs: number;
    }
  | { readonly event: "input"; readonly input: number; readonly on: boolean; readonly atMs: number }
  | { readonly event: "reset"; readonly atMs: number };

const EVENTS_MAX = 10_000;

/**
 * The electrical half of an emulated board, without a language: relays, inputs and a shelf of products. It is the
 * truth that tests compare a driver's word with.
 */
export class Bench {
  readonly events: BenchEvent[] = [];
  readonly channels: number;
  readonly inputCount: number;
  readonly #options: BenchOptions;
  readonly #outputs: boolean[];
  readonly #endings = new Map<number, () => void>();
  readonly #stock = new Map<string, number>();
  readonly #jammed = new Set<string>();
  /** Input → number of things that hold it active. */
  readonly #held = new Map<number, number>();
  /** Inputs that stay active after the next product, and those that never show one. */
  readonly #sticky = new Set<number>();
  readonly #welded = new Set<number>();
  readonly #blind = new Set<number>();
  /** Channel → how often it went on: a motor belongs to one rise. */
  readonly #rises = new Map<number, number>();

  constructor(options: BenchOptions) {
    this.#options = options;
    this.channels = options.channels;
    this.inputCount = options.inputs;
    this.#outputs = Array.from({ length: options.channels }, () => false);
    for (const slot of options.shelf) this.#stock.set(slot.slot, slot.stock ?? 5);
  }

  get outputs(): readonly boolean[] {
    return this.#outputs;
  }

  get inputs(): readonly boolean[] {
    return Array.from({ length: this.inputCount }, (_, index) => (this.#held.get(index + 1) ?? 0) > 0);
  }

  /** Products that fell from a slot; from all slots without a name. */
  dropped(slot?: string): number {
    return this.events.filter((event) => event.event === "drop" && (slot ?? event.slot) === event.slot).length;
  }

  /** Times an output went on. */
  pulses(channel: number): number {
    return this.events.filter((event) => event.event === "output" && event.on && event.channel === channel).length;
  }

  stock(slot: string): number {
    return this.#stock.get(slot) ?? 0;
  }

  fill(slot: string, count: number): void {
    this.#stock.set(slot, count);
  }

  jam(slot: string): void {
    this.#jammed.add(slot);
  }

  unjam(slot: string): void {
    this.#jammed.delete(slot);
  }

  // -------------------------------------------------------------- what the board does

  /** Channels count from 1. */
  switch(channel: number, on: boolean): void {
    this.#endings.get(channel)?.();
    this.#endings.delete(channel);
    this.#set(channel, on);
  }

  /** On, and off again by the board's own clock. */
  pulse(channel: number, forMs: number): void {
    this.switch(channel, true);
    const cancel = this.#options.ticker.after(forMs, () => {
      this.#endings.delete(channel);
      this.#set(channel, false);
    });
    this.#endings.set(channel, cancel);
  }

  /** Power dips: every relay opens. */
  reset(): void {
    this.#tell({ event: "reset", atMs: this.#options.ticker.nowMs() });
    for (let channel = 1; channel <= this.channels; channel++) this.switch(channel, false);
  }

  // -------------------------------------------------------------- what the world does

  /** A contact sticks: the relay stays on whatever it is told. */
  weld(channel: number): void {
    this.#welded.add(channel);
  }

  unweld(channel: number): void {
    this.#welded.delete(channel);
  }

  /** A hand, a leaf, a bottle on its side: the beam is held until `release`. */
  block(input: number): void {
    this.#hold(input, 1);
  }

  release(input: number): void {
    this.#sticky.delete(input);
    if ((this.#held.get(input) ?? 0) > 0) this.#hold(input, -(this.#held.get(input) ?? 0));
  }

  /** The next product hangs in the beam. */
  stick(input: number): void {
    this.#sticky.add(input);
  }

  /** The sensor shows nothing any more. */
  blind(input: number): void {
    this.#blind.add(input);
  }

  /** A product falls although no motor turned. */
  knockLoose(slot: string): void {
    const found = this.#options.shelf.find((shelf) => shelf.slot === slot);
    if (found !== undefined) this.#fall(found);
  }

  /** Something passes the sensor that is no product. */
  wave(input: number): void {
    this.#flash(input);
  }

  #set(channel: number, on: boolean): void {
    if (!on && this.#welded.has(channel)) return;
    if (channel < 1 || channel > this.channels || this.#outputs[channel - 1] === on) return;
    this.#outputs[channel - 1] = on;
    this.#tell({ event: "output", channel, on, atMs: this.#options.ticker.nowMs() });
    if (!on) return;
    const rise = (this.#rises.get(channel) ?? 0) + 1;
    this.#rises.set(channel, rise);
    for (const slot of this.#options.shelf) if (slot.channel === channel) this.#startMotor(slot, rise);
  }

  /** A motor that got going finishes its turn by its own home switch. */
  #startMotor(slot: ShelfSlot, rise: number): void {
    const { ticker, startMs = 40, fallAfterMs = 300 } = this.#options;
    ticker.after(startMs, () => {
      if (this.#outputs[slot.channel - 1] !== true || this.#rises.get(slot.channel) !== rise) return;
      ticker.after(fallAfterMs - startMs, () => this.#fall(slot));
    });
  }

  #fall(slot: ShelfSlot): void {
    const atMs = this.#options.ticker.nowMs();
    const stock = this.stock(slot.slot);
    if (stock === 0 || this.#jammed.has(slot.slot)) {
      const why = stock === 0 ? "empty" : "jammed";
      this.#tell({ event: "nothing-fell", slot: slot.slot, why, atMs });
      return;
    }
    this.#stock.set(slot.slot, stock - 1);
    this.#tell({ event: "drop", slot: slot.slot, atMs });
    if (slot.dropInput !== undefined) this.#flash(slot.dropInput);
  }

  #flash(input: number): void {
    if (this.#blind.has(input)) return;
    this.#hold(input, 1);
    if (this.#sticky.has(input)) return;
    this.#options.ticker.after(this.#options.beamMs ?? 250, () => {
      if ((this.#held.get(input) ?? 0) > 0) this.#hold(input, -1);
    });
  }

  #hold(input: number, by: number): void {
    const before = this.#held.get(input) ?? 0;
    this.#held.set(input, before + by);
    if (before > 0 === before + by > 0) return;
    this.#tell({ event: "input", input, on: before + by > 0, atMs: this.#options.ticker.nowMs() });
  }

  #tell(event: BenchEvent): void {
    if (this.events.length < EVENTS_MAX) this.events.push(event);
    this.#options.onEvent?.(event);
  }
}
