import { registerHooks } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { Defect } from "./defects.ts";
import type { SeedReport } from "./simulation.ts";

/** What a worker is told to run: every `stride`-th seed from `first`. */
export interface SeedWork {
  readonly first: number;
  readonly count: number;
  readonly stride: number;
  readonly sales: number;
  readonly defect?: Defect;
  /** Stop at the first seed with a violation. */
  readonly untilBroken: boolean;
}

export interface SeedLine extends Pick<SeedReport, "seed" | "hash" | "sales" | "powerCuts" | "violations"> {
  /** The last lines before the first violation. */
  readonly trace: readonly string[];
}

const TRACE_LINES = 40;
const BATCH = 20;

const work = workerData as SeedWork;
if (work.defect !== undefined) plant(work.defect);
const { simulate, unhandled } = await import("./simulation.ts");
process.on("unhandledRejection", unhandled);
await run();

/** The program is changed while it is loaded; no file is. */
function plant(defect: Defect): void {
  let planted = 0;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(defect.file)) return loaded;
      const source = String(loaded.source);
      if (source.split(defect.find).length !== 2)
        throw new Error(`${defect.name}: what is to be changed does not stand once in ${defect.file}`);
      planted += 1;
      if (planted > 1) throw new Error(`${defect.name}: planted twice`);
      return { ...loaded, source: source.replace(defect.find, () => defect.replace) };
    },
  });
}

async function run(): Promise<void> {
  let lines: SeedLine[] = [];
  for (let at = 0; at < work.count; at += 1) {
    const line = await one(work.first + at * work.stride);
    lines.push(line);
    if (lines.length >= BATCH || line.violations.length > 0) {
      parentPort?.postMessage(lines);
      lines = [];
    }
    if (work.untilBroken && line.violations.length > 0) break;
  }
  parentPort?.postMessage(lines);
}

async function one(seed: number): Promise<SeedLine> {
  const { lines, ...report } = await simulate(seed, { sales: work.sales });
  const at = lines.findIndex((line) => line.includes("VIOLATION"));
  return { ...report, trace: at < 0 ? [] : lines.slice(Math.max(at - TRACE_LINES, 0), at + 1) };
}
