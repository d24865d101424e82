/**
 * What may be asked of a device, whatever its make. This room stands alone: it knows bytes, lines and machines, and
 * nothing about sales. Every act ends within its own deadline with one of a few outcomes, and "unknown" is an outcome:
 * the motor may have turned, the paper may have moved. Nobody may read it as "no".
 */

/**
 * What may be wrong with a device, as a closed list: for whoever says it in another language than the plain words beside
 * it. A driver takes the one that leads to the same remedy as its words; the words stay, and say it more exactly.
 */
export const TROUBLES = [
  /** Its process, its line or its first answer is on the way; nobody needs to do anything yet. */
  "starting",
  /** Switched off in this program, or its process has ended. */
  "not-running",
  "not-there",
  "port-busy",
  "no-access",
  /** Several adapters fit the configuration, and nobody may guess. */
  "look-alikes",
  "no-answer",
  /** Bytes are lost or wrong on the way: cable, plug, shielding, speed. */
  "line-fault",
  "wrong-device",
  "misconfigured",
  "paper-out",
  "paper-low",
  "cover-open",
  "knife-stuck",
  "too-hot",
  "printer-offline",
  "printer-fault",
  "unguarded",
  /** That its outputs are off is not shown yet. */
  "unproven",
  "output-stuck",
  /** Something moved or fell that nobody had sold. */
  "alarm",
  "sensor-blocked",
  "slot-locked",
  "no-motor",
  /** A machine with keys of its own, behind its adapter. */
  "machine-silent",
  "machine-refuses",
  "machine-asks-otherwise",
  "scanner-settings",
  "presence-blind",
  "drawer-forced",
  "drawer-open",
  "drawer-unseen",
  "screen-missing",
  "voice-missing",
  "no-sound",
] as const;

export type Trouble = (typeof TROUBLES)[number];

/** Plain words for the operator, one line, cause and remedy; never an errno. Whatever is not ready also names its trouble. */
export type DeviceCondition =
  | { readonly state: "ready"; readonly what: string }
  | {
      readonly state: "absent" | "connecting" | "degraded" | "fault";
      readonly what: string;
      readonly trouble: Trouble;
      /** The slots it is about, where it is about some. */
      readonly slots?: readonly string[];
    };

// ---------------------------------------------------------------- lines

/** How to reach a device. Paths may be absent now and appear later. */
export type LineAddress =
  | {
      readonly kind: "serial";
      /** An explicit path, or the identity of a USB adapter; identity is looked up again on every connection. */
      readonly path?: string;
      readonly usb?: {
        readonly vendorId: string;
        readonly productId: string;
        readonly serialNumber?: string;
        readonly socket?: string;
      };
      readonly baudRate: number;
      readonly dataBits?: 7 | 8;
      readonly parity?: "none" | "even" | "odd";
      readonly stopBits?: 1 | 2;
      readonly flowControl?: "none" | "rts-cts" | "xon-xoff";
    }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

/** Why a line is gone. Exactly one is given per opened line, however it ends. */
export interface LineLoss {
  readonly cause:
    | "unplugged"
    | "closed-by-us"
    | "write-failed"
    | "not-there"
    | "denied"
    | "busy"
    /** Several adapters fit the configuration. */
    | "look-alikes"
    | "timed-out"
    | "error";
  /** For the operator and the trace; may hold a path, never more. */
  readonly what: string;
}

/** One connection, used once. Reopening makes a new one. */
export interface Line {
  /** Resolves when the kernel took all bytes; rejects never: false means the line was lost or the deadline passed. */
  write(bytes: Uint8Array, deadlineMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Given to `open`; `lost` comes exactly once and nothing after it. */
export interface LineEars {
  bytes(chunk: Uint8Array): void;
  lost(loss: LineLoss): void;
}

export interface LineOpener {
  /** Ends within `deadlineMs` with a line or with the reason there is none. */
  open(ears: LineEars, deadlineMs: number): Promise<{ readonly line: Line } | { readonly loss: LineLoss }>;
  /** Calls when it may be worth trying again (a port appeared). The returned function stops it. */
  watch(appeared: () => void): () => void;
}

/** Time for drivers; monotonic. Tests and the simulation hand in their own. */
export interface Ticker {
  nowMs(): number;
  after(ms: number, call: () => void): () => void;
}

// ---------------------------------------------------------------- printers

/** Paper before it is bytes. */
export type SlipPart =
  | {
      readonly part: "text";
      readonly text: string;
      readonly align?: "left" | "centre" | "right";
      readonly bold?: boolean;
      readonly size?: 1 | 2;
    }
  | {
      readonly part: "row";
      readonly left: string;
      readonly right: string;
      readonly bold?: boolean;
      readonly size?: 1 | 2;
    }
  | { readonly part: "rule" }
  | { readonly part: "feed"; readonly lines: number }
  | { readonly part: "qr"; readonly content: string }
  | { readonly part: "cut" };

export interface Slip {
  readonly id: string;
  readonly parts: readonly SlipPart[];
  /** An earlier run of the program may have left part of this slip hanging out of the printer: it is struck through and cut off first. */
  readonly mayFollowFragment?: true;
}

export type PrintOutcome =
  | { readonly is: "printed" }
  | { readonly is: "unconfirmed"; readonly what: string }
  | { readonly is: "failed"; readonly nothingPrinted: boolean; readonly what: string };

/** A picture of black dots, to be printed one for one. */
export interface LogoPicture {
  /** A multiple of 8. */
  readonly widthDots: number;
  readonly heightDots: number;
  /** Base64 of the rows, one bit a dot, bit 7 leftmost, 1 is black. */
  readonly rows: string;
}

/** The cash drawer on a printer's socket. */
export interface DrawerWiring {
  /** Level of the switch while the drawer is open, found out by calibrating it. Absent: nobody can tell whether it is open. */
  readonly openIs?: "high" | "low";
  /** Length of the pulse, 100 to 200 ms; 100 by default. */
  readonly pulseMs?: number;
  /** Open for longer than this is told; 60 s by default. */
  readonly openTooLongMs?: number;
}

/**
 * What became of firing a drawer once. "opened": its switch moved within a second. "fired": the printer fired it, and
 * nothing tells whether it opened. "stuck": fired, and the switch did not move: jammed, locked, or not there. "was-open":
 * nothing was fired, it stands open. "refused": nothing was fired. "unknown": it may have been fired.
 */
export type KickOutcome = "opened" | "fired" | "stuck" | "was-open" | "refused" | "unknown";

/**
 * What a drawer's switch says, told at every change. "opened": by our pulse. "opened-alone": with none of ours, by a key or by
 * force. "found-open": it stood open when the printer was heard for the first time. "left-open": still, after too long.
 * "unseen": the printer is not heard.
 */
export type DrawerNews = "closed" | "opened" | "opened-alone" | "found-open" | "left-open" | "unseen";

export interface Printer {
  condition(): DeviceCondition;
  /** One slip at a time; a bounded number wait, past that the answer is failed with nothingPrinted. Never repeats by itself. */
  print(slip: Slip): Promise<PrintOutcome>;
  /** Fires the drawer once; never repeated by itself, and never twice in half a second. */
  kickDrawer(): Promise<KickOutcome>;
  /** How often it said something that could not be understood, since this was made. Absent: it is not counted. */
  misheard?(): number;
  stop(): Promise<void>;
}

// ---------------------------------------------------------------- dispensers: relay and vending boards

export type VendOutcome =
  | { readonly is: "dropped"; readonly evidence: string }
  | { readonly is: "not-dropped"; readonly evidence: string }
  | { readonly is: "unknown"; readonly evidence: string };

/** A slot's wiring on a relay board. */
export interface SlotWiring {
  readonly slot: string;
  /** Output channel, from 1. */
  readonly channel: number;
  /** Length of the pulse; 50 ms to 10 s. */
  readonly pulseMs: number;
  /** Input (from 1) of the drop sensor that watches this slot; several slots may share one. Absent: nothing can prove a drop. */
  readonly dropInput?: number;
  /** How long after the pulse began a drop may come. */
  readonly dropWindowMs: number;
  /** What a vending machine that chooses for itself asks for this item, in hundredths; it is sold at no other price. */
  readonly priceMinor?: number;
}

/** What a vending machine asks its cashless reader for: its own item number and its own price, in hundredths. */
export interface VendRequest {
  readonly item: number;
  readonly priceMinor: number;
}

/** We are the cashless reader of a vending machine: it chooses and dispenses, we say whether that is paid for. */
export interface CashlessReader {
  condition(): DeviceCondition;
  /** The question the machine waits with; undefined when there is none. */
  pending(): VendRequest | undefined;
  /** Says once that so much was paid, never more than asked; ends with the machine's word on the item. */
  approve(priceMinor: number): Promise<VendOutcome>;
  /** Says no to the open question. False without one, or when the word did not leave. */
  deny(): Promise<boolean>;
  /** How often machine or adapter said something that could not be understood, since this was made. */
  misheard(): number;
  stop(): Promise<void>;
}

export interface VendingBoard {
  condition(): DeviceCondition;
  /** Board ready, sensor at rest, slot known and not locked. */
  sellable(slot: string): boolean;
  /** One item, once: all checks again, pulse, watch the sensor, read back that the output is off. Never repeated by itself. */
  vend(slot: string): Promise<VendOutcome>;
  /** Absolute all-off with read-back. True only when the board proved it. */
  allOff(): Promise<boolean>;
  /** Slots that failed too often in a row and are not sold from until somebody has looked at them. */
  lockedSlots(): readonly string[];
  /** The attendant has looked at the slot and put it right. Counts its failures from none again; moves nothing. */
  unlock(slot: string): void;
  /** The slot a machine with keys of its own waits to have paid; undefined when it asks for none. Absent: it has no keys. */
  choice?(): string | undefined;
  /** Tells such a machine that its choice is not paid. False when it did not ask for this one, or the word did not leave. */
  refuse?(slot: string): Promise<boolean>;
  /** How often the board said something that could not be understood, since this was made. Absent: it is not counted. */
  misheard?(): number;
  stop(): Promise<void>;
}

// ---------------------------------------------------------------- card readers

/**
 * What became of asking a bought card reader for money. "paid": it said so, and the goods' fate is to be told it. "not-paid":
 * nothing was taken. "unknown": it was asked, and no word of it came, or its word contradicts what was asked.
 */
export type CardOutcome =
  | { readonly is: "paid" }
  | { readonly is: "not-paid"; readonly what: string }
  | { readonly is: "unknown"; readonly what: string };

/** We are the machine of a card reader that somebody bought: we ask for money, it takes the card. */
export interface CardReader {
  condition(): DeviceCondition;
  /** Asks once, in hundredths; ends within its own deadline. One payment at a time. */
  pay(priceMinor: number, item: number): Promise<CardOutcome>;
  /** The customer leaves: the question is taken back, and `pay` ends with what it came to. */
  cancel(): void;
  /**
   * The last word on what was paid: the goods came out, or they did not and the reader gives the money back. False when the
   * reader has not confirmed it; the standard then counts the goods as sold.
   */
  settle(isDispensed: boolean): Promise<boolean>;
  /** How often reader or adapter said something that could not be understood, since this was made. */
  misheard(): number;
  stop(): Promise<void>;
}

// ---------------------------------------------------------------- scanners, customer displays, presence

/** What it reads goes to its owner as text, whole. A code may be a customer's own: it is written nowhere. */
export interface Scanner {
  condition(): DeviceCondition;
  /** How often it sent something that is no whole, readable code, since this was made. Absent: it is not counted. */
  misheard?(): number;
  stop(): Promise<void>;
}

/** Two lines of twenty letters that only hear: nothing proves that they show what they were told. */
export interface CustomerDisplay {
  condition(): DeviceCondition;
  /** Returns at once. The latest lines win, and are written again on every new connection. */
  show(lines: readonly [upper: string, lower: string]): void;
  stop(): Promise<void>;
}

/** "unknown": the sensor is not there, silent, or has not looked for long enough. */
export type Nearness = "near" | "gone" | "unknown";

export interface PresenceSensor {
  condition(): DeviceCondition;
  nearness(): Nearness;
  stop(): Promise<void>;
}

// ---------------------------------------------------------------- what a host is told to run

/** One configured device. `id` is the operator's name for it: 1 to 32 of [a-z0-9-]. */
export type DeviceSpec =
  | {
      readonly id: string;
      readonly kind: "printer";
      readonly driver: "escpos";
      readonly line: LineAddress;
      /** Name of a printer profile: widths, code page, cutter, buffer, proof of printing. */
      readonly profile: string;
      /** Absent: there is none, and it is never fired. */
      readonly drawer?: DrawerWiring;
      /** Printed above every receipt. */
      readonly logo?: LogoPicture;
    }
  | {
      readonly id: string;
      readonly kind: "dispenser";
      /** Name of a driver folder's board family, "modbus-rtu", "lcus" … */
      readonly driver: string;
      readonly line: LineAddress;
      /** Bus address where the family has one; 1 by default. */
      readonly address?: number;
      /** Outputs on the board. */
      readonly channels: number;
      /** What each output's relay is rated for, in switchings under its load; 100,000 by default. */
      readonly ratedCycles?: number;
      /** What an eletechsup module was set to wait before each answer (its register 00FC), in ms; 0 by default. */
      readonly replyDelayMs?: number;
      /** A vending slot is locked after this many failures in a row; 2 by default. */
      readonly failuresToLock?: number;
      readonly slots: readonly SlotWiring[];
    }
  | {
      readonly id: string;
      readonly kind: "scanner";
      readonly driver: "serial";
      readonly line: LineAddress;
      /** How it ends a code; "line" (CR, LF or both) by default. */
      readonly ending?: "line" | "cr" | "lf" | "cr-lf" | "none" | "stx-etx";
      /** What it puts before every code. What comes without it is another device's. */
      readonly prefix?: string;
    }
  | {
      readonly id: string;
      readonly kind: "display";
      /** The language it is set to. */
      readonly driver: "escpos" | "cd5220";
      readonly line: LineAddress;
      /** Letters it has; cp850 by default. */
      readonly letters?: "cp437" | "cp850" | "cp858" | "cp865" | "windows1252";
      /** Its number for that page, where it is not the usual one. */
      readonly pageNumber?: number;
    }
  | {
      readonly id: string;
      readonly kind: "presence";
      /** Distance by light, radar, or a motion detector on a Modbus board's input. */
      readonly driver: "tfmini" | "ld2410" | "modbus-input";
      readonly line: LineAddress;
      /** Somebody nearer than this is there; 80 by default. */
      readonly nearCm?: number;
      /** Somebody farther than this is gone; 110 by default. */
      readonly goneCm?: number;
      /** Bus address of a Modbus board; 1 by default. */
      readonly address?: number;
      /** Input of a Modbus board, from 1; 1 by default. */
      readonly input?: number;
    };
