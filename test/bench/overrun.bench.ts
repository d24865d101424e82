/**
 * How long an output stays on beyond its pulse when processes are killed in the middle of it. Run by hand, needs socat:
 *
 *   node test/bench/overrun.bench.ts [--busy N] [KILLS] [DRIVER…]
 *
 * For each family of boards, KILLS times (100 without a number), each fourth of them a process of another kind: SIGKILL at an instant
 * drawn from a seed, one half anywhere in the pulse, the other in its last tenth, where an overrun shows. The board's own log says
 * when its output went on and off. Overrun is what lies beyond the ordered pulse, none where it ended earlier; for controllers that
 * time their motors themselves, what lies beyond their own turn, measured with nobody killed. Ctrl-C ends it with what there is.
 *
 * `--busy N` keeps N other processes computing without pause all the while, at the ordinary priority. The emulated board stands for
 * one of metal, which no program slows: this process and its pseudo-terminal run before all others where the account may do that.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { parseArgs } from "node:util";
import type { Family } from "../hardware/drivers/board-rig.ts";
import { ALL_FAMILIES } from "../hardware/drivers/families.ts";
import { type Killed, killInPulse, VICTIMS, type Victim } from "../hardware/hosts/overrun-rig.ts";

const SEED = 20_261_123;
/** Sales with nobody killed, before the others. */
const UNDISTURBED = 5;
const OWN_TIME: ReadonlySet<string> = new Set(["vmc", "vmc96"]);

let state = SEED;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

interface Sample extends Omit<Killed, "isOffAtTheEnd"> {
  readonly family: Family;
  readonly victim: Victim | undefined;
  readonly afterMs: number;
}

const samples: Sample[] = [];
/** What must not be: an output on at the end, a second pulse, one that never went off. */
const findings: string[] = [];
/** Sales the board refused on a busy machine: nothing was on, so there was nothing to kill in. */
let refused = 0;
const endings: Promise<void>[] = [];

async function strike(family: Family, victim: Victim | undefined, afterMs: number): Promise<void> {
  const name = `${family.driver}, ${victim ?? "nobody"} killed after ${afterMs.toFixed(0)} ms`;
  try {
    const { isOffAtTheEnd, ...killed } = await killInPulse(family, victim, afterMs);
    if (killed.pulses === 0) refused += 1;
    else samples.push({ family, victim, afterMs, ...killed });
    if (killed.pulses > 1) findings.push(`${name}: ${killed.pulses} pulses`);
    endings.push(
      isOffAtTheEnd.then(
        (isOff) => void (isOff || findings.push(`${name}: on at the end`)),
        (cause: unknown) => void findings.push(`${name}: ${String(cause)}`),
      ),
    );
  } catch (cause) {
    findings.push(`${name}: ${String(cause)}`);
  }
}

function orderedMs(family: Family): number {
  if (!OWN_TIME.has(family.driver)) return family.pulseMs;
  const turns = samples.filter((sample) => sample.family === family && sample.victim === undefined);
  return Math.max(0, ...turns.map(({ onForMs }) => onForMs)) || family.pulseMs;
}

function at(figures: readonly number[], share: number): string {
  const sorted = figures.toSorted((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
}

const spread = (figures: readonly number[]) => [0.5, 0.95, 1].map((share) => at(figures, share)).join(" / ");

function row(family: Family, victim: Victim | undefined, name: string = victim ?? "nobody"): void {
  const those = samples.filter((sample) => sample.family === family && sample.victim === victim);
  const overrun = those.map(({ onForMs }) => Math.max(0, onForMs - orderedMs(family)));
  const fromKill = those
    .filter(({ afterMs }) => victim !== undefined && afterMs < orderedMs(family))
    .map(({ fromKillMs }) => fromKillMs);
  const late = those.map(({ lateMs }) => lateMs);
  console.log(
    `| \`${family.driver}\` | ${orderedMs(family).toFixed(0)} ms | ${name} | ${those.length} | ${spread(overrun)} | ${spread(fromKill)} | ${spread(late)} |`,
  );
}

/** Whether the board could be put before all other programs. */
function goFirst(): boolean {
  try {
    setPriority(-20);
    return true;
  } catch {
    // Only the administrator may: the figures then hold the emulator's own waiting, which the report says.
    return false;
  }
}

const busy: ChildProcess[] = [];

async function report(): Promise<never> {
  await Promise.all(endings);
  for (const process of busy) process.kill("SIGKILL");
  console.log(`${busy.length} other processes computing; the board ${isFirst ? "before" : "among"} all others.`);
  console.log("| driver | pulse | killed | n | overrun: p50 / p95 / most | off after the kill | floor |");
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (const family of families) for (const victim of [undefined, ...VICTIMS]) row(family, victim);
  if (refused > 0) console.log(`Sales refused: ${refused}`);
  for (const finding of findings) console.log(finding);
  process.exit(findings.length === 0 ? 0 : 1);
}

const given = parseArgs({ options: { busy: { type: "string", default: "0" } }, allowPositionals: true });
const [kills = "100", ...drivers] = given.positionals;
for (let number = 0; number < Number(given.values.busy); number += 1)
  busy.push(spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }));
const isFirst = goFirst();
const families = ALL_FAMILIES.filter(({ driver }) => drivers.length === 0 || drivers.includes(driver));
process.once("SIGINT", () => void report());
for (let sale = 0; sale < UNDISTURBED; sale += 1) for (const family of families) await strike(family, undefined, 0);
for (let kill = 0; kill < Number(kills); kill += 1) {
  const victim = VICTIMS[kill % VICTIMS.length];
  const isLate = Math.floor(kill / VICTIMS.length) % 2 === 1;
  for (const family of families) {
    const share = isLate ? 0.9 + random() * 0.1 : random();
    await strike(family, victim, share * orderedMs(family));
  }
}
await report();
