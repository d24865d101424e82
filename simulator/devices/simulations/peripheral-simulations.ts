import type { ScanEnding } from "../../../hardware/frames/scanner/scan-stream.ts";
import { DisplayEmulator } from "../peripherals/display-emulator.ts";
import { PresenceEmulator } from "../peripherals/presence-emulator.ts";
import { type CodeKind, KINDS, ScannerEmulator } from "../peripherals/scanner-emulator.ts";
import { FAULTS } from "./faults.ts";
import { figureOf, refuseFigure, span, WrongFlag, wordOf } from "./figures.ts";
import { ORDERED, type RunningSimulation, type Simulation, wrong } from "./simulation.ts";

const ENDINGS = ["cr", "lf", "cr-lf", "none", "stx-etx"] as const satisfies readonly ScanEnding[];
const SCANNER_ORDERS = [
  "scan TEXT           a code is held before the scanner",
  "half TEXT           the same, and its cable slips in the middle",
  "garbled TEXT        the same, at a wrong speed",
] as const;

const EVERY_MS = 2_000;
const EVERY_BOUNDS = { least: 10, most: 3_600_000 } as const;
const YES_NO = ["yes", "no"] as const;
const LANGUAGES = ["escpos", "cd5220"] as const;
const NEAR_CM = { least: 1, most: 9_999 } as const;

/**
 * A scanner on a serial line: `--ending cr|lf|cr-lf|none|stx-etx --prefix TEXT --aim yes`. With `--scan TEXT`, as often as
 * wanted, it reads these in turn without end, one `--every MS`.
 */
export const SCANNER: Simulation = {
  what: "a barcode scanner",
  baudRate: 9_600,
  faults: [],
  orders: SCANNER_ORDERS,
  flags: [
    { name: "ending", takes: ENDINGS.join("|") },
    { name: "prefix", takes: "TEXT" },
    { name: "aim", takes: YES_NO.join("|") },
    { name: "scan", takes: "TEXT", isRepeatable: true },
    { name: "every", takes: `${span(EVERY_BOUNDS)} ms` },
  ],
  start({ ticker, say, flags }): RunningSimulation {
    const scanner = new ScannerEmulator({
      ending: wordOf(flags.get("ending")?.[0] ?? "cr", ENDINGS, "--ending"),
      prefix: flags.get("prefix")?.[0] ?? "",
      saysKind: wordOf(flags.get("aim")?.[0] ?? "no", YES_NO, "--aim") === "yes",
      onEvent: say,
    });
    const script = flags.get("scan") ?? [];
    const everyMs = figureOf(flags.get("every")?.[0], EVERY_MS, "--every", EVERY_BOUNDS);
    let cancel: (() => void) | undefined;
    const next = (nth: number): void => {
      cancel = ticker.after(everyMs, () => {
        const text = script[nth % script.length] ?? "";
        say({ event: "scanned", text, isHeard: scanner.scan(text) });
        next(nth + 1);
      });
    };
    if (script.length > 0) next(0);
    return {
      device: scanner.device,
      state: () => ({ scans: scanner.scans, violations: scanner.violations }),
      order(line) {
        const [, order, text] = /^(scan|half|garbled)\s+(.+)$/.exec(line.trim()) ?? [];
        if (order === undefined || text === undefined) return wrong(`orders are:\n${SCANNER_ORDERS.join("\n")}`);
        const [, kind, code = ""] = /^(\S+):\s+(.+)$/.exec(text) ?? [];
        const isKind = kind !== undefined && Object.hasOwn(KINDS, kind);
        const isRead =
          order === "half"
            ? scanner.scanInterrupted(text, Math.ceil(text.length / 2))
            : order === "garbled"
              ? scanner.scanGarbled(text)
              : scanner.scan(isKind ? code : text, isKind ? (kind as CodeKind) : undefined);
        return isRead ? ORDERED : wrong("the scanner is not plugged in");
      },
      fail: (name) => wrong(`a scanner does not know: ${FAULTS[name]}`),
      heal: () => undefined,
      stop: () => cancel?.(),
    };
  },
};

/** A pole display; what stands on it is on the log. `--language escpos|cd5220`. */
export const DISPLAY: Simulation = {
  what: "a customer display of two lines",
  baudRate: 9_600,
  faults: ["reset"],
  orders: ["power               its power is gone for a moment"],
  flags: [{ name: "language", takes: LANGUAGES.join("|") }],
  start({ say, flags }): RunningSimulation {
    const language = wordOf(flags.get("language")?.[0] ?? "escpos", LANGUAGES, "--language");
    const display = new DisplayEmulator({
      language,
      onChange: ([upper, lower]) => say({ event: "shows", upper, lower }),
    });
    return {
      device: display.device,
      state: () => ({ lines: display.lines, page: display.page, violations: display.violations }),
      order(line) {
        if (line.trim() !== "power") return wrong('its one order is "power"');
        display.powerCut();
        return ORDERED;
      },
      fail(name, figure) {
        if (name !== "reset") return wrong(`a customer display does not know: ${FAULTS[name]}`);
        refuseFigure(figure, name);
        display.powerCut();
        return ORDERED;
      },
      heal: () => undefined,
    };
  },
};

const PRESENCE_ORDERS = [
  "near [CM]           somebody stands before it, 60 cm away by default",
  "still [CM]          the same, and does not move",
  "gone                they have left",
  "hang                it hangs and says nothing",
] as const;

/**
 * A presence sensor and whoever stands before it. With `--step MS:CM` or `--step MS:gone`, as often as wanted, people come
 * and go by themselves, each so long after the start.
 */
export function presenceSimulation(kind: "tof" | "radar"): Simulation {
  return {
    what: kind === "tof" ? "a sensor of distance by light" : "a presence radar",
    baudRate: kind === "tof" ? 115_200 : 256_000,
    faults: [],
    orders: PRESENCE_ORDERS,
    flags: [{ name: "step", takes: "MS:CM|MS:gone", isRepeatable: true }],
    start({ ticker, say, flags }): RunningSimulation {
      const sensor = new PresenceEmulator({ kind, ticker, onEvent: say });
      const cancels = (flags.get("step") ?? []).map((step) => {
        const [, afterMs, where] = /^(\d{1,8}):(\d{1,4}|gone)$/.exec(step) ?? [];
        if (afterMs === undefined || where === undefined)
          throw new WrongFlag(`--step takes MS:CM or MS:gone, not "${step}"`);
        return ticker.after(Number(afterMs), () => {
          if (where === "gone") sensor.leaves();
          else sensor.stands(Number(where));
          say({ event: "before-it", where });
        });
      });
      return {
        device: sensor.device,
        state: () => ({
          distanceCm: sensor.distanceCm ?? null,
          readingsASecond: sensor.readingsASecond,
          violations: sensor.violations,
        }),
        order(line) {
          const [order, figure] = line.trim().split(/\s+/);
          if (order === "near" || order === "still")
            sensor.stands(figureOf(figure, 60, "CM", NEAR_CM), order === "near");
          else if (order === "gone") sensor.leaves();
          else if (order === "hang") sensor.hangs(true);
          else return wrong(`orders are:\n${PRESENCE_ORDERS.join("\n")}`);
          return ORDERED;
        },
        fail: (name) => wrong(`a presence sensor does not know: ${FAULTS[name]}`),
        heal: () => sensor.hangs(false),
        stop: () => {
          sensor.stop();
          for (const cancel of cancels) cancel();
        },
      };
    },
  };
}
