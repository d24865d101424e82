import { DRIVERS_EVERY } from "./character.ts";
import { DEFECTS } from "./defects.ts";
import { runSeeds } from "./run-seeds.ts";

export interface BenchAsk {
  readonly seedsMax: number;
  readonly workers: number;
  /** Part of a defect's name; empty for all. */
  readonly only: string;
  /** Every so-manieth defect; 1 for all. */
  readonly every: number;
  readonly say: (line: string) => void;
}

/** Vending machines whose shelf hangs on a real driver, every family in turn. */
const WITH_BOARDS = { first: DRIVERS_EVERY, step: 2 * DRIVERS_EVERY };

/** Plants each mistake in turn and runs seeds until one breaks. Returns how many were not found. */
export async function benchDefects({ seedsMax, workers, only, every, say }: BenchAsk): Promise<number> {
  let missed = 0;
  const defects = DEFECTS.filter((defect, index) => defect.name.includes(only) && index % every === 0);
  for (const defect of defects) {
    const report = await runSeeds({
      ...(defect.file.startsWith("hardware/") ? WITH_BOARDS : { first: 1 }),
      count: seedsMax,
      sales: 20,
      workers,
      defect,
      untilBroken: true,
    });
    const [first] = report.broken;
    if (first === undefined) missed += 1;
    const found = first === undefined ? "NOT FOUND" : `seed ${first.seed}: ${first.violations[0]?.rule}`;
    say(`${defect.name}: ${found} after ${report.seeds} seeds`);
  }
  say(JSON.stringify({ defects: defects.length, found: defects.length - missed, seedsMax }));
  return missed;
}
