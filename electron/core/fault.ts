import { unreachable } from "./unreachable.ts";

/**
 * Every way things go wrong, as `area/what`. A code says what happened, never whose words to show:
 * screens and operator pages translate codes into their own sentences.
 */
export type FaultCode =
  // gateway: the payment provider's API
  | "gateway/unreachable" // no byte left this machine: certainly not done
  | "gateway/no-answer" // sent, and silence or a broken line came back: unknown
  | "gateway/bad-answer" // answered with something that does not parse: unknown
  | "gateway/server-error" // 5xx, eCom 99, ePayment 3010: unknown
  | "gateway/locked" // the payment is being processed (423, 6160, 6250, eCom 94): not done now, repeat with the same key
  | "gateway/rate-limited" // 429: not done now
  | "gateway/not-found" // the provider knows no such reference (404, 35, 5090)
  | "gateway/reference-used" // 34, 4150, 4020, 409: somebody used it, perhaps our own lost request: read
  | "gateway/push-not-allowed" // 38, 5080: the sales unit may not skip the landing page
  | "gateway/customer-unreachable" // 81, 7010, 4070: could not be sent to this number; never "not a user"
  | "gateway/app-too-old" // eCom User 82
  | "gateway/no-card" // eCom Payment 41
  | "gateway/not-configured" // 401 after a fresh token, 403, and the sales unit refusals
  | "gateway/bad-request" // the provider says our request is malformed: a bug or a wrong configuration
  | "gateway/already-captured" // eCom 51, 6040
  | "gateway/too-late" // the capture, cancel or refund window is over
  | "gateway/refused" // any other final refusal
  // device: printers, boards, scanners
  | "device/missing" // no such port or identity now
  | "device/refused" // the device answered no: certainly not done
  | "device/no-answer" // sent, silence: unknown
  | "device/unplugged" // the line was lost in mid act: unknown
  | "device/busy" // queue full or another act in flight: certainly not done
  | "device/paper-out"
  | "device/cover-open"
  | "device/error" // cutter, head, mechanics
  | "device/blocked-sensor" // a drop sensor that is dark before the motor turns: not sellable
  | "device/locked-slot" // locked after failures until staff release it
  | "device/ambiguous" // two devices answer to one identity: refuse, ask
  | "device/bad-answer"
  // journal and program
  | "journal/unwritable"
  | "journal/broken-chain"
  | "config/invalid"
  | "ipc/bad-request"
  | "ipc/bad-sender";

export interface Fault {
  readonly code: FaultCode;
  /** One English sentence for the operator: what happened, where, what was expected. Holds no phone number, token or key. */
  readonly what: string;
  /** Set where the far side said when to come back (`Retry-After`). */
  readonly retryAfterMs?: number;
}

/** What is known about a deed. "bug" has no case: a bug throws. */
export type Outcome<T> =
  | { readonly is: "done"; readonly value: T }
  | { readonly is: "refused"; readonly fault: Fault }
  | { readonly is: "unknown"; readonly fault: Fault };

export function done<T>(value: T): Outcome<T> {
  return { is: "done", value };
}

export function fault(code: FaultCode, what: string, retryAfterMs?: number): Fault {
  return retryAfterMs === undefined ? { code, what } : { code, what, retryAfterMs };
}

/** An `Outcome` that carries a fault: refused when the far side is known not to have acted, unknown otherwise. */
export function failed(reason: Fault): { readonly is: "refused" | "unknown"; readonly fault: Fault } {
  return { is: certainlyNotDone(reason.code) ? "refused" : "unknown", fault: reason };
}

/** True only when the far side is known not to have acted. */
export function certainlyNotDone(code: FaultCode): boolean {
  switch (code) {
    case "gateway/no-answer":
    case "gateway/bad-answer":
    case "gateway/server-error":
    case "gateway/reference-used":
    case "device/no-answer":
    case "device/unplugged":
    case "device/bad-answer":
    case "device/paper-out":
    case "device/cover-open":
    case "device/error":
    case "journal/unwritable":
    case "journal/broken-chain":
      return false;
    case "gateway/unreachable":
    case "gateway/locked":
    case "gateway/rate-limited":
    case "gateway/not-found":
    case "gateway/push-not-allowed":
    case "gateway/customer-unreachable":
    case "gateway/app-too-old":
    case "gateway/no-card":
    case "gateway/not-configured":
    case "gateway/bad-request":
    case "gateway/already-captured":
    case "gateway/too-late":
    case "gateway/refused":
    case "device/missing":
    case "device/refused":
    case "device/busy":
    case "device/blocked-sensor":
    case "device/locked-slot":
    case "device/ambiguous":
    case "config/invalid":
    case "ipc/bad-request":
    case "ipc/bad-sender":
      return true;
    default:
      return unreachable(code);
  }
}
