const DAY_MS = 24 * 3_600_000;

/** The changelog says 365 days, every guide since 2021 says 180: the shorter one is worked with. */
export const CAPTURE_WINDOW_DAYS = 180;
const WARNING_DAYS = 10;

export interface CaptureWindow {
  readonly daysSinceReservation: number;
  /** Whole days until capture and cancel are refused; 0 or less when the window is over. */
  readonly daysLeft: number;
}

/** Something to tell the operator from the 170th day on; nothing before. Both times are wall-clock milliseconds. */
export function captureWindowWarning(
  reservedAtMs: number,
  nowMs: number,
  windowDays: number = CAPTURE_WINDOW_DAYS,
): CaptureWindow | undefined {
  const daysSinceReservation = Math.floor((nowMs - reservedAtMs) / DAY_MS);
  if (daysSinceReservation < windowDays - WARNING_DAYS) return undefined;
  return { daysSinceReservation, daysLeft: windowDays - daysSinceReservation };
}
