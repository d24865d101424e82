import type { SetUpView } from "../../electron/ipc/contract.ts";
import type { SetUpWords } from "../words/set-up-words.ts";

/** What a port is called: "ttyUSB0" of /dev/ttyUSB0; "COM3". */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** What is under way, or what came of the last try that led to nothing. */
export function whatHappens({ underWay, trouble }: SetUpView, words: SetUpWords): string | undefined {
  if (underWay === undefined) return trouble && words.trouble[trouble];
  return underWay.away === undefined ? words.doing[underWay.is] : words.putBack(nameOf(underWay.away));
}

/** What is told aloud when one picture follows another: what began, and what was found out. The seconds are not. */
export function setUpNews(
  before: SetUpView | undefined,
  after: SetUpView | undefined,
  words: SetUpWords,
): readonly string[] {
  if (after === undefined) return [];
  const happens = whatHappens(after, words);
  const began = happens === undefined || (before && whatHappens(before, words)) === happens ? [] : [happens];
  const found = after.ports.flatMap(({ path, answer, chosenBy }) => {
    const known = before?.ports.find((port) => port.path === path);
    const name = nameOf(path);
    const isNew = answer !== undefined && JSON.stringify(known?.answer) !== JSON.stringify(answer);
    return [
      ...(isNew ? [`${name}: ${words.answered[answer.is]}. ${words.sure[answer.sure]}`] : []),
      ...(chosenBy === undefined || known?.chosenBy === chosenBy ? [] : [`${name}: ${words.chosenBy[chosenBy]}`]),
    ];
  });
  return [...began, ...found].slice(0, 12);
}
