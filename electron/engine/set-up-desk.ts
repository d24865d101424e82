import type { DeviceState } from "../core/ports.ts";
import {
  type DeviceFinder,
  type FoundPorts,
  LIST_MS,
  LOOK_MS,
  type PortAnswer,
  type PortView,
  type SetUpView,
  type UnderWay,
  WHICH_MS,
} from "../core/set-up.ts";
import type { SteadyClock } from "./steady-clock.ts";

export interface SetUpDeskParts {
  /** Absent where nobody can look. */
  readonly finder: DeviceFinder | undefined;
  readonly clock: SteadyClock;
  readonly devices: () => readonly DeviceState[];
  /** Somebody of the staff is inside. `use`: and does something now, which keeps the door open. */
  readonly door: { isOpen(): boolean; use(): boolean };
  /** Nobody pays, and nothing that was paid for is on its way. */
  readonly isQuiet: () => boolean;
  /** Stores an entry. */
  readonly note: (kind: string, body: unknown) => void;
  readonly onChange: () => void;
}

interface Doing {
  readonly is: NonNullable<SetUpView["underWay"]>["is"];
  readonly paths: readonly string[];
  readonly endsAtMs: number;
  readonly totalMs: number;
  readonly way: Pick<UnderWay<unknown>, "stop">;
  readonly away?: string;
}

/**
 * Which devices hang on this machine, asked by staff. It decides which port may be asked, one at a time and only while nothing
 * is sold; the finder opens it. What begins to be sold meanwhile ends it.
 */
export class SetUpDesk {
  readonly #parts: SetUpDeskParts;
  #found: FoundPorts | undefined;
  #doing: Doing | undefined;
  #trouble: SetUpView["trouble"];
  readonly #answers = new Map<string, PortAnswer>();
  #chosen: Pick<PortView, "path" | "chosenBy" | "lines"> | undefined;
  #isOpen = false;

  constructor(parts: SetUpDeskParts) {
    this.#parts = parts;
  }

  /** Absent while nobody sets anything up. */
  view(): SetUpView | undefined {
    if (!this.#isOpen) return undefined;
    const { clock, devices } = this.#parts;
    const states = devices();
    const doing = this.#doing;
    return {
      ports: (this.#found?.ports ?? []).map(({ users, ...port }) => this.#portView(port, users, states)),
      missing: this.#found?.missing ?? [],
      ...(doing === undefined
        ? {}
        : {
            underWay: {
              is: doing.is,
              paths: doing.paths,
              secondsLeft: Math.max(0, Math.ceil((doing.endsAtMs - clock.nowMs()) / 1_000)),
              secondsTotal: doing.totalMs / 1_000,
              ...(doing.away === undefined ? {} : { away: doing.away }),
            },
          }),
      ...(this.#trouble === undefined ? {} : { trouble: this.#trouble }),
    };
  }

  isTiming(): boolean {
    return this.#doing !== undefined;
  }

  /** Lists the ports, also when they are listed already: what was found stays with ports that are still there. */
  open(): boolean {
    const { door, finder } = this.#parts;
    if (finder === undefined || !door.use()) return false;
    this.#isOpen = true;
    this.#list(finder);
    return true;
  }

  /** Asks a free port who is there. */
  look(path: string): boolean {
    const { finder, note } = this.#parts;
    const port = this.#freePort(path);
    if (finder === undefined || port === undefined || !this.#mayBegin()) return false;
    note("devices/asked", { what: "look", path });
    this.#answers.delete(path);
    if (this.#chosen?.path === path) this.#chosen = undefined;
    const way = finder.look(path);
    this.#begin("looking", [path], LOOK_MS, way);
    void this.#settle(way, (answer) => this.#answers.set(path, answer));
    return true;
  }

  /** Tells this port from the free ones that look like it, by what somebody does to one of them. */
  which(path: string): boolean {
    const { finder, note } = this.#parts;
    const port = this.#freePort(path);
    if (finder === undefined || port === undefined || !this.#mayBegin()) return false;
    const paths = [path, ...port.twins.filter((twin) => this.#freePort(twin) !== undefined)].sort();
    if (paths.length < 2) return false;
    note("devices/asked", { what: "which", paths });
    this.#chosen = undefined;
    const way = finder.which(paths, (away) => this.#hearAway(way, away));
    this.#begin("which", paths, WHICH_MS, way);
    void this.#settle(way, (chosen) => {
      if (chosen.is === "nobody") {
        this.#trouble = "nobody";
        return;
      }
      this.#chosen = { path: chosen.path, chosenBy: chosen.sign, lines: chosen.lines };
      // It may be back under another name.
      if (chosen.sign === "cable") this.#list(finder);
    });
    return true;
  }

  /** Ends what is under way; what it found so far is shown. */
  stop(): boolean {
    if (!this.#parts.door.use() || this.#doing === undefined) return false;
    this.#doing.way.stop();
    return true;
  }

  /** Lets everything go. */
  close(): boolean {
    if (!this.#isOpen) return false;
    this.#end();
    this.#parts.onChange();
    return true;
  }

  /** To be called whenever anything changed: nobody is inside any more, or something is sold. */
  watch(): void {
    if (!this.#isOpen) return;
    if (!this.#parts.door.isOpen()) this.#end();
    else if (this.#doing !== undefined && this.#doing.is !== "listing" && !this.#parts.isQuiet()) {
      this.#doing = undefined;
      this.#trouble = "not-now";
      this.#parts.finder?.end();
    }
  }

  #end(): void {
    this.#isOpen = false;
    this.#found = undefined;
    this.#doing = undefined;
    this.#trouble = undefined;
    this.#chosen = undefined;
    this.#answers.clear();
    this.#parts.finder?.end();
  }

  #mayBegin(): boolean {
    const { door, isQuiet, onChange } = this.#parts;
    if (!door.use() || this.#doing !== undefined) return false;
    this.#trouble = isQuiet() ? undefined : "not-now";
    if (this.#trouble !== undefined) onChange();
    return this.#trouble === undefined;
  }

  #list(finder: DeviceFinder): void {
    if (this.#doing?.is === "listing") return;
    this.#doing?.way.stop();
    const way = finder.ports();
    this.#begin("listing", [], LIST_MS, way);
    void this.#settle(way, (found) => {
      this.#found = found;
      for (const path of this.#answers.keys()) {
        if (!found.ports.some((port) => port.path === path)) this.#answers.delete(path);
      }
    });
  }

  #begin(is: Doing["is"], paths: readonly string[], totalMs: number, way: Doing["way"]): void {
    this.#trouble = undefined;
    this.#doing = { is, paths, endsAtMs: this.#parts.clock.nowMs() + totalMs, totalMs, way };
    this.#parts.onChange();
  }

  /** An answer to what nobody waits for any more is not heard. */
  async #settle<T>(way: UnderWay<T>, take: (answer: T) => void): Promise<void> {
    const answer = await way.answer;
    if (this.#doing?.way !== way) return;
    this.#doing = undefined;
    if (answer === undefined) this.#trouble = "failed";
    else take(answer);
    this.#parts.onChange();
  }

  #hearAway(way: Doing["way"], away: string | undefined): void {
    if (this.#doing?.way !== way) return;
    const { away: _before, ...doing } = this.#doing;
    this.#doing = away === undefined ? doing : { ...doing, away };
    this.#parts.onChange();
  }

  #freePort(path: string): FoundPorts["ports"][number] | undefined {
    return this.#found?.ports.find((port) => port.path === path && port.users.length === 0);
  }

  #portView(
    port: Omit<FoundPorts["ports"][number], "users">,
    users: readonly string[],
    states: readonly DeviceState[],
  ): PortView {
    const answer = this.#answers.get(port.path);
    const chosen = this.#chosen?.path === port.path ? this.#chosen : undefined;
    const lines = chosen?.lines ?? answer?.lines;
    return {
      ...port,
      users: users.map((id) => {
        const { state = "absent", what = "" } = states.find((device) => device.id === id) ?? {};
        return { id, state, what };
      }),
      ...(answer === undefined ? {} : { answer }),
      ...(chosen?.chosenBy === undefined ? {} : { chosenBy: chosen.chosenBy }),
      ...(lines === undefined ? {} : { lines }),
    };
  }
}
