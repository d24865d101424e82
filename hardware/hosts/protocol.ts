import type { DeviceCondition, DeviceSpec, PrintOutcome, Slip, VendOutcome } from "../contract.ts";

/** What main says to a host. Plain values, so that they pass any kind of process boundary. */
export type ToHost =
  /** Once, first. */
  | { readonly to: "run"; readonly specs: readonly DeviceSpec[] }
  | { readonly to: "print"; readonly call: number; readonly id: string; readonly slip: Slip }
  | { readonly to: "kick"; readonly call: number; readonly id: string }
  | { readonly to: "vend"; readonly call: number; readonly id: string; readonly slot: string }
  | { readonly to: "all-off"; readonly call: number; readonly id: string }
  /** All outputs off, lines closed, then `stopped`. */
  | { readonly to: "stop" }
  /** To the guard only: the dispense host lives. */
  | { readonly to: "beat" }
  /** To the guard only: the dispense host is gone; switch everything off now. */
  | { readonly to: "fire" };

/** What a host says to main. */
export type FromHost =
  /** Every `ALIVE_EVERY_MS`, for as long as its event loop turns. */
  | { readonly say: "alive" }
  | {
      readonly say: "condition";
      readonly id: string;
      readonly condition: DeviceCondition;
      readonly sellable: readonly string[];
    }
  | { readonly say: "printed"; readonly call: number; readonly outcome: PrintOutcome }
  | { readonly say: "kicked"; readonly call: number; readonly outcome: "kicked" | "refused" | "unknown" }
  | { readonly say: "vended"; readonly call: number; readonly outcome: VendOutcome }
  | { readonly say: "off"; readonly call: number; readonly proven: boolean }
  /** From the guard: it switched all outputs off; `proven` names the boards that showed it. */
  | { readonly say: "guarded"; readonly proven: readonly string[]; readonly unproven: readonly string[] }
  | { readonly say: "note"; readonly what: string }
  | { readonly say: "stopped" };

export const ALIVE_EVERY_MS = 500;
/** A dispense host that says nothing for so long is taken for dead and its outputs are switched off. */
export const SILENT_AFTER_MS = 2_000;

/** One end of the conversation, as a host process sees it. */
export interface HostPort {
  send(message: FromHost): void;
  onMessage(heard: (message: ToHost) => void): void;
}

/** A running host, as main sees it. */
export interface HostProcess {
  send(message: ToHost): void;
  onMessage(heard: (message: FromHost) => void): void;
  /** Once, however it ended. */
  onExit(ended: (why: string) => void): void;
  kill(): void;
}

export type HostKind = "counter" | "dispense" | "guard";

/** Starts host processes: Electron's utility process in the terminal, a plain child in tests. */
export interface HostLauncher {
  launch(kind: HostKind): HostProcess;
}

/** Messages come from our own processes, but a process in trouble can say anything. */
export function isFromHost(message: unknown): message is FromHost {
  return typeof message === "object" && message !== null && "say" in message && typeof message.say === "string";
}

export function isToHost(message: unknown): message is ToHost {
  return typeof message === "object" && message !== null && "to" in message && typeof message.to === "string";
}
