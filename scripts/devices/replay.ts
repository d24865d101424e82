import type { ConfiguredDevice } from "../../electron/config/device-schema.ts";
import type { DeviceCondition, LineOpener } from "../../hardware/contract.ts";
import {
  createBoard,
  createDisplay,
  createPresence,
  createPrinter,
  createScanner,
} from "../../hardware/drivers/registry.ts";
import { createReplay } from "../../hardware/transport/replay.ts";
import { ManualTicker } from "../../simulator/devices/manual-ticker.ts";
import type { ReadEntry } from "./trace.ts";

export interface ReplayEnd {
  /** The driver said, byte for byte, what it said then. */
  readonly isSame: boolean;
  readonly lines: readonly string[];
}

const STEP_MS = 5;
/** What a driver may still do after the last byte. */
const AFTER_MS = 10_000;
/** A pause longer than this parts what belongs to a vend from what was before it. */
const PAUSE_US = 300_000;

/** Runs a recorded device against its driver, on a clock that passes as fast as it can. */
export async function replay(device: ConfiguredDevice, entries: readonly ReadEntry[]): Promise<ReplayEnd> {
  const ticker = new ManualTicker();
  const { opener, ...played } = await begin(device, entries, ticker);
  const firstMs = (entries[0]?.t_us ?? 0) / 1_000;
  const lastMs = (entries.at(-1)?.t_us ?? 0) / 1_000;
  const lines: string[] = [];
  const vends = device.kind === "dispenser" ? vendsIn(device, entries) : [];
  let told = "";
  const tell = (text: string): void => {
    lines.push(`${String(Math.round(ticker.nowMs())).padStart(9)} ms  ${text}`);
  };
  while (ticker.nowMs() < lastMs - firstMs + AFTER_MS && !opener.isOver && opener.difference === undefined) {
    const condition = played.condition();
    const text = `${condition.state}: ${condition.what}`;
    if (text !== told) tell(text);
    told = text;
    const [next] = vends;
    if (next !== undefined && ticker.nowMs() >= next.atMs && played.sellable(next.slot)) {
      vends.shift();
      tell(`vend ${next.slot}`);
      void played.vend(next.slot).then((outcome) => tell(`${next.slot} ${outcome.is}: ${outcome.evidence}`));
    }
    await ticker.advance(STEP_MS);
  }
  const { isOver, difference } = opener;
  // The record ends in mid life; what came of the last item is still to be said.
  await ticker.advance(AFTER_MS);
  if (difference !== undefined) tell(`The driver says something else now. ${difference}`);
  else
    tell(
      isOver
        ? "Every byte was said and heard as it was recorded."
        : "The driver stopped before the end of the record.",
    );
  return { isSame: isOver && difference === undefined, lines };
}

async function begin(device: ConfiguredDevice, entries: readonly ReadEntry[], ticker: ManualTicker) {
  const opener = createReplay(entries, ticker);
  const running = await driven(device, { opener: opener.opener, ticker });
  return { opener, ...running };
}

type Parts = { readonly opener: LineOpener; readonly ticker: ManualTicker };

async function driven(device: ConfiguredDevice, parts: Parts) {
  if (device.kind === "dispenser") {
    const board = await createBoard({ ...parts, spec: device });
    return {
      condition: () => board.condition(),
      sellable: (slot: string) => board.sellable(slot),
      vend: (slot: string) => board.vend(slot),
    };
  }
  const other = await onCounter(device, parts);
  const outcome = { is: "unknown", evidence: `A ${device.kind} sells nothing.` } as const;
  return { condition: () => other.condition(), sellable: () => false, vend: () => Promise.resolve(outcome) };
}

function onCounter(
  device: Exclude<ConfiguredDevice, { kind: "dispenser" }>,
  parts: Parts,
): Promise<{ condition(): DeviceCondition }> {
  switch (device.kind) {
    case "printer": {
      // The logo's dots are no part of a configured device, and no part of what is asked in a replay.
      const { logo: _, ...spec } = device;
      return createPrinter({ ...parts, spec });
    }
    case "display":
      return createDisplay({ ...parts, spec: device });
    case "presence":
      return createPresence({ ...parts, spec: device });
    case "scanner":
      // What was scanned is in no record; with it whatever was on its line.
      return createScanner({ ...parts, spec: device, onScan: () => undefined });
  }
}

/** Sales in the record: where an output was switched on, and the questions that led to it began. */
function vendsIn(
  device: Extract<ConfiguredDevice, { kind: "dispenser" }>,
  entries: readonly ReadEntry[],
): { readonly slot: string; readonly atMs: number }[] {
  const spoken = entries.filter(({ dir }) => dir !== "note");
  return spoken.flatMap((entry, index) => {
    const slot = device.slots.find(({ channel }) => channel === entry.startsOutput)?.slot;
    if (slot === undefined || entry.dir !== "out") return [];
    let first = index;
    while (first > 0 && (spoken[first]?.t_us ?? 0) - (spoken[first - 1]?.t_us ?? 0) < PAUSE_US) first -= 1;
    return [{ slot, atMs: (spoken[first]?.afterUs ?? 0) / 1_000 }];
  });
}
