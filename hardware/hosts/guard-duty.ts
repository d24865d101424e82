import type { DeviceSpec, Ticker } from "../contract.ts";
import { createBoard, type DispenserSpec } from "../drivers/registry.ts";
import { openerFor } from "../transport/opener.ts";
import { BlackBox } from "./black-box.ts";
import { DeadMansSwitch } from "./dead-mans-switch.ts";
import { LifelineEar } from "./lifeline.ts";
import { ALIVE_EVERY_MS, type HostPort, SILENT_AFTER_MS } from "./protocol.ts";

/** How long one board may take to prove that its outputs are off. */
const PROOF_MS = 3_000;
const LOOK_AGAIN_MS = 20;
/** How long the dispense host has for switching off by itself when main is gone. */
const LAST_LOOK_AFTER_MS = 1_000;
/** How long the guard keeps main waiting for its first sign of life while it cannot arm its switches. */
const ARM_AT_MOST_MS = 5_000;
/** A vend's checks, the rest before its pulse and the proof after it. */
const AROUND_A_VEND_MS = 5_000;
/** Beyond its pulse a vend is watched at least so long. */
const FALL_AFTER_MS = 2_000;

/**
 * Does nothing as long as it is fed: by main for the dispense host, and by the host itself while it dispenses, for no
 * longer without main than the longest of its vends may take. Told to, or unfed for `SILENT_AFTER_MS`, it opens every board itself, commands all
 * outputs off, reads them back, lets the lines go and says what was proven. It takes no lock: a hung host may hold it.
 */
export function runGuard(port: HostPort, ticker: Ticker, leave: () => void): void {
  new Guard(port, ticker, leave).begin();
}

class Guard {
  readonly #port: HostPort;
  readonly #ticker: Ticker;
  readonly #leave: () => void;
  #specs: readonly DispenserSpec[] = [];
  readonly #switches = new Map<string, DeadMansSwitch>();
  #box: BlackBox | undefined;
  #fedMs = Number.POSITIVE_INFINITY;
  #fedByMainMs = Number.POSITIVE_INFINITY;
  #ear: LifelineEar | undefined;
  #firing: Promise<readonly string[]> | undefined;
  #isOrphan = false;
  #isArmed = false;

  constructor(port: HostPort, ticker: Ticker, leave: () => void) {
    this.#port = port;
    this.#ticker = ticker;
    this.#leave = leave;
  }

  begin(): void {
    this.#watch();
    this.#port.onMessage((message) => {
      if (message.to === "run") void this.#take(message.specs, message.traceFolder);
      if (message.to === "run" && message.lifeline !== undefined) {
        this.#ear ??= new LifelineEar(
          message.lifeline,
          () => this.#hearHost(),
          () => void this.#hostDied(),
        );
      }
      if (message.to === "beat") {
        this.#fedByMainMs = this.#ticker.nowMs();
        this.#fedMs = this.#fedByMainMs;
      }
      if (message.to === "fire") void this.#fire();
      if (message.to === "stop") void this.#stop();
    });
    this.#port.onMainGone(() => this.#lastDuty());
  }

  /** Main is held up and an item is on its way: that counts until the longest vend would be over. */
  #hearHost(): void {
    const nowMs = this.#ticker.nowMs();
    if (this.#fedMs !== Number.POSITIVE_INFINITY && nowMs - this.#fedByMainMs < longestVendMs(this.#specs)) {
      this.#fedMs = nowMs;
    }
  }

  /**
   * The host died with a motor turning. Each millisecond counts, so the frames are said before anything is opened or read back;
   * main, who has seen it as well by then, asks for the proof.
   */
  async #hostDied(): Promise<void> {
    await Promise.all([...this.#switches.values()].map((one) => one.fire()));
    await this.#fire();
  }

  /**
   * Arming loads the drivers, too: when they are needed, every millisecond is one more of a motor turning. The guard is not heard of
   * before: nothing is sold until then, for a pulse that began earlier would have nobody to end it if every process died.
   */
  async #take(specs: readonly DeviceSpec[], folder: string | undefined): Promise<void> {
    this.#specs = specs.filter((spec) => spec.kind === "dispenser");
    this.#box = new BlackBox({
      folder,
      host: "guard",
      ticker: this.#ticker,
      onNote: (what) => void this.#port.send({ say: "note", what }),
    });
    for (const spec of this.#specs) this.#switches.set(spec.id, new DeadMansSwitch(spec, this.#ticker));
    const areArmed = Promise.all([...this.#switches.values()].map((one) => one.arm()));
    await Promise.race([areArmed, new Promise<void>((resolve) => this.#ticker.after(ARM_AT_MOST_MS, resolve))]);
    this.#isArmed = true;
    await this.#port.send({ say: "alive" });
  }

  #watch(): void {
    const dueMs = this.#ticker.nowMs() + ALIVE_EVERY_MS;
    this.#ticker.after(ALIVE_EVERY_MS, () => {
      // While this process was held up itself, no beat could be heard.
      const heldUpMs = this.#ticker.nowMs() - dueMs;
      this.#fedMs += heldUpMs;
      this.#fedByMainMs += heldUpMs;
      if (this.#isArmed) void this.#port.send({ say: "alive" });
      if (!this.#isOrphan && this.#ticker.nowMs() - this.#fedMs > SILENT_AFTER_MS) void this.#fire();
      this.#watch();
    });
  }

  /** Once at a time; until it is fed again, hunger is no new reason. */
  #fire(): Promise<readonly string[]> {
    this.#fedMs = Number.POSITIVE_INFINITY;
    this.#firing ??= this.#switchAllOff().finally(() => {
      this.#firing = undefined;
    });
    return this.#firing;
  }

  /** Answers the boards that were proven off. */
  async #switchAllOff(): Promise<readonly string[]> {
    const results = await Promise.all(
      this.#specs.map(async (spec) => ({
        id: spec.id,
        off: await this.#switchOff(spec),
      })),
    );
    const proven = results.filter(({ off }) => off).map(({ id }) => id);
    await this.#port.send({
      say: "guarded",
      proven,
      unproven: results.filter(({ off }) => !off).map(({ id }) => id),
    });
    return proven;
  }

  /** A board's own start is an all-off with read-back; ready or degraded means that it was proven. */
  async #switchOff(spec: DispenserSpec): Promise<boolean> {
    const ticker = this.#ticker;
    const line = openerFor(spec.line, ticker, { lock: false });
    const opener = this.#box?.tap(line, spec.id) ?? line;
    const board = await createBoard({ spec, opener, ticker }).catch(() => undefined);
    if (board === undefined) return false;
    const isProven = () => board.condition().state === "ready" || board.condition().state === "degraded";
    const endsMs = ticker.nowMs() + PROOF_MS;
    while (!isProven() && ticker.nowMs() < endsMs) {
      await new Promise<void>((resolve) => ticker.after(LOOK_AGAIN_MS, resolve));
    }
    const proven = isProven();
    // Stopping sends one more all-off, also where nothing could be proven.
    await board.stop();
    this.#box?.keep(
      spec.id,
      proven ? "The guard proved the outputs off." : "The guard could not prove the outputs off.",
    );
    return proven;
  }

  async #stop(): Promise<void> {
    this.#ear?.close();
    await Promise.all([...this.#switches.values()].map((one) => one.disarm()));
    await this.#box?.settled();
    await this.#port.send({ say: "stopped" });
    this.#leave();
  }

  /** Main is gone. The dispense host switches off by itself then, if it can; the guard looks after it, and goes. */
  #lastDuty(): void {
    this.#isOrphan = true;
    this.#ticker.after(LAST_LOOK_AFTER_MS, () => void this.#lastLook());
  }

  /** What could not be proven is left to the switches: they act when this process ends. */
  async #lastLook(): Promise<void> {
    this.#ear?.close();
    const proven = await this.#fire();
    await Promise.all(proven.map((id) => this.#switches.get(id)?.disarm()));
    await this.#box?.settled();
    this.#leave();
  }
}

function longestVendMs(specs: readonly DispenserSpec[]): number {
  const slots = specs.flatMap((spec) => spec.slots);
  return (
    Math.max(0, ...slots.map((slot) => Math.max(slot.pulseMs + FALL_AFTER_MS, slot.dropWindowMs))) +
    AROUND_A_VEND_MS
  );
}
