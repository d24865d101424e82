import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { CardOutcome, CardReader } from "../../hardware/contract.ts";
import {
  type CardReaderParts,
  createQibixxCardReader,
  createWaferCardReader,
} from "../../hardware/drivers/mdb/card-reader.ts";
import { amountText } from "../../hardware/frames/qibixx/qibixx.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { openerFor } from "../../hardware/transport/opener.ts";
import { Wrong } from "./wrong.ts";

export const USAGE = `npm run devices -- card --line PATH --driver qibixx|wafer --amount 45.00 [--item NUMBER] [--currency CODE] [--wait SECONDS]
  asks a bought card reader for money, asks whether the goods came out, and tells the reader the end. A real card is charged.
  --line is the adapter's serial port; --driver qibixx a Qibixx MDB-USB or Pi Hat, wafer a WaferStar MDB-RS232
  --item the reader is told, 1 by default; --currency NOK, DKK, SEK or EUR, NOK by default; --wait for a card, 60 s by default and at most
  Ctrl+C takes the question back. Ends with 0: paid and settled; 1: nothing was taken; 2: not known, look at the reader's own records`;

const DRIVERS: Readonly<Record<string, { readonly baudRate: number; create(parts: CardReaderParts): CardReader }>> =
  {
    qibixx: { baudRate: 115_200, create: createQibixxCardReader },
    wafer: { baudRate: 9_600, create: createWaferCardReader },
  };

/** ISO 4217. */
const CURRENCIES: Readonly<Record<string, number>> = { NOK: 578, DKK: 208, SEK: 752, EUR: 978 };
/** Prices and items have two bytes on the bus; the highest number means that none is known. */
const TWO_BYTES_MOST = 65_534;
const WAIT_MOST_S = 60;
/** For the adapter to set the reader up; several tries. */
const READY_MS = 20_000;
/** The driver gives back by itself what is not settled within two minutes. */
const ANSWER_MS = 90_000;

/** What is paid is settled before the program ends, whoever ends it. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const SETTLED = 0;
const NOT_TAKEN = 1;
const NOT_KNOWN = 2;

interface CardWanted {
  readonly path: string;
  readonly driver: (typeof DRIVERS)[string];
  readonly amountMinor: number;
  readonly item: number;
  readonly currency: number;
  readonly waitMs: number;
}

export async function askCard(args: readonly string[]): Promise<number> {
  const wanted = readWords(args);
  const line = { kind: "serial", path: wanted.path, baudRate: wanted.driver.baudRate } as const;
  const changes = new Set<() => void>();
  const reader = wanted.driver.create({
    opener: openerFor(line, steadyTicker),
    ticker: steadyTicker,
    currency: wanted.currency,
    onChange: () => {
      for (const changed of changes) changed();
    },
  });
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  for (const signal of SIGNALS) process.on(signal, onInterrupt);
  try {
    const trouble = await whyNotReady(reader, changes, interrupt.signal);
    if (trouble !== undefined) {
      process.stderr.write(`Nothing was asked. ${trouble}\n`);
      return NOT_TAKEN;
    }
    return await pay(reader, wanted, interrupt.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onInterrupt);
    await reader.stop();
  }
}

function readWords(args: readonly string[]): CardWanted {
  const { values } = parseArgs({
    args: [...args],
    options: {
      line: { type: "string" },
      driver: { type: "string" },
      amount: { type: "string" },
      item: { type: "string", default: "1" },
      currency: { type: "string", default: "NOK" },
      wait: { type: "string", default: String(WAIT_MOST_S) },
    },
  });
  const { line = "", driver = "", amount = "", item, currency, wait } = values;
  if (line === "") throw new Wrong("Where? --line and the adapter's serial port.");
  const known = Object.hasOwn(DRIVERS, driver) ? DRIVERS[driver] : undefined;
  if (known === undefined) throw new Wrong(`--driver takes ${Object.keys(DRIVERS).join(" or ")}, not "${driver}".`);
  const iso = Object.hasOwn(CURRENCIES, currency) ? CURRENCIES[currency] : undefined;
  if (iso === undefined)
    throw new Wrong(`--currency takes ${Object.keys(CURRENCIES).join(", ")}, not "${currency}".`);
  const [, whole, parts] = /^(\d{1,3})(?:[.,](\d\d))?$/.exec(amount) ?? [];
  const amountMinor = Number(whole) * 100 + Number(parts ?? 0);
  if (whole === undefined || amountMinor < 1 || amountMinor > TWO_BYTES_MOST)
    throw new Wrong(`--amount takes 0.01 to ${amountText(TWO_BYTES_MOST)}, not "${amount}".`);
  return {
    path: line,
    driver: known,
    amountMinor,
    item: wholeNumber("item", item, TWO_BYTES_MOST),
    currency: iso,
    waitMs: wholeNumber("wait", wait, WAIT_MOST_S) * 1_000,
  };
}

function wholeNumber(flag: string, text: string, most: number): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) throw new Wrong(`--${flag} takes 1 to ${most}, not "${text}".`);
  return number;
}

/** Undefined as soon as the reader takes payments; otherwise what stood in the way when time was up. */
function whyNotReady(
  reader: CardReader,
  changes: Set<() => void>,
  interrupted: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const end = (trouble: string | undefined): void => {
      cancel();
      changes.delete(look);
      resolve(trouble);
    };
    const look = (): void => {
      const { state, what } = reader.condition();
      if (state === "ready") end(undefined);
      // Neither a port that is not there nor one that is in use comes by waiting.
      else if (state === "absent" || state === "fault") end(what);
    };
    const cancel = steadyTicker.after(READY_MS, () => end(reader.condition().what));
    interrupted.addEventListener("abort", () => end("It was taken back."), { once: true });
    changes.add(look);
    look();
  });
}

async function pay(reader: CardReader, wanted: CardWanted, interrupted: AbortSignal): Promise<number> {
  const text = amountText(wanted.amountMinor);
  process.stdout.write(`The reader is asked for ${text}. Hold a card to it; Ctrl+C takes the question back.\n`);
  const cancelWait = steadyTicker.after(wanted.waitMs, () => reader.cancel());
  const takeBack = (): void => reader.cancel();
  interrupted.addEventListener("abort", takeBack, { once: true });
  const outcome = await reader.pay(wanted.amountMinor, wanted.item);
  cancelWait();
  interrupted.removeEventListener("abort", takeBack);
  if (outcome.is !== "paid") return notPaid(outcome);
  process.stdout.write(`Paid: ${text}.\n`);
  return settle(reader, await haveGoodsComeOut(interrupted));
}

function notPaid(outcome: Exclude<CardOutcome, { is: "paid" }>): number {
  if (outcome.is === "not-paid") {
    process.stdout.write(`Not paid: nothing was taken. ${outcome.what}\n`);
    return NOT_TAKEN;
  }
  process.stderr.write(
    `Unknown: the card may have been charged. ${outcome.what} Look at the reader's own records.\n`,
  );
  return NOT_KNOWN;
}

async function settle(reader: CardReader, haveComeOut: boolean): Promise<number> {
  if (await reader.settle(haveComeOut)) {
    process.stdout.write(haveComeOut ? "Settled: the money is kept.\n" : "Settled: the money was given back.\n");
    return SETTLED;
  }
  process.stderr.write(
    "Unknown: the reader did not confirm the end. It then counts the goods as sold, so the card may have been charged. Look at the reader's own records.\n",
  );
  return NOT_KNOWN;
}

/** Nobody's answer is no: what did not come out is not charged. */
function haveGoodsComeOut(interrupted: AbortSignal): Promise<boolean> {
  if (interrupted.aborted) return Promise.resolve(false);
  // Without the terminal's own keys, so that Ctrl+C stays a signal.
  const lines = createInterface({ input: process.stdin, terminal: false });
  return new Promise((resolve) => {
    const end = (isYes: boolean, what = ""): void => {
      cancel();
      interrupted.removeEventListener("abort", onAbort);
      lines.removeAllListeners();
      lines.close();
      process.stdout.write(what);
      resolve(isYes);
    };
    const onAbort = (): void => end(false, "\n");
    const cancel = steadyTicker.after(ANSWER_MS, () => end(false, "\nNobody answered: the money goes back.\n"));
    const ask = (): void => void process.stdout.write("Did the goods come out? (y/n) ");
    interrupted.addEventListener("abort", onAbort, { once: true });
    lines.on("line", (line) => {
      const answer = line.trim().toLowerCase();
      if (answer === "y" || answer === "yes") end(true);
      else if (answer === "n" || answer === "no") end(false);
      else ask();
    });
    lines.once("close", () => end(false, "\nNobody answered: the money goes back.\n"));
    ask();
  });
}
