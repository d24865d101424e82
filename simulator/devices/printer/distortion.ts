import { type PrinterFault, seededRandom } from "./faults.ts";

/** What the faults "half-answers" and "noise" make of an answer. */
export class Distortion {
  #noise: (() => number) | undefined;

  of(answer: readonly number[], faults: readonly PrinterFault[]): readonly number[] {
    const half = answer.length > 1 && faults.some((fault) => fault.is === "half-answers");
    return this.#withNoise(half ? answer.slice(0, answer.length >> 1) : answer, faults);
  }

  #withNoise(answer: readonly number[], faults: readonly PrinterFault[]): readonly number[] {
    const noise = faults.find((fault) => fault.is === "noise");
    if (noise === undefined) return answer;
    this.#noise ??= seededRandom(noise.seed);
    const random = this.#noise;
    const rubbish = (): number[] =>
      Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * 256));
    return [...rubbish(), ...answer, ...rubbish()];
  }
}
