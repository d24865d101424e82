/** The printer's body: what a person standing before it can see or cause. */
export interface Condition {
  readonly coverOpen: boolean;
  readonly paper: "enough" | "near-end" | "out";
  /** "none", or the fault the printer stopped for. */
  readonly fault: "none" | "cutter" | "unrecoverable" | "head-hot";
  readonly drawerOpen: boolean;
  /** The level of the drawer's switch while it is open: drawers differ. */
  readonly drawerOpenIs: "high" | "low";
}

export const SOUND: Condition = {
  coverOpen: false,
  paper: "enough",
  fault: "none",
  drawerOpen: false,
  drawerOpenIs: "high",
};

/** Level of the drawer's switch. */
const switchIsHigh = (condition: Condition): boolean =>
  condition.drawerOpen === (condition.drawerOpenIs === "high");

/** True when the printer stops working off its buffer. */
export const isOffline = (condition: Condition): boolean =>
  condition.coverOpen || condition.paper === "out" || condition.fault !== "none";

const bit = (on: boolean, bits: number): number => (on ? bits : 0);

/** Answer to DLE EOT n. */
export function statusByte(n: number, condition: Condition): number {
  const { coverOpen, paper, fault } = condition;
  switch (n) {
    case 1:
      return 0x12 | bit(switchIsHigh(condition), 0x04) | bit(isOffline(condition), 0x08);
    case 2:
      return 0x12 | bit(coverOpen, 0x04) | bit(paper === "out", 0x20) | bit(fault !== "none", 0x40);
    case 3:
      return (
        0x12 |
        bit(fault === "cutter", 0x08) |
        bit(fault === "unrecoverable", 0x20) |
        bit(fault === "head-hot", 0x40)
      );
    default:
      return 0x12 | bit(paper !== "enough", 0x0c) | bit(paper === "out", 0x60);
  }
}

/** The four pushed bytes. */
export function pushedBytes(condition: Condition): [number, number, number, number] {
  const { coverOpen, paper, fault } = condition;
  return [
    0x10 | bit(switchIsHigh(condition), 0x04) | bit(isOffline(condition), 0x08) | bit(coverOpen, 0x20),
    bit(fault === "cutter", 0x08) | bit(fault === "unrecoverable", 0x20) | bit(fault === "head-hot", 0x40),
    bit(paper !== "enough", 0x03) | bit(paper === "out", 0x0c),
    0x0f,
  ];
}

/** A Star printer's status, nine bytes: header, state, faults, more faults, paper, unused, proofs, presenter. */
export function starStatus(condition: Condition, proofs: number): number[] {
  const { coverOpen, paper, fault } = condition;
  return [
    0x23,
    0x00,
    bit(isOffline(condition), 0x08) | bit(coverOpen, 0x20) | bit(switchIsHigh(condition), 0x04),
    bit(fault === "cutter", 0x08) | bit(fault === "unrecoverable", 0x20) | bit(fault === "head-hot", 0x40),
    0x00,
    bit(paper !== "enough", 0x04) | bit(paper === "out", 0x08),
    0x00,
    ((proofs & 0x07) << 1) | ((proofs & 0x18) << 2),
    0x00,
  ];
}

/** Answer to GS r 1: the paper sensors. */
export const paperByte = (condition: Condition): number =>
  bit(condition.paper !== "enough", 0x03) | bit(condition.paper === "out", 0x0c);
