import {
  FUNDS_UNKNOWN,
  type MachineWord,
  machineBlocks,
  SAY_CANCEL_SESSION,
  SAY_CANCELLED,
  SAY_DENIED,
  SAY_END_SESSION,
  sayApproved,
  sayBeginSession,
} from "../../frames/mdb/cashless.ts";
import type { Heard } from "../../frames/stream/frame-stream.ts";
import { eventsOf, type MachineEvent, type Tongue } from "./tongue.ts";

/**
 * The adapter answers polls and the set-up; sessions are ours. A session with unknown funds is always open, so that also
 * a machine that knows no payment after the choice lets its customer choose first. Prices are in hundredths: the adapter
 * must be set to scale 1 and two decimals.
 */
export function waferTongue(): Tongue {
  const blocks = machineBlocks();
  return {
    hear: (chunk) => eventsOf(blocks.hear(chunk), hasRubbish, meaning),
    silence: () => eventsOf(blocks.silence(), hasRubbish, meaning),
    hello: [SAY_CANCEL_SESSION],
    replyTo(event) {
      if (event.is === "withdrawn") return SAY_DENIED;
      if (event.is === "ended") return SAY_END_SESSION;
      return event.is === "state" && event.state === "inactive" ? SAY_CANCELLED : undefined;
    },
    openSession: sayBeginSession(FUNDS_UNKNOWN),
    approve: sayApproved,
    deny: SAY_DENIED,
    heartbeat: undefined,
  };
}

/** An acknowledgement that the adapter passes on is none. */
const ACK = 0x00;

function hasRubbish(heard: readonly Heard<MachineWord>[]): boolean {
  return heard.some((item) => item.kind === "noise" && item.byte !== ACK);
}

function meaning(word: MachineWord): MachineEvent {
  switch (word.is) {
    case "request":
      return { is: "request", priceMinor: word.price, item: word.item };
    case "success":
    case "failure":
    case "reset":
      return { is: word.is };
    case "cancel-vend":
      return { is: "withdrawn" };
    case "session-complete":
      return { is: "ended" };
    case "enable":
      return { is: "state", state: "enabled" };
    case "disable":
      return { is: "state", state: "disabled" };
    case "cancel-reader":
      return { is: "state", state: "inactive" };
    default:
      return { is: "alive" };
  }
}
