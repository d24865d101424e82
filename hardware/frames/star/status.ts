import type { PrinterStatus } from "../escpos/status.ts";

/** A status as it came: seven to fifteen bytes, the first two of them header. */
export interface StarStatus extends PrinterStatus {
  /** Proofs counted so far, 0 to 31 and then 0 again; undefined on models that send less than eight bytes. */
  readonly proofs: number | undefined;
}

const has = (byte: number | undefined, bits: number): boolean => ((byte ?? 0) & bits) !== 0;

/** Reads the printer's status from the third byte on: state, faults, more faults, paper, unused, proofs. */
export function readStarStatus(bytes: Uint8Array): StarStatus {
  const [, , state, faults, , paper, , proofs] = bytes;
  return {
    offline: has(state, 0x08),
    coverOpen: has(state, 0x20),
    paper: has(paper, 0x08) ? "out" : has(paper, 0x06) ? "near-end" : "enough",
    cutterStuck: has(faults, 0x08),
    recoverableFault: has(faults, 0x04),
    unrecoverableFault: has(faults, 0x20),
    selfClearingFault: has(faults, 0x40),
    drawerSwitchHigh: has(state, 0x04),
    proofs: proofs === undefined ? undefined : ((proofs >> 1) & 0x07) | ((proofs >> 2) & 0x18),
  };
}
