import type { FrameStream } from "../stream/frame-stream.ts";
import { textLines } from "../stream/text-lines.ts";

/**
 * The text interface of Qibixx MDB-USB and MDB Pi Hat, 115200 8N1, one word a line. What begins with "c" speaks of the
 * adapter as a cashless reader of somebody's machine, "d" of the adapter as the machine of somebody's reader. Amounts
 * are decimal text; here they are whole hundredths. No line carries a checksum.
 */
export type QibixxWord =
  | { readonly word: "version"; readonly version: string }
  | { readonly word: "state"; readonly state: "inactive" | "disabled" | "enabled" | "idle" | "off" }
  | { readonly word: "request"; readonly priceMinor: number; readonly item: number }
  | { readonly word: "success" }
  | { readonly word: "failure" }
  | { readonly word: "error"; readonly what: string }
  | { readonly word: "reader"; readonly state: "off" | "init" | "idle" | "vend" | "credit" }
  | { readonly word: "paid"; readonly amountMinor: number }
  | { readonly word: "not-paid" }
  | { readonly word: "reader-error"; readonly what: string };

const LINE_LONGEST = 120;

export function qibixxLines(): FrameStream<string> {
  return textLines(LINE_LONGEST);
}

export function encodeQibixx(order: string): Uint8Array {
  return new TextEncoder().encode(`${order}\r\n`);
}

export const QIBIXX = {
  version: "V",
  readerOff: "C,0",
  readerOn: "C,1",
  /** The machine asks first and the payment follows, where the machine knows how. */
  alwaysIdle: "C,SETCONF,mdb-always-idle=1",
  deny: "C,STOP",
  masterOff: "D,0",
  masterSelectsFirst: "D,2",
  enableReader: "D,READER,1",
  cancelRequest: "D,REQ,-1",
  dispensed: "D,END",
  notDispensed: "D,END,-1",
} as const;

export function currencyOrder(isoNumber: number): string {
  return `C,SETCONF,mdb-currency-code=0x1${String(isoNumber).padStart(3, "0")}`;
}

export function approveOrder(priceMinor: number): string {
  return `C,VEND,${amountText(priceMinor)}`;
}

export function requestOrder(priceMinor: number, item: number): string {
  return `D,REQ,${amountText(priceMinor)},${item}`;
}

export function amountText(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}

const AMOUNT = "(\\d{1,7}(?:\\.\\d{1,2})?)";
const STATE = /^c,STATUS,(INACTIVE|DISABLED|ENABLED|IDLE|OFF)(?:,.*)?$/;
const REQUEST = new RegExp(`^c,STATUS,VEND,${AMOUNT},(\\d{1,5})$`);
const PAID = new RegExp(`^d,STATUS,RESULT,1,${AMOUNT}$`);
const MASTER = /^d,STATUS,(OFF|RESET|INIT|IDLE|VEND|CREDIT)(?:,.*)?$/;

const STATES = {
  INACTIVE: "inactive",
  DISABLED: "disabled",
  ENABLED: "enabled",
  IDLE: "idle",
  OFF: "off",
} as const;

const MASTER_STATES = {
  OFF: "off",
  RESET: "off",
  INIT: "init",
  IDLE: "idle",
  VEND: "vend",
  CREDIT: "credit",
} as const;

/** Undefined for a line that says nothing of a sale. */
export function readQibixx(line: string): QibixxWord | undefined {
  if (line.startsWith("v,")) return { word: "version", version: line.slice(2) };
  if (line === "c,VEND,SUCCESS") return { word: "success" };
  if (line === "c,ERR,VEND 3" || line === 'c,ERR,"VEND 3"') return { word: "failure" };
  if (line.startsWith("c,ERR,")) return { word: "error", what: line.slice(6) };
  if (line.startsWith("d,STATUS,RESULT,-1")) return { word: "not-paid" };
  if (line.startsWith("d,ERR,")) return { word: "reader-error", what: line.slice(6) };
  const request = REQUEST.exec(line);
  if (request !== null) return { word: "request", priceMinor: minorOf(request[1]), item: Number(request[2]) };
  const paid = PAID.exec(line);
  if (paid !== null) return { word: "paid", amountMinor: minorOf(paid[1]) };
  const state = STATE.exec(line)?.[1];
  if (isKeyOf(STATES, state)) return { word: "state", state: STATES[state] };
  const master = MASTER.exec(line)?.[1];
  if (isKeyOf(MASTER_STATES, master)) return { word: "reader", state: MASTER_STATES[master] };
  return undefined;
}

/**
 * A line the adapter would not say: neither a word of a sale nor one of its other parts, which have a small letter, a comma
 * and a name of their own.
 */
export function isSpoiltQibixx(line: string): boolean {
  if (readQibixx(line) !== undefined) return false;
  return /^[cd],(?:STATUS|VEND)\b/.test(line) || !/^[a-z],[A-Z0-9_]+(?:,.*)?$/.test(line);
}

function isKeyOf<T extends object>(table: T, name: string | undefined): name is keyof T & string {
  return name !== undefined && Object.hasOwn(table, name);
}

function minorOf(text: string | undefined): number {
  return Math.round(Number(text) * 100);
}
