import { type Fault, fault, type Outcome } from "../core/fault.ts";
import type { PaymentDeed } from "../core/payment.ts";
import type {
  CreateAsk,
  Dispenser,
  PaymentGateway,
  PrintOutcome,
  ReceiptPrinter,
  VendOutcome,
} from "../core/ports.ts";
import type { Deed, Happening, Sale } from "../core/sale.ts";
import type { Slip } from "../core/slip.ts";
import type { SteadyClock } from "./steady-clock.ts";

/** The last word on how long a deed may take; gateways and devices have shorter deadlines of their own. */
const GATEWAY_DEADLINE_MS = 60_000;
const VEND_DEADLINE_MS = 60_000;
const PRINT_DEADLINE_MS = 120_000;

/** Whom a push goes to: the number typed, or the whole text of the code shown. Lives in memory only. */
export type Addressee = Required<Pick<CreateAsk, "msisdn">> | Required<Pick<CreateAsk, "personalQr">>;

export interface DeedPorts {
  readonly clock: SteadyClock;
  readonly gateway: PaymentGateway;
  readonly printer: ReceiptPrinter | undefined;
  readonly dispenser: Dispenser | undefined;
  /** Everything a create carries beside what the deed says and whom it goes to. */
  readonly orderFor: (sale: Sale) => Pick<CreateAsk, "description" | "currency" | "minimumAge" | "orderLines">;
  readonly addresseeFor: (reference: string) => Addressee | undefined;
  readonly slipFor: (sale: Sale, copy: boolean) => Slip;
  /** A port that threw: a bug over there. The deed's outcome is unknown. */
  readonly onBug: (what: string, error: unknown) => void;
}

/** Deeds that reach outside; alerts and locks are entries, not deeds to run. */
export type OutwardDeed = Exclude<Deed, { readonly do: "alert" | "lock-slot" }>;

/** Does one deed and says what became of it. Always ends, never throws, never does it twice. */
export async function runDeed(deed: OutwardDeed, sale: Sale, ports: DeedPorts): Promise<Happening> {
  switch (deed.do) {
    case "vend":
      return { is: "vend-answered", item: deed.item, outcome: await vend(deed.slot, ports) };
    case "print":
      return { is: "print-answered", outcome: await printReceipt(sale, deed.copy, ports) };
    default:
      return callGateway(deed, sale, ports);
  }
}

async function callGateway(deed: PaymentDeed, sale: Sale, ports: DeedPorts): Promise<Happening> {
  const { gateway } = ports;
  const { reference } = deed;
  switch (deed.do) {
    case "create": {
      const ask: CreateAsk = {
        ...ports.orderFor(sale),
        reference,
        idempotencyKey: deed.key,
        flow: deed.flow,
        amount: deed.amount,
        ...ports.addresseeFor(reference),
      };
      return { is: "create-answered", reference, outcome: await within(gateway.create(ask), ports) };
    }
    case "read":
      return { is: "read-answered", reference, outcome: await within(gateway.read(reference), ports) };
    case "cancel": {
      const outcome = await within(gateway.cancel({ reference, idempotencyKey: deed.key }), ports);
      return { is: "cancel-answered", reference, outcome };
    }
    case "capture":
    case "refund": {
      const ask = { reference, idempotencyKey: deed.key, amount: deed.amount, currency: sale.terms.currency };
      const outcome = await within(deed.do === "capture" ? gateway.capture(ask) : gateway.refund(ask), ports);
      return { is: `${deed.do}-answered`, reference, outcome };
    }
  }
}

/** Ends within the gateway's deadline; what comes later is unknown. Never rejects. */
export function within<T>(
  call: Promise<Outcome<T>>,
  ports: Pick<DeedPorts, "clock" | "onBug">,
): Promise<Outcome<T>> {
  const late: Fault = fault(
    "gateway/no-answer",
    `the provider's client did not end within ${GATEWAY_DEADLINE_MS} ms`,
  );
  return deadline<Outcome<T>>(call, GATEWAY_DEADLINE_MS, { is: "unknown", fault: late }, ports);
}

async function vend(slot: string, ports: DeedPorts): Promise<VendOutcome> {
  if (ports.dispenser === undefined) return { is: "not-dropped", evidence: "no dispenser is configured" };
  const late: VendOutcome = { is: "unknown", evidence: `the board did not end within ${VEND_DEADLINE_MS} ms` };
  return deadline(ports.dispenser.vend(slot), VEND_DEADLINE_MS, late, ports);
}

/** One attempt at the paper. Always ends, never throws. */
export async function printReceipt(sale: Sale, copy: boolean, ports: DeedPorts): Promise<PrintOutcome> {
  if (ports.printer === undefined) return { is: "failed", nothingPrinted: true, what: "no printer is configured" };
  const late: PrintOutcome = { is: "unconfirmed", what: `the printer did not end within ${PRINT_DEADLINE_MS} ms` };
  return deadline(ports.printer.print(ports.slipFor(sale, copy)), PRINT_DEADLINE_MS, late, ports);
}

/** Whatever comes later than the deadline is not waited for; the next read or the operator settles it. */
function deadline<T>(call: Promise<T>, ms: number, late: T, ports: Pick<DeedPorts, "clock" | "onBug">): Promise<T> {
  return new Promise((resolve) => {
    const stop = ports.clock.after(ms, () => resolve(late));
    call.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        ports.onBug("a port threw instead of answering", error);
        resolve(late);
      },
    );
  });
}
