/**
 * What a simulated sale costs, beside its floor in the same run: the same happenings decided by the core alone and
 * stored in the journal's real form, with nothing around them. Run by hand:
 *
 *   node test/bench/simulation.bench.ts [seeds]
 */
import type { Happening, Sale } from "../../electron/core/sale.ts";
import { step } from "../../electron/core/sale-step.ts";
import { changedFacts, restoreSale } from "../../electron/engine/facts.ts";
import { NO_HEAD, type Row, seal, storedEntry } from "../../electron/journal/chain.ts";
import { characterOf } from "../sim/character.ts";
import { Simulation } from "../sim/simulation.ts";

const SALES = 20;
const FIRST_SEED = 700_000;
const seeds = Number(process.argv[2] ?? 60);

let happened = 0;

/** Decides and stores once more what these rows say happened. */
function again(rows: readonly Row[]): void {
  const sales = new Map<string, Sale>();
  let head = NO_HEAD;
  for (const stored of rows) {
    const entry = storedEntry(stored);
    const { saleId = "", atMs, kind } = entry;
    const { what } = entry.body as { readonly what?: Happening | string };
    const before = sales.get(saleId);
    let body = entry.body;
    if (kind === "sale/begun") {
      const begun = restoreSale([entry]);
      if (begun !== undefined) sales.set(saleId, begun);
    } else if (before !== undefined && typeof what === "object") {
      const after = step(before, whole(what), atMs, { order: 1, receipt: 1 }).sale;
      body = { what, changed: changedFacts(before, after) };
      sales.set(saleId, after);
      happened += 1;
    }
    const [row = head] = seal(head, [saleId === "" ? { kind, atMs, body } : { kind, saleId, atMs, body }]);
    head = row;
  }
}

/** A code to scan is not stored; any will do. */
function whole(what: Happening): Happening {
  if (what.is !== "create-answered" || what.outcome.is !== "done") return what;
  return { ...what, outcome: { is: "done", value: {} } };
}

function cpuMs(sinceUs?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(sinceUs);
  return (user + system) / 1_000;
}

let [sales, powerCuts, simulatedMs, floorMs] = [0, 0, 0, 0];
for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed += 1) {
  const simulation = new Simulation(characterOf(seed), SALES);
  const beganUs = process.cpuUsage();
  const report = await simulation.run();
  simulatedMs += cpuMs(beganUs);
  if (report.violations.length > 0) throw new Error(`seed ${seed} broke a rule`);
  sales += report.sales;
  powerCuts += report.powerCuts;
  const againUs = process.cpuUsage();
  again(simulation.disk.rows);
  floorMs += cpuMs(againUs);
}

console.log(`${seeds} seeds, ${sales} sales, ${powerCuts} power cuts, ${happened} happenings`);
console.log(`a sale in the simulation        ${(simulatedMs / sales).toFixed(2)} ms of processor time`);
console.log(`the same, decided and stored    ${(floorMs / sales).toFixed(2)} ms`);
console.log(`ratio ${(simulatedMs / floorMs).toFixed(1)}`);
