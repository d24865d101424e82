import { offTheWhole, type Reduction, toldAlone } from "./discount.ts";
import { localTime } from "./local-time.ts";
import { minor, minus, NOTHING, plainAmount, plus, sum, times } from "./money.ts";
import type { OrderLine } from "./ports.ts";
import { RECEIPT_WORDS, type ReceiptWords } from "./receipt-words.ts";
import type { Sale } from "./sale.ts";
import type { TerminalSettings } from "./settings.ts";
import type { Slip, SlipPart } from "./slip.ts";
import { vatByRate } from "./vat.ts";

/** What a receipt says beside the sale itself. */
export interface ReceiptFacts {
  readonly settings: Pick<TerminalSettings, "market" | "shop" | "terminalId" | "practice">;
  /** Wall time of the sale, not of the printing. */
  readonly soldAtMs: number;
  readonly wallet: string;
  readonly copy: boolean;
}

/**
 * The receipt as paper (kassasystemforskrifta § 2-8-4, bokføringsforskriften § 5-1-1): heading, number, seller, goods,
 * VAT per rate, total, means of payment with the wallet's reference, and the terminal. A copy says so first.
 */
export function receiptSlip(sale: Sale, facts: ReceiptFacts): Slip {
  const words = RECEIPT_WORDS[facts.settings.market];
  const lines = deliveredLines(sale);
  const total = sum(lines.map((line) => line.gross));
  return {
    id: `${sale.id}${facts.copy ? "-copy" : ""}`.slice(0, 32),
    ...(facts.copy ? { mayFollowFragment: true as const } : {}),
    parts: [
      ...heading(facts, words),
      ...seller(facts.settings, words),
      { part: "rule" },
      {
        part: "row",
        left: `${words.receipt} ${sale.receiptNumber ?? "-"}`,
        right: localTime(facts.settings.market, facts.soldAtMs),
      },
      { part: "row", left: words.terminal, right: facts.settings.terminalId },
      { part: "rule" },
      ...lines.flatMap((line) => goods(line, words)),
      ...takenOff(offTheWhole(lines), words, ""),
      { part: "rule" },
      { part: "row", left: words.total, right: `${sale.terms.currency} ${plainAmount(total)}`, bold: true },
      ...vat(lines, words),
      { part: "rule" },
      { part: "row", left: facts.wallet, right: plainAmount(total) },
      { part: "text", text: `${words.reference} ${paidReference(sale)}` },
      ...order(sale, words),
      { part: "feed", lines: 1 },
      { part: "text", text: words.thanks, align: "centre" },
      { part: "cut" },
    ],
  };
}

/** Vending charges for what dropped, one line a good; elsewhere the whole basket left. */
export function deliveredLines(sale: Sale): OrderLine[] {
  if (sale.terms.mode !== "vending") return [...sale.lines];
  return sale.lines.flatMap((line) => {
    const quantity = sale.items.filter((item) => item.sku === line.id && item.state === "dropped").length;
    return quantity === 0 ? [] : [{ ...line, quantity, gross: times(line.unitPrice, quantity) }];
  });
}

function heading(facts: ReceiptFacts, words: ReceiptWords): SlipPart[] {
  const parts: SlipPart[] = [];
  if (facts.settings.practice)
    parts.push({ part: "text", text: words.practice, align: "centre", bold: true, size: 2 });
  if (facts.copy) parts.push({ part: "text", text: words.copy, align: "centre", bold: true, size: 2 });
  parts.push({ part: "text", text: words.heading, align: "centre", bold: true, size: 2 });
  return parts;
}

function seller(settings: ReceiptFacts["settings"], words: ReceiptWords): SlipPart[] {
  const { shop } = settings;
  const marks = [shop.vatRegistered ? words.vatMark : "", shop.inBusinessRegister ? words.registerMark : ""];
  const number = [`${words.organisation} ${shop.organisationNumber}`, ...marks]
    .filter((mark) => mark !== "")
    .join(" ");
  return [shop.name, number, ...shop.address].map((text) => ({ part: "text", text, align: "centre" }));
}

/** The full price first; what was taken off the line stands below it with its sign and its reason. */
function goods(line: OrderLine, words: ReceiptWords): SlipPart[] {
  const { name, quantity, unitPrice } = line;
  const { gross, reduction } = toldAlone(line);
  const full = reduction === undefined ? gross : plus(gross, reduction.amount);
  const parts: SlipPart[] = [{ part: "row", left: name, right: plainAmount(full) }];
  if (quantity !== 1) parts.push({ part: "text", text: `  ${quantity} x ${plainAmount(unitPrice)}` });
  return [...parts, ...takenOff(reduction, words, "  ")];
}

function takenOff(reduction: Reduction | undefined, words: ReceiptWords, indent: string): SlipPart[] {
  if (reduction === undefined) return [];
  const { reason, amount } = reduction;
  return [
    { part: "row", left: `${indent}${words.discount} ${reason}`, right: plainAmount(minus(NOTHING, amount)) },
  ];
}

function vat(lines: readonly OrderLine[], words: ReceiptWords): SlipPart[] {
  return vatByRate(lines.map((line) => ({ gross: line.gross, rate: line.vat }))).map((each) => ({
    part: "row",
    left: `${words.vat} ${plainAmount(minor(each.rate))} % ${words.of} ${plainAmount(each.net)}`,
    right: plainAmount(each.vat),
  }));
}

function paidReference(sale: Sale): string {
  return sale.payments.find((payment) => payment.authorized > 0)?.reference ?? "-";
}

/** Number and serving: what is called out, and what the kitchen packs or plates. */
function order({ orderNumber, terms }: Sale, words: ReceiptWords): SlipPart[] {
  const { serving } = terms;
  const texts = [
    ...(orderNumber === undefined ? [] : [`${words.order} ${orderNumber}`]),
    ...(serving === undefined ? [] : [words.serving[serving]]),
  ];
  if (texts.length === 0) return [];
  return [
    { part: "feed", lines: 1 },
    ...texts.map((text): SlipPart => ({ part: "text", text, align: "centre", bold: true, size: 2 })),
  ];
}
