/** How one or several runners ended. Skipped counts as neither passed nor failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Names with the reason in the test's own words. */
  readonly skipped: readonly string[];
  /** One line each. */
  readonly failures: readonly string[];
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: [], failures: [] };

export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: [...a.skipped, ...b.skipped],
    failures: [...a.failures, ...b.failures],
  };
}

/** A tool that either finds nothing to complain about or fails as a whole. */
export function ofTool(name: string, ok: boolean): Tally {
  return ok ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1, failures: [name] };
}

/** The last line of a test run; programs read it. */
export function lastLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed`;
}
