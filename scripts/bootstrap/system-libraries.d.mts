/** What is to be run: the tests take all that a window takes, and foreign judges besides. */
export type Purpose = "window" | "tests";
export function missingThings(dpkgOutput: string, purpose: Purpose): readonly (readonly string[])[];
export function chooseNames(
  things: readonly (readonly string[])[],
  offered: (name: string) => Promise<boolean>,
): Promise<{ readonly names: readonly string[]; readonly unknown: readonly string[] }>;
export function installLine(names: readonly string[]): string;
export function ensureSystemLibraries(purpose: Purpose): Promise<void>;
