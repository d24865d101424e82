/** What a printer last said of itself; the sum of all its answers so far. */
export interface PrinterStatus {
  readonly offline: boolean;
  readonly coverOpen: boolean;
  readonly paper: "enough" | "near-end" | "out";
  readonly cutterStuck: boolean;
  /** Any other fault that a person can clear. */
  readonly recoverableFault: boolean;
  readonly unrecoverableFault: boolean;
  /** Head too hot, or cover opened while printing: it goes on by itself. */
  readonly selfClearingFault: boolean;
  /** Level of the drawer's switch; which level means open depends on the drawer. */
  readonly drawerSwitchHigh: boolean;
}

export const ALL_WELL: PrinterStatus = {
  offline: false,
  coverOpen: false,
  paper: "enough",
  cutterStuck: false,
  recoverableFault: false,
  unrecoverableFault: false,
  selfClearingFault: false,
  drawerSwitchHigh: false,
};

const has = (byte: number, bits: number): boolean => (byte & bits) !== 0;

function paperFrom(byte: number, nearEnd: number, end: number): PrinterStatus["paper"] {
  if (has(byte, end)) return "out";
  return has(byte, nearEnd) ? "near-end" : "enough";
}

/** Brings in the four pushed bytes (ASB), which tell everything at once. */
export function readPushed(bytes: readonly [number, number, number, number]): PrinterStatus {
  const [first, second, third] = bytes;
  return {
    offline: has(first, 0x08),
    coverOpen: has(first, 0x20),
    paper: paperFrom(third, 0x03, 0x0c),
    cutterStuck: has(second, 0x08),
    recoverableFault: has(second, 0x04),
    unrecoverableFault: has(second, 0x20),
    selfClearingFault: has(second, 0x40),
    drawerSwitchHigh: has(first, 0x04),
  };
}

/** Brings in the answer to DLE EOT n: 1 printer, 2 why offline, 3 fault, 4 paper. */
export function readStatus(n: 1 | 2 | 3 | 4, byte: number, known: PrinterStatus): PrinterStatus {
  switch (n) {
    case 1:
      return { ...known, offline: has(byte, 0x08), drawerSwitchHigh: has(byte, 0x04) };
    case 2:
      return { ...known, coverOpen: has(byte, 0x04), paper: has(byte, 0x20) ? "out" : known.paper };
    case 3:
      return {
        ...known,
        recoverableFault: has(byte, 0x04),
        cutterStuck: has(byte, 0x08),
        unrecoverableFault: has(byte, 0x20),
        selfClearingFault: has(byte, 0x40),
      };
    case 4:
      return { ...known, paper: paperFrom(byte, 0x0c, 0x60) };
  }
}

/** GS r 1: the paper sensors when the command's turn came. */
export const paperInTurn = (byte: number): PrinterStatus["paper"] => paperFrom(byte, 0x03, 0x0c);

/** True for a byte GS r 1 can answer: sensors speak in pairs of bits, and it is not executed without paper. */
export const isPaperInTurn = (byte: number): boolean => [0x00, 0x03].includes(byte & 0x0f) && (byte & 0x90) === 0;

/** The id in a GS ( H answer (37 22 id 00), or null for any other block. */
export function provenId(lead: number, body: Uint8Array): string | null {
  if (lead !== 0x37 || body.length !== 5 || body[0] !== 0x22) return null;
  return String.fromCharCode(...body.subarray(1));
}

/** True for 37 25 00: buffers dropped. */
export function saysBuffersDropped(lead: number, body: Uint8Array): boolean {
  return lead === 0x37 && body.length === 1 && body[0] === 0x25;
}
