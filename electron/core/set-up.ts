import type { DeviceState } from "./ports.ts";

/** For listing the ports, with the start of the process that does it; two seconds of it on a machine that is busy. */
export const LIST_MS = 10_000;
/** For asking one port who is there, all questions together. */
export const LOOK_MS = 10_000;
/** For somebody to walk to the device and pull its cable. */
export const WHICH_MS = 60_000;

/** A serial port of this machine. */
export interface FoundPort {
  /** Its name now. */
  readonly path: string;
  /** What its USB identity alone tells, such as "CH340 adapter". */
  readonly adapter?: string;
  readonly usb?: {
    readonly vendorId: string;
    readonly productId: string;
    readonly serialNumber?: string;
    readonly socket?: string;
  };
  /** Ids of the configured devices that would open it. */
  readonly users: readonly string[];
  /** Ports that only their sockets tell from this one. */
  readonly twins: readonly string[];
}

export interface FoundPorts {
  readonly ports: readonly FoundPort[];
  /** Configured devices without a port, and why. */
  readonly missing: readonly { readonly id: string; readonly what: string }[];
}

/**
 * What came of asking a port. "unknown": something speaks in no known language. "silent": nobody answered. "refused": not a byte
 * was sent. `what` is in English, as all a device says of itself.
 */
export interface PortAnswer {
  readonly is: "found" | "unknown" | "silent" | "refused";
  readonly what: string;
  readonly baudRate?: number;
  /** "sure": in a language only it speaks. "family": the make is open. "by-plug": only the USB identity tells. */
  readonly sure: "sure" | "family" | "by-plug" | "none";
  /** What to write into the configuration to use it. */
  readonly lines?: string;
}

/** Which of several alike it was, and what told: its cable, something it said, or its cover or key. */
export type Chosen =
  | {
      readonly is: "this";
      /** Its name now. */
      readonly path: string;
      readonly sign: "cable" | "spoke" | "pressed";
      readonly lines: string;
    }
  | { readonly is: "nobody" };

/** Something under way that ends by itself within its deadline, and early when it is stopped. */
export interface UnderWay<T> {
  /** Never rejects. Undefined: it could not be done. */
  readonly answer: Promise<T | undefined>;
  stop(): void;
}

/** Looks who is there, in a process of its own. No port of a configured device and none in use is ever opened. */
export interface DeviceFinder {
  /** Within `LIST_MS`. */
  ports(): UnderWay<FoundPorts>;
  /** Asks with bytes that neither switch nor print. Ends within `LOOK_MS`, a little later at most. */
  look(path: string): UnderWay<PortAnswer>;
  /** Within `WHICH_MS`. `onAway` tells whose cable is out; undefined: nobody's, or several. */
  which(paths: readonly string[], onAway: (path: string | undefined) => void): UnderWay<Chosen>;
  /** Lets the process go, with whatever is under way. */
  end(): void;
}

/** What staff see of setting devices up; changes by itself while something is under way. */
export interface SetUpView {
  readonly ports: readonly PortView[];
  readonly missing: FoundPorts["missing"];
  readonly underWay?: {
    readonly is: "listing" | "looking" | "which";
    /** The port asked, or all that look alike. */
    readonly paths: readonly string[];
    readonly secondsLeft: number;
    readonly secondsTotal: number;
    /** Its cable is out: it is to be put in again. */
    readonly away?: string;
  };
  /** Of the last try that came to nothing. "not-now": something is being sold. */
  readonly trouble?: "not-now" | "failed" | "nobody";
}

export interface PortView extends Omit<FoundPort, "users"> {
  readonly users: readonly Pick<DeviceState, "id" | "state" | "what">[];
  readonly answer?: PortAnswer;
  /** It was this one. */
  readonly chosenBy?: "cable" | "spoke" | "pressed";
  /** What to write into the configuration to use it. */
  readonly lines?: string;
}
