import type { Ticker } from "../../contract.ts";

/** What a bought card reader does, whatever the adapter before it. */
export type CardEvent =
  | { readonly is: "alive" }
  /** It takes payments. */
  | { readonly is: "ready" }
  /** It takes none, and what it held is forgotten: it was reset, or is not there. */
  | { readonly is: "not-ready"; readonly what: string }
  /** The question for money has been put to it: from now on silence is no answer. */
  | { readonly is: "asked" }
  | { readonly is: "paid"; readonly amountMinor: number }
  | { readonly is: "not-paid" }
  /** It has taken our last word on the goods. */
  | { readonly is: "ended" };

/** One adapter's language, from the side of the machine that we are. One is made for each connection. */
export interface MasterTongue {
  /** Resets the reader and sets it up. */
  begin(): void;
  hear(chunk: Uint8Array): void;
  /** The line fell silent: half a word will not be finished. */
  silence(): void;
  request(priceMinor: number, item: number): void;
  /** Takes the question back; an answer may be on its way. */
  cancel(): void;
  /** The last word on what was paid: the goods came out, or they did not and the money is given back. */
  end(isDispensed: boolean): void;
  /** How often something came that could not be understood. */
  readonly misheard: number;
  /** Nothing more is said on this connection. */
  stop(): void;
}

export interface MasterEars {
  readonly ticker: Ticker;
  /** ISO 4217, 578 for the Norwegian krone. */
  readonly currency: number;
  say(bytes: Uint8Array, deadlineMs: number): Promise<boolean>;
  tell(event: CardEvent): void;
}

export type MakeMasterTongue = (ears: MasterEars) => MasterTongue;
