/**
 * The emulated head's letters, five dots wide and seven high with two below the line. One character a row, read to base
 * 32, so that its five bits are the row's dots. Drawn at twice the size they fill a cell of 12 by 24 with room for
 * an accent.
 */
const LETTERS: ReadonlyMap<string, string> = new Map(
  `! 4444404 | " aaa0000 | # aavavaa | $ 4fke5u4 | % op248j3 | & cik8lid | ' 4480000 | ( 2488842 | ) 8422248
  * 04lel40 | + 044v440 | , 00000c48 | - 000v000 | . 00000cc | / 01248g0 | 0 ehjlphe | 1 4c4444e | 2 eh1248v
  3 v2421he | 4 26aiv22 | 5 vgu11he | 6 68guhhe | 7 v124888 | 8 ehhehhe | 9 ehhf12c | : 0cc0cc0 | ; 0cc0c48
  < 248g842 | = 00v0v00 | > 8421248 | ? eh12404 | @ eh1dlle | A ehhhvhh | B uhhuhhu | C ehggghe | D sihhhis
  E vgguggv | F vgguggg | G ehgnhhf | H hhhvhhh | I e44444e | J 72222ic | K hikokih | L ggggggv | M hrllhhh
  N hhpljhh | O ehhhhhe | P uhhuggg | Q ehhhlid | R uhhukih | S fgge11u | T v444444 | U hhhhhhe | V hhhhha4
  W hhhllla | X hha4ahh | Y hhha444 | Z v1248gv | [ e88888e | \\ 0g84210 | ] e22222e | ^ 4ah0000 | _ 000000v
  \` 8420000 | a 00e1fhf | b ggmphhu | c 00egghe | d 11djhhf | e 00ehvge | f 698s888 | g 00fhhhf1e | h ggmphhh
  i 40c444e | j 2062222ic | k ggikoki | l c44444e | m 00qllhh | n 00mphhh | o 00ehhhe | p 00uhhhugg | q 00fhhhf11
  r 00mpggg | s 00ege1u | t 88s8896 | u 00hhhjd | v 00hhha4 | w 00hhlla | x 00ha4ah | y 00hhhhf1e | z 00v248v
  { 2448442 | } 8442448 | ~ 008l200 | æ 00q5fkb | Æ fkkukkn | ø 00fjlpu | Ø fjjlppu | ß ciikihm | € 69s8s96
  £ 698s88v | § egehe1e | ° ciic000 | · 0004000 | « 005aka5 | » 00ka5ak | × 00ha4ah | ı 00c444e | ─ 000v000
  │ 4444444 | █ vvvvvvvvv`
    .split(/\s*\|\s*|\n\s*/)
    .map((entry) => [entry.slice(0, 1), entry.slice(2)]),
);

/** The bar separates the entries above. */
const BAR = "4444444";
const UNKNOWN = "vhhhhhv";

/** Three rows that stand on the letter. */
const ABOVE: ReadonlyMap<string, string> = new Map([
  ["\u0300", "840"],
  ["\u0301", "240"],
  ["\u0302", "4a0"],
  ["\u0303", "9m0"],
  ["\u0308", "0a0"],
  ["\u030a", "4a4"],
  ["\u030c", "a40"],
]);
const CEDILLA = "\u0327";

/** Rows of a letter's grid: three for an accent, seven, two below the line. */
export const GRID_ROWS = 12;
const ACCENT_ROWS = 3;
const BELOW_ROW = 10;
/** Where letters without a stem begin. */
const X_HEIGHT_ROW = 2;
/** Columns of the grid; the sixth keeps letters apart. */
export const GRID_COLUMNS = 6;

const grids = new Map<string, readonly number[]>();

/** A letter as `GRID_ROWS` rows of five dots each, bit 4 leftmost; a letter nobody drew is a hollow box. */
export function letterGrid(letter: string): readonly number[] {
  const known = grids.get(letter);
  if (known !== undefined) return known;
  const drawn = drawGrid(letter);
  grids.set(letter, drawn);
  return drawn;
}

function drawGrid(letter: string): readonly number[] {
  const rows = Array<number>(GRID_ROWS).fill(0);
  if (letter.trim() === "") return rows;
  const whole = LETTERS.get(letter);
  const [base = "", ...accents] = whole === undefined ? letter.normalize("NFD") : letter;
  const under = base === "i" && accents.length > 0 ? "ı" : base;
  const shape = base === "|" ? BAR : (whole ?? LETTERS.get(under) ?? UNKNOWN);
  const lay = (text: string, from: number): void => {
    for (const [at, digit] of Array.from(text).entries())
      rows[from + at] = (rows[from + at] ?? 0) | parseInt(digit, 32);
  };
  lay(shape, ACCENT_ROWS);
  const top = shape.startsWith("00") ? X_HEIGHT_ROW : 0;
  for (const accent of accents) {
    if (accent === CEDILLA) lay("48", BELOW_ROW);
    else lay(ABOVE.get(accent) ?? "", top);
  }
  return rows;
}
