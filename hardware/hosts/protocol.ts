import type {
  DeviceCondition,
  DeviceSpec,
  DrawerNews,
  KickOutcome,
  Nearness,
  PrintOutcome,
  Slip,
  VendOutcome,
} from "../contract.ts";
import { TROUBLES } from "../contract.ts";
import type { Sureness } from "../identify/configuration-lines.ts";
import type { Identification } from "../identify/identify-port.ts";
import type { Listed, PlacedDevice } from "../identify/listed-ports.ts";
import type { AlikePort, WhichOne } from "../identify/which-one.ts";
import type { LineFigures } from "../service/line-meter.ts";

/** What a host does for one device, once, and answers under the same number. */
export type Act =
  | { readonly to: "print"; readonly call: number; readonly id: string; readonly slip: Slip }
  | { readonly to: "kick"; readonly call: number; readonly id: string }
  | { readonly to: "vend"; readonly call: number; readonly id: string; readonly slot: string }
  | { readonly to: "all-off"; readonly call: number; readonly id: string }
  | { readonly to: "unlock"; readonly call: number; readonly id: string; readonly slot: string }
  | { readonly to: "refuse"; readonly call: number; readonly id: string; readonly slot: string };

/** What the finder is asked. `devices` are all configured ones: their ports are theirs. */
export type Find = { readonly devices: readonly PlacedDevice[] } & (
  | { readonly what: "ports" }
  | { readonly what: "look"; readonly path: string; readonly deadlineMs: number }
  /** `known`: what one of them was found to be; they look alike. */
  | {
      readonly what: "which";
      readonly ports: readonly AlikePort[];
      readonly deadlineMs: number;
      readonly known?: Identification;
    }
);

/** What the finder answers. `lines`: what to write into the configuration. */
export type Finding =
  | { readonly is: "ports"; readonly listed: Listed }
  | { readonly is: "look"; readonly found: Identification; readonly sure: Sureness; readonly lines?: string }
  | { readonly is: "which"; readonly answer: WhichOne; readonly lines?: string }
  /** A bug of ours. */
  | { readonly is: "failed"; readonly what: string };

/** What main says to a host. Plain values, so that they pass any kind of process boundary. */
export type ToHost =
  /**
   * Once, first. With a `traceFolder`, what went over a line is written there when something went wrong on it. `lifeline`
   * is where the dispense host and the guard meet without main.
   */
  | {
      readonly to: "run";
      readonly specs: readonly DeviceSpec[];
      readonly traceFolder?: string;
      readonly lifeline?: string;
    }
  | Act
  /** To a customer display, at any time; nothing is answered. */
  | { readonly to: "show"; readonly id: string; readonly lines: readonly [upper: string, lower: string] }
  /** All outputs off, lines closed, then `stopped`. */
  | { readonly to: "stop" }
  /** To the guard only: the dispense host lives. */
  | { readonly to: "beat" }
  /** To the guard only: the dispense host is gone; switch everything off now. */
  | { readonly to: "fire" }
  /** To the finder only; it answers `found` under the same number. A new one ends what is under way. */
  | { readonly to: "find"; readonly call: number; readonly find: Find }
  /** To the finder only: nobody wants to know any more. What is under way answers at once. */
  | { readonly to: "halt" };

/** What a host says to main. */
export type FromHost =
  /** Every `ALIVE_EVERY_MS`, for as long as its event loop turns. */
  | { readonly say: "alive" }
  | {
      readonly say: "condition";
      readonly id: string;
      readonly condition: DeviceCondition;
      readonly sellable: readonly string[];
      readonly locked: readonly string[];
      /** The slot a machine with keys of its own waits to have paid. */
      readonly choice?: string;
    }
  /** A scanner read a code. It may be a customer's own: whoever hears it writes it nowhere. */
  | { readonly say: "scanned"; readonly id: string; readonly text: string }
  | { readonly say: "nearness"; readonly id: string; readonly nearness: Nearness }
  | { readonly say: "printed"; readonly call: number; readonly outcome: PrintOutcome }
  | { readonly say: "kicked"; readonly call: number; readonly outcome: KickOutcome }
  | { readonly say: "drawer"; readonly id: string; readonly news: DrawerNews }
  | { readonly say: "vended"; readonly call: number; readonly outcome: VendOutcome }
  | { readonly say: "off"; readonly call: number; readonly proven: boolean }
  /** `found` is false when there is no such board or slot. */
  | { readonly say: "unlocked"; readonly call: number; readonly found: boolean }
  /** `done` is false when the machine did not ask for that slot, or the word did not leave. */
  | { readonly say: "refused"; readonly call: number; readonly done: boolean }
  /** From the guard: it switched all outputs off; `proven` names the boards that showed it. */
  | { readonly say: "guarded"; readonly proven: readonly string[]; readonly unproven: readonly string[] }
  /** How a device's line does, told now and then while it changes. */
  | { readonly say: "service"; readonly id: string; readonly figures: LineFigures }
  | { readonly say: "found"; readonly call: number; readonly finding: Finding }
  /** From the finder, while several are told apart: this one's cable is out; null: none is, or several are. */
  | { readonly say: "away"; readonly call: number; readonly path: string | null }
  | { readonly say: "note"; readonly what: string }
  | { readonly say: "stopped" };

export const ALIVE_EVERY_MS = 500;
/** A dispense host that says nothing for so long is taken for dead and its outputs are switched off. */
export const SILENT_AFTER_MS = 2_000;

/** One end of the conversation, as a host process sees it. */
export interface HostPort {
  /** Resolves when the message has left this process, or when there is nobody to hear it; never rejects. */
  send(message: FromHost): Promise<void>;
  onMessage(heard: (message: ToHost) => void): void;
  /** Main ended without a word. Where the system ends its hosts together with it, this never comes. */
  onMainGone(gone: () => void): void;
}

/** A running host, as main sees it. */
export interface HostProcess {
  send(message: ToHost): void;
  onMessage(heard: (message: FromHost) => void): void;
  /** Once, however it ended. */
  onExit(ended: (why: string) => void): void;
  kill(): void;
}

export type HostKind = "counter" | "dispense" | "guard" | "finder";

/** Starts host processes: Electron's utility process in the terminal, a plain child in tests. */
export interface HostLauncher {
  launch(kind: HostKind): HostProcess;
}

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const isFlag: Check = (value) => typeof value === "boolean";
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isDuty: Check = (value) =>
  isOf(value, "kind", {
    printer: DEVICE,
    dispenser: { ...DEVICE, slots: isList },
    scanner: DEVICE,
    display: DEVICE,
    presence: DEVICE,
  });
const isList: Check = (value) => Array.isArray(value);
const has =
  (shape: Shape): Check =>
  (value) =>
    fits(value, shape);
const isOneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && words.includes(value);

const DEVICE_LINE: Check = has({ kind: isOneOf("serial", "tcp") });
const DEVICE: Shape = { id: isText, driver: isText, line: DEVICE_LINE };
const CALL: Shape = { call: isNumber, id: isText };

const FIND: Shape = {
  devices: (value) => Array.isArray(value) && value.every(has({ id: isText, line: DEVICE_LINE })),
};
const WHICH: Shape = {
  ...FIND,
  ports: (value) => Array.isArray(value) && value.every(has({ path: isText })),
  deadlineMs: isNumber,
};

const TO_HOST: Readonly<Record<ToHost["to"], Shape>> = {
  run: {
    specs: (value) => Array.isArray(value) && value.every(isDuty),
    traceFolder: (value) => value === undefined || isText(value),
    lifeline: (value) => value === undefined || isText(value),
  },
  print: { ...CALL, slip: has({ id: isText, parts: isList }) },
  kick: CALL,
  vend: { ...CALL, slot: isText },
  "all-off": CALL,
  unlock: { ...CALL, slot: isText },
  refuse: { ...CALL, slot: isText },
  show: { id: isText, lines: (value) => isTexts(value) && Array.isArray(value) && value.length === 2 },
  stop: {},
  beat: {},
  fire: {},
  find: {
    call: isNumber,
    find: (value) =>
      isOf(value, "what", { ports: FIND, look: { ...FIND, path: isText, deadlineMs: isNumber }, which: WHICH }),
  },
  halt: {},
};

const isReady = has({ state: isOneOf("ready"), what: isText });
const isNotReady = has({
  state: isOneOf("absent", "connecting", "degraded", "fault"),
  what: isText,
  trouble: isOneOf(...TROUBLES),
  slots: (value) => value === undefined || isTexts(value),
});

function isCondition(value: unknown): boolean {
  return isReady(value) || isNotReady(value);
}

const FROM_HOST: Readonly<Record<FromHost["say"], Shape>> = {
  alive: {},
  condition: {
    id: isText,
    condition: isCondition,
    sellable: isTexts,
    locked: isTexts,
    choice: (value) => value === undefined || isText(value),
  },
  scanned: { id: isText, text: isText },
  nearness: { id: isText, nearness: isOneOf("near", "gone", "unknown") },
  printed: { call: isNumber, outcome: has({ is: isOneOf("printed", "unconfirmed", "failed") }) },
  kicked: { call: isNumber, outcome: isOneOf("opened", "fired", "stuck", "was-open", "refused", "unknown") },
  drawer: {
    id: isText,
    news: isOneOf("closed", "opened", "opened-alone", "found-open", "left-open", "unseen"),
  },
  vended: { call: isNumber, outcome: has({ is: isOneOf("dropped", "not-dropped", "unknown"), evidence: isText }) },
  off: { call: isNumber, proven: isFlag },
  unlocked: { call: isNumber, found: isFlag },
  refused: { call: isNumber, done: isFlag },
  guarded: { proven: isTexts, unproven: isTexts },
  service: {
    id: isText,
    figures: has({
      connections: isNumber,
      asked: isNumber,
      unanswered: isNumber,
      misheard: (value) => value === undefined || isNumber(value),
      replyMs: (value) => value === undefined || isNumber(value),
    }),
  },
  found: {
    call: isNumber,
    finding: (value) =>
      isOf(value, "is", {
        ports: { listed: has({ ports: isList, devices: isList }) },
        look: { found: has({ is: isText, what: isText }), sure: isText },
        which: { answer: has({ is: isOneOf("this", "nobody") }) },
        failed: { what: isText },
      }),
  },
  away: { call: isNumber, path: (value) => value === null || isText(value) },
  note: { what: isText },
  stopped: {},
};

function fits(value: unknown, shape: Shape): boolean {
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map(Object.entries(value));
  return Object.entries(shape).every(([name, check]) => check(fields.get(name)));
}

/** The field `tag` names the kind, and the kind's fields are there. */
function isOf(value: unknown, tag: string, shapes: Readonly<Record<string, Shape>>): boolean {
  if (typeof value !== "object" || value === null) return false;
  const kind: unknown = new Map(Object.entries(value)).get(tag);
  const shape = typeof kind === "string" && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  return shape !== undefined && fits(value, shape);
}

/** Messages come from our own processes, but a process in trouble can say anything: what has no known shape is unheard. */
export function isFromHost(message: unknown): message is FromHost {
  return isOf(message, "say", FROM_HOST);
}

export function isToHost(message: unknown): message is ToHost {
  return isOf(message, "to", TO_HOST);
}
