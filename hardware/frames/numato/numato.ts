import { BEGUN, FrameStream, type Recognised } from "../stream/frame-stream.ts";

/**
 * Numato USB relay modules: text commands ended by CR. The module repeats every character, answers, and shows its
 * prompt again: "\n\r>". The repeated command ties an answer to its question.
 */
export function numatoCommand(command: string): Uint8Array {
  return new TextEncoder().encode(`${command}\r`);
}

/** Channels above 9 are letters; from 0. */
export function numatoSwitch(channel: number, on: boolean): string {
  return `relay ${on ? "on" : "off"} ${(channel - 1).toString(36).toUpperCase()}`;
}

/** Hex digits of a whole mask: one for up to 4 channels, two for 8, four for 16. */
export function numatoDigits(channels: number): number {
  if (channels <= 4) return 1;
  return channels <= 8 ? 2 : 4;
}

export function numatoAllOff(channels: number): string {
  return `relay writeall ${"0".repeat(numatoDigits(channels))}`;
}

export const NUMATO_READ_ALL = "relay readall";

/** Input pins count from 0. */
export function numatoReadInput(input: number): string {
  return `gpio read ${(input - 1).toString(36).toUpperCase()}`;
}

/** What was said for one command: the command as repeated, and the answer's text, perhaps empty. */
export interface NumatoAnswer {
  readonly command: string;
  readonly answer: string;
}

const LONGEST = 96;
const PROMPT = 0x3e;

/** Cuts at the prompt. */
export function numatoAnswers(): FrameStream<NumatoAnswer> {
  return new FrameStream(LONGEST, recognise);
}

function recognise(held: Uint8Array): Recognised<NumatoAnswer> {
  const end = held.indexOf(PROMPT);
  if (end === -1) return BEGUN;
  const [command, ...lines] = String.fromCharCode(...held.subarray(0, end))
    .split(/[\r\n]+/)
    .map((line) => line.trim());
  // A line may send our words back once more than the module does.
  const answer = lines.filter((line) => line !== command).join(" ");
  return { is: "whole", frame: { command: `${command}`, answer: answer.trim() }, length: end + 1 };
}

/** The mask "0f" as states, lowest bit first; undefined when the text is no mask for so many channels. */
export function numatoStates(text: string, channels: number): readonly boolean[] | undefined {
  if (text.length !== numatoDigits(channels) || !/^[0-9a-f]+$/i.test(text)) return undefined;
  const mask = Number.parseInt(text, 16);
  return Array.from({ length: channels }, (_, index) => ((mask >>> index) & 1) === 1);
}
