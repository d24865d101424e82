import { localTime } from "./local-time.ts";
import type { Market } from "./market.ts";
import type { FoundSales, SoldSale } from "./staff-view.ts";

/** Sales named by one search. */
export const FOUND_MAX = 20;
/** A time of day is remembered to about so much. */
const ABOUT_MINUTES = 10;
const DAY_MINUTES = 24 * 60;
/** Fewer letters of a reference stand in too many. */
const REFERENCE_LEAST = 3;

/**
 * The sales a cashier means, the latest first: "42" or "1204" is an order or a receipt number or whole kroner, "45,00" an
 * amount, "13:05" about that time of day, anything longer a part of the reference, with or without its hyphens.
 */
export function findSales(latestFirst: Iterable<SoldSale>, typed: string, market: Market): FoundSales {
  const isMeant = meaning(typed.trim(), market);
  const sales: SoldSale[] = [];
  if (isMeant === undefined) return { sales, isMore: false };
  for (const sale of latestFirst) {
    if (!isMeant(sale)) continue;
    if (sales.length === FOUND_MAX) return { sales, isMore: true };
    sales.push(sale);
  }
  return { sales, isMore: false };
}

type Meaning = (sale: SoldSale) => boolean;

/** Undefined where too little was typed to mean anything. */
function meaning(text: string, market: Market): Meaning | undefined {
  const time = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (time !== null) return soldAbout(Number(time[1]) * 60 + Number(time[2]), market);
  const amount = /^(\d{1,7})[.,](\d{2})$/.exec(text);
  if (amount !== null) return costing(Number(amount[1]) * 100 + Number(amount[2]));
  const part = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  const referred: Meaning = ({ reference }) =>
    part.length >= REFERENCE_LEAST && reference.toUpperCase().replaceAll("-", "").includes(part);
  if (/^\d{1,9}$/.test(text)) {
    const number = Number(text);
    const whole = costing(number * 100);
    return (sale) => sale.orderNumber === number || sale.receiptNumber === number || whole(sale) || referred(sale);
  }
  return part.length >= REFERENCE_LEAST ? referred : undefined;
}

function costing(minorUnits: number): Meaning {
  return ({ total }) => total === minorUnits;
}

function soldAbout(minutes: number, market: Market): Meaning {
  return ({ soldAtMs }) => {
    const [, clock = ""] = localTime(market, soldAtMs).split(" ");
    const [hour = "0", minute = "0"] = clock.split(":");
    const apart = Math.abs(Number(hour) * 60 + Number(minute) - minutes);
    return Math.min(apart, DAY_MINUTES - apart) <= ABOUT_MINUTES;
  };
}
