import { type Fault, fault } from "../core/fault.ts";
import { type Currency, type Minor, minus, sum } from "../core/money.ts";
import type { OrderLine } from "../core/ports.ts";
import { vatWithin } from "../core/vat.ts";

/** Order Management `OrderLine`. All amounts in minor units; `taxRate` in hundredths of a percent. */
interface ReceiptLine {
  readonly name: string;
  readonly id: string;
  readonly totalAmount: number;
  readonly totalAmountExcludingTax: number;
  readonly totalTaxAmount: number;
  readonly taxRate: number;
  readonly unitInfo: { readonly unitPrice: number; readonly quantity: string; readonly quantityUnit: "PCS" };
  readonly discount?: number;
  readonly isReturn?: true;
}

/** Order Management `Receipt`, also ePayment `receipt`. The totals are computed by the provider from the lines. */
export interface Receipt {
  readonly orderLines: readonly ReceiptLine[];
  readonly bottomLine: {
    readonly currency: Currency;
    /** The terminal's id. */
    readonly posId?: string;
    readonly receiptNumber?: string;
  };
}

export interface ReceiptFacts {
  readonly lines: readonly OrderLine[];
  readonly currency: Currency;
  readonly posId?: string | undefined;
  readonly receiptNumber?: string | undefined;
}

/** No shop sells this many kinds of things at once; a longer list is a bug. */
const LINES_MAX = 500;

/**
 * The first thing wrong with the lines, if any. Lines cannot be changed once sent, so they are added up here first:
 * together they must come to exactly what is paid.
 */
export function linesFault(lines: readonly OrderLine[], paid: Minor): Fault | undefined {
  if (lines.length < 1 || lines.length > LINES_MAX)
    return bad(`orderLines must be 1 to ${LINES_MAX} lines, got ${lines.length}`);
  for (const [index, line] of lines.entries()) {
    const wrong = lineFault(line);
    if (wrong !== undefined) return bad(`orderLines[${index}]: ${wrong}`);
  }
  const total = sum(lines.map((line) => line.gross));
  if (total !== paid) return bad(`orderLines come to ${total}, the payment is ${paid}`);
  return undefined;
}

function lineFault({ id, name, quantity, unitPrice, gross }: OrderLine): string | undefined {
  if (id.length < 1) return "id must not be empty";
  if (name.length < 1) return "name must not be empty";
  if (!Number.isSafeInteger(gross) || !Number.isSafeInteger(unitPrice)) return "amounts must be whole minor units";
  if (!Number.isFinite(quantity) || quantityText(quantity) === undefined)
    return "quantity must not be 0 and have at most 10 characters";
  if (unitPrice < 0) return `unitPrice must not be negative, got ${unitPrice}`;
  if (Math.sign(gross) * Math.sign(quantity) < 0) return "gross and quantity must have the same sign";
  // What is weighed may have been rounded to the coin in another way.
  const full = fullPrice(unitPrice, quantity) + (Number.isInteger(quantity) ? 0 : 1);
  if (Math.abs(gross) > full) return `gross is ${gross}, more than ${quantity} times ${unitPrice}`;
  return undefined;
}

function bad(what: string): Fault {
  return fault("gateway/bad-request", what);
}

/** Before discount, rounded half up to the coin where a piece is weighed. */
function fullPrice(unitPrice: number, quantity: number): number {
  return Math.round(unitPrice * Math.abs(quantity));
}

/** `^\d+([\.]\d{1,8})?$`, at most 10 characters. */
function quantityText(quantity: number): string | undefined {
  const pieces = Math.abs(quantity);
  const text = Number.isInteger(pieces) ? String(pieces) : pieces.toFixed(8).replace(/0+$/, "");
  return /^\d+(\.\d{1,8})?$/.test(text) && text.length <= 10 && Number(text) > 0 ? text : undefined;
}

/** Call `linesFault` first. A returned line is sent with positive amounts and counts negative by its flag. */
export function receiptOf({ lines, currency, posId, receiptNumber }: ReceiptFacts): Receipt {
  return {
    orderLines: lines.map(receiptLine),
    bottomLine: {
      currency,
      ...(posId === undefined ? {} : { posId }),
      ...(receiptNumber === undefined ? {} : { receiptNumber }),
    },
  };
}

function receiptLine({ id, name, quantity, unitPrice, gross, vat }: OrderLine): ReceiptLine {
  const returned = gross < 0;
  const tax = vatWithin(gross, vat);
  const discount = fullPrice(unitPrice, quantity) - Math.abs(gross);
  return {
    name,
    id,
    totalAmount: Math.abs(gross),
    totalAmountExcludingTax: Math.abs(minus(gross, tax)),
    totalTaxAmount: Math.abs(tax),
    taxRate: vat,
    unitInfo: { unitPrice, quantity: quantityText(quantity) ?? "1", quantityUnit: "PCS" },
    ...(discount > 0 ? { discount } : {}),
    ...(returned ? { isReturn: true } : {}),
  };
}
