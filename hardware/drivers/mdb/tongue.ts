import type { Heard } from "../../frames/stream/frame-stream.ts";

/** What an adapter's word means for a sale, whatever the adapter. */
export type MachineEvent =
  | { readonly is: "alive" }
  /** Something that could not be understood: it says nothing, not even that anybody is there. */
  | { readonly is: "misheard" }
  | { readonly is: "state"; readonly state: "inactive" | "disabled" | "enabled" | "idle" }
  | { readonly is: "request"; readonly priceMinor: number; readonly item: number }
  | { readonly is: "success" }
  | { readonly is: "failure" }
  /** The machine took its question back, or began anew. */
  | { readonly is: "withdrawn" }
  | { readonly is: "reset" }
  /** The session is over; whatever was not said by now will not be said. */
  | { readonly is: "ended" };

/** One adapter's language, from the side of the reader that we are. One is made for each connection. */
export interface Tongue {
  hear(chunk: Uint8Array): readonly MachineEvent[];
  silence(): readonly MachineEvent[];
  /** Said when a connection comes up: sells nothing. */
  readonly hello: readonly Uint8Array[];
  /** What must be said at once on such an event, as the standard has it. */
  replyTo(event: MachineEvent): Uint8Array | undefined;
  /** Lets the machine's customer choose: for machines that ask only in a session. */
  readonly openSession: Uint8Array | undefined;
  approve(priceMinor: number): Uint8Array;
  readonly deny: Uint8Array;
  /** A harmless question that is always answered; undefined where the adapter has none. */
  readonly heartbeat: Uint8Array | undefined;
}

/** The events in what was heard; whatever could not be understood in it is told once. */
export function eventsOf<F>(
  heard: readonly Heard<F>[],
  hasRubbish: (heard: readonly Heard<F>[]) => boolean,
  read: (frame: F) => MachineEvent | undefined,
): MachineEvent[] {
  const events = heard.flatMap((item) => {
    const event = item.kind === "frame" ? read(item.frame) : undefined;
    return event === undefined ? [] : [event];
  });
  const understood = events.filter(({ is }) => is !== "misheard");
  const isSpoilt = understood.length < events.length || hasRubbish(heard);
  return isSpoilt ? [...understood, { is: "misheard" }] : understood;
}
