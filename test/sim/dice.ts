import { seededRandom } from "../rig/seeded-random.ts";

/** All chance of one seed. Each part of the world has dice of its own, so that one more throw here moves nothing there. */
export class Dice {
  readonly random: () => number;

  constructor(seed: number, part: string) {
    let mixed = seed >>> 0;
    for (const letter of part) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    this.random = seededRandom(mixed);
  }

  chance(of: number): boolean {
    return this.random() < of;
  }

  between(low: number, high: number): number {
    return Math.floor(low + this.random() * (high - low));
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.random() * from.length)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  }

  /** One of the names, each as often as its weight says. */
  weigh<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[];
    let left = this.random() * names.reduce((sum, name) => sum + weights[name], 0);
    for (const name of names) {
      left -= weights[name];
      if (left < 0) return name;
    }
    return this.pick(names);
  }

  letters(count: number): string {
    return Array.from({ length: count }, () => this.pick(SIGNS)).join("");
  }
}

const SIGNS = [..."23456789ABCDEFGHJKMNPQRSTUVWXYZ"];
