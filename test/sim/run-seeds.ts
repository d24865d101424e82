import { Worker } from "node:worker_threads";
import type { Defect } from "./defects.ts";
import type { SeedLine, SeedWork } from "./seed-worker.ts";

export interface SeedsAsk {
  readonly first: number;
  readonly count: number;
  /** From one seed to the next; 1 unless told. */
  readonly step?: number;
  readonly sales: number;
  readonly workers: number;
  readonly defect?: Defect;
  readonly untilBroken?: boolean;
}

export interface SeedsReport {
  readonly seeds: number;
  readonly sales: number;
  readonly powerCuts: number;
  readonly broken: readonly SeedLine[];
  /** By seed. */
  readonly hashes: ReadonlyMap<number, string>;
}

/** Runs many seeds on several threads. With `untilBroken` all stop at the first violation anywhere. */
export async function runSeeds(ask: SeedsAsk): Promise<SeedsReport> {
  const lines: SeedLine[] = [];
  const workers: Worker[] = [];
  let stopped = false;
  const step = ask.step ?? 1;
  const runs = Array.from({ length: ask.workers }, (_, index) => {
    const work: SeedWork = {
      first: ask.first + index * step,
      count: Math.ceil((ask.count - index) / ask.workers),
      stride: ask.workers * step,
      sales: ask.sales,
      untilBroken: ask.untilBroken ?? false,
      ...(ask.defect === undefined ? {} : { defect: ask.defect }),
    };
    return new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./seed-worker.ts", import.meta.url), { workerData: work });
      workers.push(worker);
      worker.on("message", (heard: readonly SeedLine[]) => {
        if (stopped) return;
        lines.push(...heard);
        if (ask.untilBroken !== true || !heard.some((line) => line.violations.length > 0)) return;
        stopped = true;
        for (const each of workers) void each.terminate();
      });
      worker.on("error", reject);
      worker.on("exit", () => resolve());
    });
  });
  await Promise.all(runs);
  return {
    seeds: lines.length,
    sales: lines.reduce((sum, line) => sum + line.sales, 0),
    powerCuts: lines.reduce((sum, line) => sum + line.powerCuts, 0),
    broken: lines.filter((line) => line.violations.length > 0),
    hashes: new Map(lines.map((line) => [line.seed, line.hash])),
  };
}
