import type {
  CustomerDisplay,
  DeviceCondition,
  DeviceSpec,
  Nearness,
  Printer,
  Ticker,
  VendingBoard,
} from "../contract.ts";
import { createBoard, createDisplay, createPresence, createPrinter, createScanner } from "../drivers/registry.ts";
import { LineMeter } from "../service/line-meter.ts";
import { openerFor } from "../transport/opener.ts";
import { BlackBox } from "./black-box.ts";
import { Lifeline } from "./lifeline.ts";
import { type Act, ALIVE_EVERY_MS, type FromHost, type HostPort, type ToHost } from "./protocol.ts";

/** How often a device's condition is compared with what main was told last. */
const LOOK_EVERY_MS = 100;
/** For switching off and closing when main is gone: nobody is left to end a host that hangs. */
const LAST_MS = 3_000;
/** How often main is told how the lines do. */
const SERVICE_EVERY_MS = 10_000;

interface Running {
  readonly printer?: Printer;
  readonly board?: VendingBoard;
  readonly display?: CustomerDisplay;
  condition(): DeviceCondition;
  sellable?(): readonly string[];
  locked?(): readonly string[];
  choice?(): string | undefined;
  /** False when there is no such slot. */
  unlock?(slot: string): boolean;
  nearness?(): Nearness;
  /** Undefined where it is not counted. */
  misheard?(): number | undefined;
  stop(): Promise<void>;
}

/**
 * The inside of a host process: drivers of one kind and nothing else. Counter host and dispense host run this same code in
 * processes of their own, so that no printer's byte can ever come out of a relay board's port.
 */
export function runDeviceHost(host: string, port: HostPort, ticker: Ticker, leave: () => void): void {
  new DeviceHost(host, port, ticker, leave).begin();
}

class DeviceHost {
  readonly #host: string;
  readonly #port: HostPort;
  readonly #ticker: Ticker;
  readonly #leave: () => void;
  readonly #running = new Map<string, Running>();
  readonly #told = new Map<string, { readonly state: DeviceCondition["state"]; readonly text: string }>();
  readonly #nearness = new Map<string, Nearness>();
  /** Answers that are still owed to main. */
  readonly #owed = new Set<Promise<void>>();
  readonly #meters = new Map<string, LineMeter>();
  readonly #toldFigures = new Map<string, string>();
  #box: BlackBox | undefined;
  #lifeline: Lifeline | undefined;
  #started: Promise<void> | undefined;
  #isStopping = false;

  constructor(host: string, port: HostPort, ticker: Ticker, leave: () => void) {
    this.#host = host;
    this.#port = port;
    this.#ticker = ticker;
    this.#leave = leave;
  }

  begin(): void {
    this.#every(ALIVE_EVERY_MS, () => void this.#port.send({ say: "alive" }));
    this.#every(LOOK_EVERY_MS, () => this.#look());
    this.#every(SERVICE_EVERY_MS, () => this.#tellService());
    this.#port.onMessage((message) => this.#obey(message));
    this.#port.onMainGone(() => {
      this.#ticker.after(LAST_MS, this.#leave);
      void this.#stop();
    });
  }

  #every(ms: number, call: () => void): void {
    this.#ticker.after(ms, () => {
      call();
      this.#every(ms, call);
    });
  }

  #look(): void {
    for (const [id, device] of this.#running) {
      this.#tell(id, device.condition(), device.sellable?.() ?? [], device.locked?.() ?? [], device.choice?.());
      if (device.nearness !== undefined) this.#tellNearness(id, device.nearness());
    }
  }

  #tellNearness(id: string, nearness: Nearness): void {
    if (this.#nearness.get(id) === nearness) return;
    this.#nearness.set(id, nearness);
    void this.#port.send({ say: "nearness", id, nearness });
  }

  #tell(
    id: string,
    condition: DeviceCondition,
    sellable: readonly string[],
    locked: readonly string[] = [],
    choice?: string,
  ): void {
    const text = JSON.stringify([condition, sellable, locked, choice]);
    const before = this.#told.get(id);
    if (before?.text === text) return;
    this.#told.set(id, { state: condition.state, text });
    const isWorse = isGood(before?.state) && !isGood(condition.state);
    if (isWorse || condition.state === "fault") this.#box?.keep(id, condition.what);
    const chosen = choice === undefined ? {} : { choice };
    void this.#port.send({ say: "condition", id, condition, sellable, locked, ...chosen });
  }

  #tellService(): void {
    for (const [id, meter] of this.#meters) {
      const misheard = this.#running.get(id)?.misheard?.();
      const figures = { ...meter.figures(), ...(misheard === undefined ? {} : { misheard }) };
      const text = JSON.stringify(figures);
      if (this.#toldFigures.get(id) === text) continue;
      this.#toldFigures.set(id, text);
      void this.#port.send({ say: "service", id, figures });
    }
  }

  #obey(message: ToHost): void {
    switch (message.to) {
      case "run":
        if (message.lifeline !== undefined) this.#lifeline ??= new Lifeline(message.lifeline, this.#ticker);
        this.#started ??= this.#start(message.specs, message.traceFolder);
        return;
      case "stop":
        void this.#stop();
        return;
      case "show":
        // The lines come again when they change; what is shown before the drivers are loaded waits for them.
        void this.#started?.then(() => this.#running.get(message.id)?.display?.show(message.lines));
        return;
      case "beat":
      case "fire":
      case "find":
      case "halt":
        return;
      case "print":
      case "kick":
      case "vend":
      case "all-off":
      case "unlock":
      case "refuse":
        this.#owe(message);
        return;
    }
  }

  /** What is asked while the drivers are still being loaded waits for them. */
  #owe(act: Act): void {
    const owed = (this.#started ?? Promise.resolve())
      .then(() => this.#answerTo(act))
      .then((answer) => {
        const doubt = doubtOf(answer);
        if (doubt !== undefined) this.#box?.keep(act.id, doubt);
        return this.#port.send(answer);
      });
    this.#owed.add(owed);
    void owed.then(() => this.#owed.delete(owed));
  }

  #answerTo(act: Act): Promise<FromHost> {
    const answer = () => answerTo(act, this.#running.get(act.id));
    return act.to === "vend" && this.#lifeline !== undefined ? this.#lifeline.during(answer) : answer();
  }

  /** Outputs off, lines closed, the last answers given. */
  async #stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    await this.#started;
    await Promise.all([...this.#running.values()].map((device) => device.stop()));
    await Promise.all(this.#owed);
    await this.#box?.settled();
    await this.#port.send({ say: "stopped" });
    this.#leave();
  }

  /** One device that cannot be made must not keep the others from running. */
  async #start(specs: readonly DeviceSpec[], folder: string | undefined): Promise<void> {
    const box = new BlackBox({
      folder,
      host: this.#host,
      ticker: this.#ticker,
      onNote: (what) => void this.#port.send({ say: "note", what }),
    });
    this.#box = box;
    for (const spec of specs) {
      try {
        this.#running.set(spec.id, await this.#made(spec, box));
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        this.#tell(spec.id, { state: "fault", what, trouble: "misconfigured" }, []);
      }
    }
  }

  async #made(spec: DeviceSpec, box: BlackBox): Promise<Running> {
    const ticker = this.#ticker;
    const meter = new LineMeter(ticker);
    this.#meters.set(spec.id, meter);
    const untapped = meter.tap(openerFor(spec.line, ticker));
    // What is scanned may be a customer's own code: the black box does not hear it.
    const opener = spec.kind === "scanner" ? untapped : box.tap(untapped, spec.id);
    switch (spec.kind) {
      case "printer":
        return runningPrinter(
          await createPrinter({
            spec,
            opener,
            ticker,
            onDrawer: (news) => void this.#port.send({ say: "drawer", id: spec.id, news }),
          }),
        );
      case "dispenser":
        return runningBoard(await createBoard({ spec, opener, ticker }), spec);
      case "display":
        return runningDisplay(await createDisplay({ spec, opener, ticker }));
      case "presence":
        return createPresence({ spec, opener, ticker });
      case "scanner": {
        const onScan = (text: string): void => void this.#port.send({ say: "scanned", id: spec.id, text });
        return createScanner({ spec, opener, ticker, onScan });
      }
    }
  }
}

function isGood(state: DeviceCondition["state"] | undefined): boolean {
  return state === "ready" || state === "degraded";
}

/** What somebody may want to look into later; undefined when the answer is certain. */
function doubtOf(answer: FromHost): string | undefined {
  if (answer.say === "vended") return answer.outcome.is === "unknown" ? answer.outcome.evidence : undefined;
  if (answer.say === "kicked") return answer.outcome === "unknown" ? "The drawer may have been fired." : undefined;
  if (answer.say === "off") return answer.proven ? undefined : "The outputs could not be proven off.";
  if (answer.say !== "printed" || answer.outcome.is === "printed") return undefined;
  return answer.outcome.is === "failed" && answer.outcome.nothingPrinted ? undefined : answer.outcome.what;
}

async function answerTo(act: Act, device: Running | undefined): Promise<FromHost> {
  const { call, id } = act;
  switch (act.to) {
    case "print": {
      const none = { is: "failed", nothingPrinted: true, what: `There is no printer ${id}.` } as const;
      return { say: "printed", call, outcome: (await device?.printer?.print(act.slip)) ?? none };
    }
    case "kick":
      return { say: "kicked", call, outcome: (await device?.printer?.kickDrawer()) ?? "refused" };
    case "vend": {
      const none = { is: "not-dropped", evidence: `There is no board ${id}.` } as const;
      return { say: "vended", call, outcome: (await device?.board?.vend(act.slot)) ?? none };
    }
    case "all-off":
      return { say: "off", call, proven: (await device?.board?.allOff()) ?? false };
    case "unlock":
      return { say: "unlocked", call, found: device?.unlock?.(act.slot) ?? false };
    case "refuse":
      return { say: "refused", call, done: (await device?.board?.refuse?.(act.slot)) ?? false };
  }
}

function runningPrinter(printer: Printer): Running {
  return {
    printer,
    condition: () => printer.condition(),
    misheard: () => printer.misheard?.(),
    stop: () => printer.stop(),
  };
}

function runningDisplay(display: CustomerDisplay): Running {
  return { display, condition: () => display.condition(), stop: () => display.stop() };
}

function runningBoard(board: VendingBoard, spec: Extract<DeviceSpec, { kind: "dispenser" }>): Running {
  const slots = spec.slots.map(({ slot }) => slot);
  return {
    board,
    condition: () => board.condition(),
    sellable: () => slots.filter((slot) => board.sellable(slot)),
    locked: () => board.lockedSlots(),
    choice: () => board.choice?.(),
    misheard: () => board.misheard?.(),
    unlock: (slot) => {
      const isOurs = slots.includes(slot);
      if (isOurs) board.unlock(slot);
      return isOurs;
    },
    stop: () => board.stop(),
  };
}
