/** Cuts a word longer than the line into pieces that fit. */
function hardPieces(word: string, columns: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < word.length; at += columns) pieces.push(word.slice(at, at + columns));
  return pieces;
}

/**
 * Breaks text at spaces into lines of at most `columns` letters; an empty text is one empty line. A run of spaces
 * inside a line stays as it is, at a break it is dropped.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const token of text.split(/(?<= )(?=[^ ])/)) {
    if ((line + token).trimEnd().length <= columns) {
      line += token;
      continue;
    }
    if (line.trim() !== "") lines.push(line.trimEnd());
    const word = token.trimEnd();
    let at = 0;
    for (; word.length - at > columns; at += columns) lines.push(word.slice(at, at + columns));
    line = word.slice(at) + token.slice(word.length);
  }
  lines.push(line.trimEnd());
  return lines;
}

/** One printed line of a row; the sides never touch. */
export interface RowLine {
  readonly left: string;
  readonly right: string;
}

/** Room the left side must have beside the right one, or it gets lines of its own. */
const LEAST_LEFT_COLUMNS = 8;

/**
 * Left side wrapped, right side whole and on the last line, where the eye looks for the amount. A right side that
 * leaves the left no room stands alone below it; one wider than the paper is broken rather than lost.
 */
export function layRow(left: string, right: string, columns: number): RowLine[] {
  const room = columns - right.length - 1;
  if (right.length > columns) {
    return [...wrap(left, columns).map(onlyLeft), ...hardPieces(right, columns).map(onlyRight)];
  }
  if (left.length > room && room < LEAST_LEFT_COLUMNS) {
    return [...wrap(left, columns).map(onlyLeft), onlyRight(right)];
  }
  const lines = wrap(left, Math.max(room, 1));
  return lines.map((line, at) => ({ left: line, right: at === lines.length - 1 ? right : "" }));
}

const onlyLeft = (left: string): RowLine => ({ left, right: "" });
const onlyRight = (right: string): RowLine => ({ left: "", right });
