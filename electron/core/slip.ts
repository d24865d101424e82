/**
 * A piece of paper before it is bytes: what to write, not how. Drivers turn it into their printer's language.
 * Text may hold any character; the printer's profile decides how unknown ones are replaced.
 */
export type SlipPart =
  | {
      readonly part: "text";
      readonly text: string;
      readonly align?: "left" | "centre" | "right";
      readonly bold?: boolean;
      /** Width and height factor; 2 is the size marked headings need (at least 50 % larger than the amount). */
      readonly size?: 1 | 2;
    }
  /** Left text and right text on one line; the left one is wrapped, the right one never. */
  | {
      readonly part: "row";
      readonly left: string;
      readonly right: string;
      readonly bold?: boolean;
      readonly size?: 1 | 2;
    }
  | { readonly part: "rule" }
  | { readonly part: "feed"; readonly lines: number }
  | { readonly part: "qr"; readonly content: string }
  | { readonly part: "cut" };

export interface Slip {
  /** Names the print job; at most 32 of [A-Za-z0-9-]. Two jobs with one id are the same piece of paper. */
  readonly id: string;
  readonly parts: readonly SlipPart[];
  /** An earlier run of the program may have left part of this slip hanging out of the printer: it is struck through and cut off first. */
  readonly mayFollowFragment?: true;
}
