import type { DeviceSpec, SlotWiring } from "../contract.ts";

export type DispenserSpec = Extract<DeviceSpec, { readonly kind: "dispenser" }>;

const PULSE_LEAST_MS = 50;
const PULSE_MOST_MS = 10_000;
const WINDOW_MOST_MS = 60_000;

/** What is wrong with the wiring for a board with these abilities, for the operator; undefined when nothing is. */
export function wiringFault(
  spec: DispenserSpec,
  board: { readonly inputs: number; readonly channelsMost: number },
): string | undefined {
  if (!Number.isInteger(spec.channels) || spec.channels < 1 || spec.channels > board.channelsMost) {
    return `This kind of board has 1 to ${board.channelsMost} outputs; ${spec.channels} are configured.`;
  }
  const slots = new Set<string>();
  for (const wiring of spec.slots) {
    if (slots.has(wiring.slot)) return `Slot ${wiring.slot} is wired twice.`;
    slots.add(wiring.slot);
    const fault = slotFault(wiring, spec.channels, board.inputs);
    if (fault !== undefined) return `Slot ${wiring.slot}: ${fault}`;
  }
  return undefined;
}

function slotFault(wiring: SlotWiring, channels: number, inputs: number): string | undefined {
  if (!isWithin(wiring.channel, 1, channels)) return `output ${wiring.channel} does not exist on this board.`;
  if (!isWithin(wiring.pulseMs, PULSE_LEAST_MS, PULSE_MOST_MS)) {
    return `a pulse must be ${PULSE_LEAST_MS} to ${PULSE_MOST_MS} ms long.`;
  }
  if (!isWithin(wiring.dropWindowMs, 0, WINDOW_MOST_MS)) return `a drop window is at most ${WINDOW_MOST_MS} ms.`;
  if (wiring.dropInput === undefined) return undefined;
  if (inputs === 0) return "this kind of board has no inputs for a drop sensor.";
  return isWithin(wiring.dropInput, 1, inputs)
    ? undefined
    : `input ${wiring.dropInput} does not exist on this board.`;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
