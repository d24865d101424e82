/** A flag, a fault or an order whose figure or word makes no sense: what stands where, and what is expected. */
export class WrongFlag extends Error {}

/** Both belong to it. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The whole number of a flag, an order or a fault; `otherwise` where none was said. `what` names it: "--stock". */
export function figureOf(text: string | undefined, otherwise: number, what: string, bounds: Bounds): number {
  if (text === undefined) return otherwise;
  const { least, most } = bounds;
  const figure = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (figure >= least && figure <= most) return figure;
  throw new WrongFlag(`${what} takes a whole number from ${least} to ${most}, not "${text}"`);
}

/** One of the words there are. */
export function wordOf<Word extends string>(text: string | undefined, words: readonly Word[], what: string): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new WrongFlag(`${what} takes ${words.join(", ")}, not "${text ?? ""}"`);
}

/** For faults that have no figure. */
export function refuseFigure(figure: string | undefined, what: string): void {
  if (figure !== undefined) throw new WrongFlag(`${what} takes no figure, not "${figure}"`);
}

/** "takes a whole number…" in short, for the usage. */
export function span({ least, most }: Bounds): string {
  return `${least}..${most}`;
}
