import type { LineOpener, Ticker } from "../../contract.ts";
import {
  type AskedAbilities,
  characterisationSlip,
  profileFrom,
  type SlipAnswers,
} from "../../frames/escpos/characterisation.ts";
import { askPaperInTurn, askStatus, askWhenPrinted, initialise, pushStatus } from "../../frames/escpos/commands.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import { type Heard, ReplyDecoder } from "../../frames/escpos/reply-decoder.ts";
import { isPaperInTurn, provenId } from "../../frames/escpos/status.ts";
import { qrModules } from "./qr-modules.ts";

const OPEN_MS = 3_000;
const WRITE_MS = 20_000;
const ANSWER_MS = 1_500;
/** So much is written at once, with time for the slowest printer to take it: nothing is known of its buffer yet. */
const PIECE_BYTES = 256;
const PIECE_MS = 120;
const PROOF_ID = "CHAR";

export interface CharacteriseOptions {
  readonly opener: LineOpener;
  readonly ticker: Ticker;
  /** Asks the person at the printer what the slip shows. */
  readonly read: () => Promise<SlipAnswers>;
}

export type Characterised =
  | { readonly is: "found"; readonly profile: Omit<PrinterProfile, "name">; readonly asked: AskedAbilities }
  | { readonly is: "failed"; readonly what: string };

/** Asks a printer what it answers, prints a slip, asks a person what is on it, and puts both into a profile. */
export async function characterise(options: CharacteriseOptions): Promise<Characterised> {
  const { opener, ticker } = options;
  const heard: Heard[] = [];
  const decoder = new ReplyDecoder();
  let wake: () => void = () => undefined;
  let lost: string | undefined;
  const opened = await opener.open(
    {
      bytes: (chunk) => {
        heard.push(...decoder.hear(chunk));
        wake();
      },
      lost: (loss) => {
        lost = loss.what;
        wake();
      },
    },
    OPEN_MS,
  );
  if ("loss" in opened) return { is: "failed", what: opened.loss.what };
  const { line } = opened;

  const until = (found: (one: Heard) => boolean): Promise<boolean> =>
    new Promise((resolve) => {
      const settle = (answer: boolean): void => {
        cancel();
        wake = () => undefined;
        resolve(answer);
      };
      const cancel = ticker.after(ANSWER_MS, () => settle(heard.some(found)));
      wake = () => {
        if (heard.some(found) || lost !== undefined) settle(heard.some(found));
      };
      wake();
    });
  const ask = async (question: readonly number[], found: (one: Heard) => boolean): Promise<boolean> => {
    heard.length = 0;
    await line.write(Uint8Array.from(question), WRITE_MS);
    return until(found);
  };
  const pause = (ms: number): Promise<void> => new Promise((resolve) => ticker.after(ms, resolve));

  try {
    await line.write(Uint8Array.from(initialise()), WRITE_MS);
    const asked: AskedAbilities = {
      answersStatus: await ask(askStatus(1), (one) => one.kind === "status"),
      pushesStatus: await ask(pushStatus(), (one) => one.kind === "pushed"),
      answersInTurn: await ask(askPaperInTurn(), (one) => one.kind === "in-turn" && isPaperInTurn(one.byte)),
      provesById: await ask(
        askWhenPrinted(PROOF_ID),
        (one) => one.kind === "block" && provenId(one.lead, one.body) === PROOF_ID,
      ),
    };
    const drawing = qrModules("A");
    if (drawing === null) throw new Error("a code of one letter cannot be drawn");
    const bytes = characterisationSlip(drawing).flatMap((command) => [...command.bytes]);
    for (let at = 0; at < bytes.length && lost === undefined; at += PIECE_BYTES) {
      if (!(await line.write(Uint8Array.from(bytes.slice(at, at + PIECE_BYTES)), WRITE_MS))) break;
      await pause(PIECE_MS);
    }
    if (lost !== undefined) return { is: "failed", what: `The slip was not printed. ${lost}` };
    const profile = profileFrom(await options.read(), asked);
    return profile === undefined
      ? { is: "failed", what: "No line of the slip reads right: look up the printer's number for code page 858." }
      : { is: "found", profile, asked };
  } finally {
    await line.close();
  }
}
