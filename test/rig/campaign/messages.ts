/** What the terminal's program and the campaign that kills it say to each other. */
export type FromTerminal =
  | { readonly is: "ready" }
  /** The motor is asked to turn; the shelf is the campaign's, so that it outlives the program. */
  | { readonly is: "vend"; readonly id: number; readonly slot: string }
  | { readonly is: "promised"; readonly order: number }
  /** No sale is open and no customer comes. */
  | { readonly is: "quiet" }
  | { readonly is: "wrong"; readonly what: string };

export type ToTerminal =
  | { readonly is: "vended"; readonly id: number; readonly outcome: "dropped" | "not-dropped" }
  /** No further customer: finish what is open. */
  | { readonly is: "rest" };
