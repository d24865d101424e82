import { describe, expect, test } from "vitest";
import type { SlotWiring } from "../../../hardware/contract.ts";
import { type DispenserSpec, wiringFault } from "../../../hardware/dispensing/wiring.ts";

const GOOD: SlotWiring = { slot: "A1", channel: 1, pulseMs: 500, dropInput: 1, dropWindowMs: 3_000 };

function spec(slots: readonly SlotWiring[], channels = 8): DispenserSpec {
  return {
    id: "shelf",
    kind: "dispenser",
    driver: "modbus-rtu",
    line: { kind: "serial", path: "/dev/none", baudRate: 9_600 },
    channels,
    slots,
  };
}

const BOARD = { inputs: 8, channelsMost: 16 };

describe("wiring", () => {
  test("within what the board has is accepted, with and without a sensor", () => {
    const { dropInput: _, ...bare } = GOOD;
    expect(wiringFault(spec([GOOD, { ...bare, slot: "A2" }]), BOARD)).toBeUndefined();
    expect(wiringFault(spec([bare]), { ...BOARD, inputs: 0 })).toBeUndefined();
  });

  const rows: readonly [string, DispenserSpec, string][] = [
    ["more outputs than the family has", spec([GOOD], 17), "1 to 16 outputs"],
    ["no outputs", spec([GOOD], 0), "1 to 16 outputs"],
    ["a slot wired twice", spec([GOOD, GOOD]), "Slot A1 is wired twice"],
    ["an output that does not exist", spec([{ ...GOOD, channel: 9 }]), "output 9 does not exist"],
    ["an output 0", spec([{ ...GOOD, channel: 0 }]), "output 0 does not exist"],
    ["a pulse too short", spec([{ ...GOOD, pulseMs: 49 }]), "50 to 10000 ms"],
    ["a pulse too long", spec([{ ...GOOD, pulseMs: 10_001 }]), "50 to 10000 ms"],
    ["a window without an end", spec([{ ...GOOD, dropWindowMs: Number.POSITIVE_INFINITY }]), "drop window"],
    ["a sensor on an input that does not exist", spec([{ ...GOOD, dropInput: 9 }]), "input 9 does not exist"],
  ];
  for (const [name, wired, words] of rows) {
    test(`with ${name} is refused in the operator's words`, () => {
      expect(wiringFault(wired, BOARD)).toContain(words);
    });
  }

  test("with a sensor on a board without inputs is refused", () => {
    expect(wiringFault(spec([GOOD]), { ...BOARD, inputs: 0 })).toContain("no inputs for a drop sensor");
  });
});
