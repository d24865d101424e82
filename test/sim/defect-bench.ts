import { DRIVERS_EVERY, MACHINES_AT } from "./character.ts";
import { DEFECTS, type Defect } from "./defects.ts";
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
/** Machines with keys of their own, each adapter in turn. */
const WITH_KEYS = { first: MACHINES_AT, step: DRIVERS_EVERY };

function seedsFor({ file }: Defect): { readonly first: number; readonly step?: number } {
  if (file.includes("/mdb/") || file.endsWith("machine-desk.ts")) return WITH_KEYS;
  return file.startsWith("hardware/") ? WITH_BOARDS : { first: 1 };
}

/** Plants each mistake in turn and runs seeds until one breaks. Returns how many were not found. */
export async function benchDefects({ seedsMax, workers, only, every, say }: BenchAsk): Promise<number> {
  let missed = 0;
  const defects = DEFECTS.filter((defect, index) => defect.name.includes(only) && index % every === 0);
  for (const defect of defects) {
    const report = await runSeeds({
      ...seedsFor(defect),
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
