import { expect, test } from "vitest";
import type { DeviceSpec } from "../../../hardware/contract.ts";
import { startFleet } from "../../../hardware/hosts/fleet.ts";
import { ALIVE_EVERY_MS, SILENT_AFTER_MS } from "../../../hardware/hosts/protocol.ts";
import { fakeLauncher } from "./fake-host.ts";
import { bench, LINE, SLIP, SPECS } from "./fleet-bench.ts";

test("each kind of device gets a host of its own, and boards a guard started before it", () => {
  const { launcher, kinds } = bench();
  expect(kinds()).toEqual(["counter", "guard", "dispense"]);
  expect(launcher.last("counter").heard).toEqual([{ to: "run", specs: [SPECS[0]] }]);
  const [run] = launcher.last("dispense").heard;
  expect(run).toEqual({ to: "run", specs: [SPECS[1]], lifeline: expect.any(String) });
  // The same lifeline for both, so that they meet.
  expect(launcher.last("guard").heard).toEqual([run]);
});

test("without boards there is no guard, without devices no host", () => {
  expect(bench(SPECS.slice(0, 1)).kinds()).toEqual(["counter"]);
  expect(bench([]).kinds()).toEqual([]);
});

test("conditions are the last ones told and every one of them is announced", () => {
  const { fleet, ready, changes } = bench();
  const board = fleet.board("shelf");
  expect(board?.condition()).toEqual({
    state: "connecting",
    what: "Its process is starting.",
    trouble: "starting",
  });
  expect(board?.sellable("A1")).toBe(false);
  ready("shelf", "dispense", ["A1"]);
  expect(board?.condition().state).toBe("ready");
  expect([board?.sellable("A1"), board?.sellable("A2")]).toEqual([true, false]);
  expect(changes()).toBe(1);
  expect([fleet.board("bar"), fleet.printer("shelf"), fleet.printer("none")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("answers find the act they belong to, in any order", async () => {
  const { fleet, launcher } = bench();
  const first = fleet.printer("bar")?.print(SLIP);
  const second = fleet.printer("bar")?.print(SLIP);
  const drawer = fleet.printer("bar")?.kickDrawer();
  const host = launcher.last("counter");
  host.says({ say: "kicked", call: 3, outcome: "fired" });
  host.says({ say: "printed", call: 2, outcome: { is: "printed" } });
  host.says({ say: "printed", call: 99, outcome: { is: "printed" } });
  host.says({ say: "printed", call: 1, outcome: { is: "unconfirmed", what: "no proof" } });
  expect(await first).toEqual({ is: "unconfirmed", what: "no proof" });
  expect(await second).toEqual({ is: "printed" });
  expect(await drawer).toBe("fired");
});

test("a dead host leaves its acts unknown, its devices absent, and the other host's acts alone", async () => {
  const { fleet, launcher, ready } = bench();
  ready("shelf", "dispense", ["A1"]);
  const vend = fleet.board("shelf")?.vend("A1");
  const slip = fleet.printer("bar")?.print(SLIP);
  const drawer = fleet.printer("bar")?.kickDrawer();
  launcher.last("counter").ends("SIGKILL");
  expect(await slip).toMatchObject({ is: "unconfirmed" });
  expect(await drawer).toBe("unknown");
  expect(fleet.printer("bar")?.condition().state).toBe("absent");
  expect(fleet.board("shelf")?.sellable("A1")).toBe(true);
  launcher.last("dispense").says({ say: "vended", call: 1, outcome: { is: "dropped", evidence: "seen" } });
  expect(await vend).toEqual({ is: "dropped", evidence: "seen" });
});

test("a locked slot is known here and opened again there, once somebody says so", async () => {
  const { fleet, launcher, ready } = bench();
  ready("shelf", "dispense", [], ["A1"]);
  const board = fleet.board("shelf");
  expect(board?.lockedSlots()).toEqual(["A1"]);
  const unlocked = board?.unlock("A1");
  expect(launcher.last("dispense").heard.at(-1)).toEqual({ to: "unlock", call: 1, id: "shelf", slot: "A1" });
  launcher.last("dispense").says({ say: "unlocked", call: 1, found: true });
  expect(await unlocked).toBe(true);
  launcher.last("dispense").ends();
  expect(board?.lockedSlots()).toEqual([]);
  expect(await board?.unlock("A1")).toBe(false);
});

test("a machine's own choice is known here, refused there, and forgotten with its process", async () => {
  const { fleet, launcher, ready } = bench();
  ready("shelf", "dispense", ["A1"]);
  const board = fleet.board("shelf");
  expect(board?.choice?.()).toBeUndefined();
  const condition = { state: "ready", what: "Ready." } as const;
  launcher
    .last("dispense")
    .says({ say: "condition", id: "shelf", condition, sellable: ["A1"], locked: [], choice: "A1" });
  expect(board?.choice?.()).toBe("A1");
  const refused = board?.refuse?.("A1");
  expect(launcher.last("dispense").heard.at(-1)).toEqual({ to: "refuse", call: 1, id: "shelf", slot: "A1" });
  launcher.last("dispense").says({ say: "refused", call: 1, done: true });
  expect(await refused).toBe(true);
  launcher.last("dispense").ends();
  expect(board?.choice?.()).toBeUndefined();
  expect(await board?.refuse?.("A1")).toBe(false);
});

test("while its process is not running, nothing is done and that is certain", async () => {
  const { fleet, launcher } = bench();
  launcher.last("counter").ends();
  launcher.last("dispense").ends();
  expect(await fleet.printer("bar")?.print(SLIP)).toMatchObject({ is: "failed", nothingPrinted: true });
  expect(await fleet.printer("bar")?.kickDrawer()).toBe("refused");
  expect(await fleet.board("shelf")?.vend("A1")).toMatchObject({ is: "not-dropped" });
  expect(await fleet.board("shelf")?.allOff()).toBe(false);
});

test("a dead dispense host is unknown at once, and started again only after the guard has spoken", async () => {
  const { fleet, launcher, ready, kinds, ticker, notes, live } = bench();
  ready("shelf", "dispense", ["A1"]);
  const vend = fleet.board("shelf")?.vend("A1");
  launcher.last("dispense").ends("SIGKILL");
  expect(launcher.last("guard").told.at(-1)).toBe("fire");
  expect((await vend)?.is).toBe("unknown");
  expect(fleet.board("shelf")?.sellable("A1")).toBe(false);
  await live(3_000, "guard", "counter");
  expect(kinds()).toEqual(["counter", "guard", "dispense"]);
  launcher.last("guard").says({ say: "guarded", proven: ["shelf"], unproven: [] });
  await ticker.advance(250);
  expect(kinds()).toEqual(["counter", "guard", "dispense", "dispense"]);
  expect(notes).toEqual([
    "The dispense process ended (SIGKILL) and is started again.",
    "The guard switched off shelf; unproven: none.",
  ]);
});

test("a guard that does not answer holds up the dispense host for four seconds, not longer", async () => {
  const { launcher, kinds, live } = bench();
  launcher.last("dispense").ends();
  await live(4_500, "guard", "counter");
  expect(kinds().filter((kind) => kind === "dispense")).toHaveLength(2);
});

test("a guard that dies on duty does not hold up the dispense host, and comes back", async () => {
  const { launcher, kinds, live } = bench();
  launcher.last("dispense").ends();
  launcher.last("guard").ends();
  await live(500, "counter");
  expect(kinds().filter((kind) => kind !== "counter")).toEqual(["guard", "dispense", "guard", "dispense"]);
});

test("the guard is fed by the dispense host and by nobody else", () => {
  const { launcher } = bench();
  launcher.last("counter").says({ say: "alive" });
  launcher.last("guard").says({ say: "alive" });
  expect(launcher.last("guard").told).toEqual(["run"]);
  launcher.last("dispense").says({ say: "alive" });
  expect(launcher.last("guard").told).toEqual(["run", "beat"]);
});

test("a host that falls silent is killed and replaced, also when the system cannot end it", async () => {
  const { fleet, launcher, kinds, live } = bench(SPECS.slice(0, 1));
  const slip = fleet.printer("bar")?.print(SLIP);
  await live(1_000, "counter");
  const [first] = launcher.hosts;
  await live(SILENT_AFTER_MS + ALIVE_EVERY_MS);
  expect(first?.kills).toBe(1);
  expect((await slip)?.is).toBe("unconfirmed");
  await live(500);
  expect(kinds()).toEqual(["counter", "counter"]);
  // What the old process says or does now is nobody's concern.
  first?.says({
    say: "condition",
    id: "bar",
    condition: { state: "ready", what: "Ready." },
    sellable: [],
    locked: [],
  });
  first?.ends();
  expect(fleet.printer("bar")?.condition().state).toBe("absent");
  expect(kinds()).toEqual(["counter", "counter"]);
});

test("a fresh host has fifteen seconds for its first word", async () => {
  const { launcher, live } = bench(SPECS.slice(0, 1));
  await live(15_000);
  expect(launcher.hosts[0]?.kills).toBe(0);
  await live(1_000);
  expect(launcher.hosts[0]?.kills).toBe(1);
});

test("a host that ends at every start is tried ever more rarely, and quickly again after a good life", async () => {
  const { launcher, ticker, live } = bench(SPECS.slice(0, 1));
  const waitsMs: number[] = [];
  async function endAndWait(): Promise<void> {
    const before = launcher.hosts.length;
    launcher.last("counter").ends();
    const endedMs = ticker.nowMs();
    while (launcher.hosts.length === before) await ticker.advance(50);
    waitsMs.push(ticker.nowMs() - endedMs);
  }
  for (let times = 0; times < 6; times += 1) await endAndWait();
  await live(61_000, "counter");
  await endAndWait();
  expect(waitsMs).toEqual([250, 500, 1_000, 2_000, 5_000, 5_000, 250]);
});

test("a main that was held up itself does not take its hosts for silent", async () => {
  const launcher = fakeLauncher();
  // A clock whose waits come late, as they do while a process is stopped.
  const clock = { nowMs: 0, waits: [] as { atMs: number; call: () => void }[] };
  const ticker = {
    nowMs: () => clock.nowMs,
    after: (ms: number, call: () => void) => {
      clock.waits.push({ atMs: clock.nowMs + ms, call });
      return () => undefined;
    },
  };
  startFleet({ specs: SPECS.slice(0, 1), launcher, ticker });
  launcher.last("counter").says({ say: "alive" });
  clock.nowMs = 60_000;
  for (const { call } of clock.waits.splice(0)) call();
  expect(launcher.hosts[0]?.kills).toBe(0);
});

test("an act that its host never answers ends all the same", async () => {
  const { fleet, live } = bench();
  const slip = fleet.printer("bar")?.print(SLIP);
  const vend = fleet.board("shelf")?.vend("A1");
  await live(111_000, "counter", "guard", "dispense");
  expect((await slip)?.is).toBe("unconfirmed");
  expect((await vend)?.is).toBe("unknown");
});

test("stopping ends the boards first, settles what is owed and leaves no wait behind", async () => {
  const { fleet, launcher, ticker } = bench();
  const vend = fleet.board("shelf")?.vend("A1");
  const stopped = fleet.stop();
  expect(launcher.last("dispense").told.at(-1)).toBe("stop");
  expect([launcher.last("counter").told.at(-1), launcher.last("guard").told.at(-1)]).toEqual(["run", "run"]);
  launcher.last("dispense").ends("code 0");
  await ticker.advance(0);
  launcher.last("counter").ends("code 0");
  launcher.last("guard").ends("code 0");
  await stopped;
  await fleet.stop();
  expect((await vend)?.is).toBe("unknown");
  expect(fleet.board("shelf")?.condition()).toEqual({
    state: "absent",
    what: "Switched off.",
    trouble: "not-running",
  });
  expect(launcher.hosts).toHaveLength(3);
  expect(ticker.waiting).toBe(0);
});

test("a host that does not stop is killed after three seconds", async () => {
  const { fleet, launcher, ticker } = bench(SPECS.slice(0, 1));
  const stopped = fleet.stop();
  await ticker.advance(2_900);
  expect(launcher.hosts[0]?.kills).toBe(0);
  await ticker.advance(200);
  expect(launcher.hosts[0]?.kills).toBe(1);
  launcher.hosts[0]?.ends("SIGKILL");
  await stopped;
  expect(launcher.hosts).toHaveLength(1);
});

const COUNTER: readonly DeviceSpec[] = [
  { id: "gun", kind: "scanner", driver: "serial", line: LINE },
  { id: "pole", kind: "display", driver: "escpos", line: LINE },
  { id: "eye", kind: "presence", driver: "tfmini", line: LINE },
];

test("scanner, customer display and sensor share the counter's host, and no guard is started for them", () => {
  const { launcher, kinds } = bench(COUNTER);
  expect(kinds()).toEqual(["counter"]);
  expect(launcher.last("counter").heard).toEqual([{ to: "run", specs: COUNTER }]);
});

test("what a scanner reads is heard; what another device claims to have read is not", () => {
  const { fleet, launcher } = bench(COUNTER);
  const scanned: string[] = [];
  fleet.onScan((text) => scanned.push(text));
  launcher.last("counter").says({ say: "scanned", id: "gun", text: "7038010009457" });
  launcher.last("counter").says({ say: "scanned", id: "pole", text: "1" });
  launcher.last("counter").says({ say: "scanned", id: "none", text: "2" });
  expect(scanned).toEqual(["7038010009457"]);
});

test("a process that begins anew is told what stands on its displays", async () => {
  const { fleet, launcher, ready, live } = bench(COUNTER);
  const show = { to: "show", id: "pole", lines: ["Coffee", "45,00"] };
  fleet.display("pole")?.show(["Coffee", "45,00"]);
  expect(launcher.last("counter").heard).toContainEqual(show);
  launcher.last("counter").ends("SIGKILL");
  await live(5_000, "counter");
  expect(launcher.last("counter").heard).not.toContainEqual(show);
  ready("pole", "counter");
  expect(launcher.last("counter").heard).toContainEqual(show);
  expect([fleet.display("gun"), fleet.display("none")]).toEqual([undefined, undefined]);
  expect([fleet.condition("pole")?.state, fleet.condition("gun")?.state, fleet.condition("none")]).toEqual([
    "ready",
    "absent",
    undefined,
  ]);
});

test("who stands there is unknown before the sensor has said, and when its process is gone", () => {
  const { fleet, launcher, changes } = bench(COUNTER);
  expect([fleet.nearness("eye"), fleet.nearness("gun"), fleet.nearness("none")]).toEqual([
    "unknown",
    undefined,
    undefined,
  ]);
  launcher.last("counter").says({ say: "nearness", id: "eye", nearness: "near" });
  expect([fleet.nearness("eye"), changes()]).toEqual(["near", 1]);
  launcher.last("counter").ends("SIGKILL");
  expect(fleet.nearness("eye")).toBe("unknown");
});

test("what a drawer's switch says is passed on, and is unseen once its process ends", () => {
  const specs: readonly DeviceSpec[] = [
    { id: "bar", kind: "printer", driver: "escpos", line: LINE, profile: "generic-80", drawer: {} },
  ];
  const { fleet, launcher } = bench(specs);
  const heard: string[] = [];
  fleet.onDrawer((id, news) => heard.push(`${id} ${news}`));
  launcher.last("counter").says({ say: "drawer", id: "bar", news: "opened-alone" });
  launcher.last("counter").says({ say: "drawer", id: "other", news: "opened" });
  launcher.last("counter").ends();
  expect(heard).toEqual(["bar opened-alone", "bar unseen"]);
});
