import type { View } from "../../electron/core/view.ts";
import type { Terminal } from "../../electron/engine/terminal.ts";
import type { Dice } from "./dice.ts";
import type { MachineKeys } from "./machinery.ts";
import type { SimTime } from "./sim-time.ts";

/** Numbers that are customers of the simulated wallet, and one that is not. */
export const NUMBERS = ["912 34 567", "123 45 678"] as const;
/** As long as anybody waits without looking up. */
const WAITS_MS = 15_000;
const STRANGER = "400 00 000";

/** What one customer is like; drawn before they come. */
export interface Nature {
  readonly flow: "push" | "qr" | "own-code";
  readonly goods: number;
  readonly typed: string;
  readonly doubleTaps: boolean;
  readonly fate: "stays" | "walks" | "cancels" | "switches" | "backs" | "takes-back";
  readonly fateAfterMs: number;
  /** Who changes their mind shows their own code to the scanner, and presses nothing. */
  readonly shows: boolean;
  readonly moreTime: number;
  readonly late: "take" | "give-back" | "ignore";
}

export interface PeopleParts {
  readonly time: SimTime;
  readonly dice: Dice;
  readonly skus: readonly string[];
  /** At a counter the cashier never walks away. */
  readonly attended: boolean;
  readonly terminal: () => Terminal | undefined;
  readonly view: () => View | undefined;
  readonly tell: (what: string) => void;
  /** What the wallet on the phone with this number shows as its own code now. */
  readonly ownCode: (typed: string) => string;
  readonly nature: Partial<Nature> | undefined;
  /** Where goods are chosen at the machine and not on the screen. */
  readonly keys: MachineKeys | undefined;
}

/** Customers, one after the other, who look at the screen now and then and do what people do. */
export class People {
  readonly #parts: PeopleParts;
  #nature: Nature | undefined;
  #payingSinceMs: number | undefined;
  #fateDone = false;
  #looks = 0;
  /** Waits for something to change. */
  #idles = false;
  #stopLook: () => void = () => undefined;
  #stopped = false;
  #closed = false;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#come();
  }

  /** No further customer comes. */
  close(): void {
    this.#closed = true;
  }

  /** Somebody is at the screen. */
  get busy(): boolean {
    return this.#nature !== undefined;
  }

  /** No further customer comes; who is here leaves. */
  stop(): void {
    this.#stopped = true;
  }

  #come(): void {
    const { time, dice } = this.#parts;
    time.after(dice.between(500, 15_000), () => {
      if (this.#stopped || this.#closed) return;
      this.#nature = this.#draw();
      this.#payingSinceMs = undefined;
      this.#fateDone = false;
      this.#looks = 0;
      this.#look();
    });
  }

  #draw(): Nature {
    const { dice, attended, keys } = this.#parts;
    const fate = dice.weigh({
      stays: 60,
      walks: attended ? 0 : 12,
      cancels: 12,
      switches: 10,
      backs: 6,
      "takes-back": keys === undefined ? 0 : 15,
    });
    return {
      flow: dice.weigh({ push: 60, qr: 25, "own-code": 15 }),
      goods: dice.between(1, 4),
      typed: dice.chance(0.02) ? STRANGER : dice.chance(0.02) ? "912" : dice.pick(NUMBERS),
      doubleTaps: dice.chance(0.2),
      fate,
      fateAfterMs: dice.chance(0.5) ? dice.between(0, 3_000) : dice.between(2_000, 40_000),
      moreTime: dice.chance(0.2) ? dice.between(1, 12) : 0,
      late: dice.weigh({ take: 2, "give-back": 1, ignore: 1 }),
      shows: dice.chance(0.3),
      ...this.#parts.nature,
    };
  }

  #leave(): void {
    this.#nature = undefined;
    if (!this.#stopped) this.#come();
  }

  #look(): void {
    const nature = this.#nature;
    if (nature === undefined) return;
    const { time, terminal, view } = this.#parts;
    this.#looks += 1;
    this.#idles = false;
    const at = terminal();
    const seen = view();
    // Nobody waits in front of a dark or dead screen for ever.
    const goes = at !== undefined && seen !== undefined && !this.#act(at, seen, nature);
    if (this.#stopped || this.#looks > 90 || goes) {
      this.#leave();
      return;
    }
    this.#stopLook = time.after(this.#pauseMs(nature, seen), () => this.#look());
  }

  /** Somebody who only waits looks up again when the screen changes, or when they mean to do something. */
  #pauseMs(nature: Nature, seen: View | undefined): number {
    const { time, dice } = this.#parts;
    this.#idles =
      seen?.screen.at === "paying" && seen.frame.leaving === undefined && this.#payingSinceMs !== undefined;
    const soonMs = dice.between(150, 2_500);
    if (!this.#idles) return soonMs;
    const meansToActMs = (this.#payingSinceMs ?? 0) + nature.fateAfterMs - time.nowMs();
    return this.#fateDone || nature.fate === "stays"
      ? soonMs + WAITS_MS
      : Math.max(soonMs, Math.min(meansToActMs, WAITS_MS));
  }

  /** The screen has changed: whoever waits in front of it sees that before long. */
  sees(): void {
    if (!this.#idles) return;
    this.#idles = false;
    this.#stopLook();
    const { time, dice } = this.#parts;
    this.#stopLook = time.after(dice.between(150, 2_500), () => this.#look());
  }

  /** False: this customer goes. */
  #act(terminal: Terminal, view: View, nature: Nature): boolean {
    const { screen, frame } = view;
    if (frame.leaving !== undefined && nature.moreTime > 0 && screen.at !== "attract")
      this.#tap(nature, "more time", () => terminal.moreTime());
    switch (screen.at) {
      case "attract":
        if (this.#payingSinceMs !== undefined) return false;
        if (this.#parts.keys !== undefined) return this.#choose(this.#parts.keys, screen.available);
        if (screen.available && nature.flow === "own-code" && this.#parts.dice.chance(0.2))
          this.#show(terminal, nature);
        else if (screen.available) this.#tap(nature, "begin", () => terminal.begin());
        return this.#looks < 20;
      case "goods":
        if (this.#payingSinceMs !== undefined) {
          this.#tap(nature, "clear", () => terminal.basket.clear());
          return false;
        }
        return this.#shop(terminal, screen.basket.lines.length, nature);
      case "number":
        if (nature.fate === "takes-back" && this.#parts.dice.chance(0.2)) return this.#takeBack();
        return this.#pay(terminal, screen.canPush, nature);
      case "paying":
        return this.#wait(terminal, screen, nature);
      case "late":
        if (nature.late !== "ignore")
          this.#tap(nature, nature.late, () => terminal.checkout.answerLate(nature.late as "take"));
        return true;
      case "dispensing":
        return true;
      case "done":
      case "ended":
        if (this.#parts.dice.chance(0.3)) return true;
        // Who is next at the machine's keys does not wait for the result to go.
        if (this.#parts.keys !== undefined && !this.#closed && this.#parts.dice.chance(0.4))
          return this.#choose(this.#parts.keys, true);
        if (screen.at === "ended" && screen.mayTryAgain && this.#looks % 2 === 0)
          this.#tap(nature, "try again", () => terminal.checkout.tryAgain());
        else this.#tap(nature, "finish", () => terminal.checkout.finish());
        return true;
      default:
        return true;
    }
  }

  /** Whoever finds another's choice waiting pulls the lever before long. */
  #choose(keys: MachineKeys, isAvailable: boolean): boolean {
    const { dice, tell } = this.#parts;
    if (keys.isAsking()) {
      if (dice.chance(0.3)) keys.lever();
    } else if (isAvailable || dice.chance(0.3))
      tell(`people press a key ${keys.press(dice.chance(0.2) ? "last" : "any") ? "yes" : "no"}`);
    return this.#looks < 20;
  }

  #takeBack(): boolean {
    const { dice, keys, tell, time } = this.#parts;
    tell("people take their choice back");
    keys?.lever();
    // Some mean the same thing after all, and the next customer may want it too.
    if (dice.chance(0.6)) {
      time.after(dice.between(150, 4_000), () => {
        if (this.#closed) return;
        const isTaken = keys?.press(dice.chance(0.7) ? "last" : "any") ?? false;
        tell(`people press a key again ${isTaken ? "yes" : "no"}`);
      });
    }
    return dice.chance(0.5);
  }

  #shop(terminal: Terminal, lines: number, nature: Nature): boolean {
    const { dice, skus } = this.#parts;
    if (lines === 0) {
      for (let good = 0; good < nature.goods; good += 1) terminal.basket.add(dice.pick(skus));
      if (nature.doubleTaps) terminal.basket.remove(dice.pick(skus));
      this.#parts.tell("people chose");
      return true;
    }
    if (nature.fate === "backs" && dice.chance(0.3)) {
      this.#tap(nature, "back", () => terminal.back());
      return false;
    }
    if (nature.flow === "own-code" && dice.chance(0.5)) this.#show(terminal, nature);
    else this.#tap(nature, "pay", () => terminal.checkout.open());
    return this.#looks < 30;
  }

  #pay(terminal: Terminal, canPush: boolean, nature: Nature): boolean {
    if (nature.fate === "backs" && this.#parts.dice.chance(0.3)) {
      this.#tap(nature, "back", () => terminal.back());
      return true;
    }
    const isPatient = this.#looks <= 12;
    const number = isPatient ? nature.typed : NUMBERS[0];
    if (nature.flow === "own-code" && canPush && isPatient) this.#show(terminal, nature);
    else if (nature.flow === "push" && canPush)
      this.#tap(nature, "number", () => terminal.checkout.byNumber("NO", number));
    else this.#tap(nature, "code", () => terminal.checkout.byCode());
    return true;
  }

  #wait(terminal: Terminal, screen: Extract<View["screen"], { at: "paying" }>, nature: Nature): boolean {
    const { time, attended } = this.#parts;
    this.#payingSinceMs ??= time.nowMs();
    const waitedMs = time.nowMs() - this.#payingSinceMs;
    if (attended && waitedMs > 120_000) {
      this.#tap(nature, "cancel", () => terminal.checkout.cancel());
      return true;
    }
    if (this.#fateDone || waitedMs < nature.fateAfterMs) return true;
    this.#fateDone = true;
    switch (nature.fate) {
      case "walks":
        this.#parts.tell("people walk away");
        return false;
      case "takes-back":
        return this.#takeBack();
      case "cancels":
        this.#tap(nature, "cancel", () => terminal.checkout.cancel());
        return true;
      case "backs":
        this.#tap(nature, "back", () => terminal.back());
        return true;
      case "switches":
        this.#fateDone = screen.canSwitch;
        if (nature.shows) {
          this.#show(terminal, nature);
          return true;
        }
        this.#tap(nature, "switch", () => terminal.checkout.switchFlow());
        if (screen.flow === "qr") this.#payingSinceMs = undefined;
        return true;
      default:
        return true;
    }
  }

  #show(terminal: Terminal, nature: Nature): void {
    const code = this.#parts.ownCode(nature.typed);
    this.#tap(nature, "own code", () => terminal.scans.take(`]Q1${code}`));
  }

  #tap(nature: Nature, what: string, tap: () => boolean): void {
    const took = tap();
    this.#parts.tell(`people ${what} ${took ? "yes" : "no"}`);
    if (nature.doubleTaps) tap();
  }
}
