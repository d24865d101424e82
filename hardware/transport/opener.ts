import type { LineAddress, LineOpener, Ticker } from "../contract.ts";
import { createSerialOpener } from "./serial.ts";
import { createTcpOpener } from "./tcp.ts";

/** The way to a configured device. */
export function openerFor(address: LineAddress, ticker: Ticker, options = { lock: true }): LineOpener {
  return address.kind === "tcp" ? createTcpOpener(address, ticker) : createSerialOpener(address, ticker, options);
}
