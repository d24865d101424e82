import type { Words } from "../words/words.ts";
import { type Said, said } from "./spoken.ts";

/** What can be known of a control that took the focus. */
export interface Control {
  readonly name: string;
  /** A switch or a choice: whether it is on or chosen. */
  readonly state?: "on" | "off" | "chosen";
  readonly disabled: boolean;
  /** Part of the number: a key of the pad, or the digits typed. */
  readonly ofNumber: boolean;
  /** The sheet that has just opened around it: its title and what it says. */
  readonly opened: readonly string[];
}

type Output = "loudspeaker" | "headphone";

/** A control is named, then its state. On a loudspeaker a key of the number pad is only called a digit. */
export function saidOnFocus(control: Control, output: Output, words: Words, interrupts = true): Said | undefined {
  const hidden = control.ofNumber && output === "loudspeaker" && /^\d$/.test(control.name);
  const name = hidden ? words.oneDigit : control.name;
  const state = control.disabled ? words.notPressedNow : stateWords(control.state, words);
  const sentence = state === "" ? name : `${name}. ${state}`;
  return said([...control.opened, sentence], interrupts, control.ofNumber && !hidden && output === "headphone");
}

function stateWords(state: Control["state"], words: Words): string {
  switch (state) {
    case "on":
      return words.switchedOn;
    case "off":
      return words.switchedOff;
    case "chosen":
      return words.chosen;
    case undefined:
      return "";
  }
}

/** What stands in the number field, digit by digit; on a loudspeaker only how many there are. */
export function saidOnDigits(typed: string, output: Output, words: Words): Said | undefined {
  const count = words.digitsTyped(typed.length);
  if (output === "loudspeaker" || typed === "") return said([count], true);
  return said([typed.split("").join(" ")], true, true);
}
