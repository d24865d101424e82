export function missingThings(dpkgOutput: string): readonly (readonly string[])[];
export function chooseNames(
  things: readonly (readonly string[])[],
  offered: (name: string) => Promise<boolean>,
): Promise<{ readonly names: readonly string[]; readonly unknown: readonly string[] }>;
export function installLine(names: readonly string[]): string;
export function ensureSystemLibraries(): Promise<void>;
