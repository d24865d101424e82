import type { Reporter, SerializedError, TestCase, TestModule } from "vitest/node";
import { NOTHING, type Tally } from "./tally.ts";

/** Hands over what a run came to, once, at its end. Errors outside any test count as failures. */
export class TallyReporter implements Reporter {
  readonly #deliver: (tally: Tally) => void;

  constructor(deliver: (tally: Tally) => void) {
    this.#deliver = deliver;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    this.#deliver(tallyOf(modules, unhandled));
  }
}

function tallyOf(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Tally {
  let passed = 0;
  const skipped: string[] = [];
  const failures = unhandled.map((error) => `outside any test: ${error.message}`);
  for (const module of modules) {
    // A file that cannot be loaded, or a suite whose hook fails, holds no failing test of its own.
    for (const error of module.errors()) failures.push(`${module.relativeModuleId}: ${error.message}`);
    for (const suite of module.children.allSuites()) {
      for (const error of suite.errors())
        failures.push(`${module.relativeModuleId} > ${suite.fullName}: ${error.message}`);
    }
    for (const test of module.children.allTests()) {
      const state = test.result().state;
      if (state === "passed") passed += 1;
      else if (state === "skipped") skipped.push(reasonFor(test));
      // A test still pending at the end never told how it went.
      else failures.push(`${module.relativeModuleId} > ${test.fullName}`);
    }
  }
  return { ...NOTHING, passed, failed: failures.length, skipped, failures };
}

function reasonFor(test: TestCase): string {
  const result = test.result();
  const note = result.state === "skipped" ? result.note : undefined;
  return note === undefined ? test.fullName : `${test.fullName} (skipped: ${note})`;
}
