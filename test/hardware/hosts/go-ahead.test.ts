import { spawnSync } from "node:child_process";
import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { goAhead } from "../../../hardware/hosts/go-ahead.ts";

const MODULE = new URL("../../../hardware/hosts/go-ahead.ts", import.meta.url).href;
/** What a host does first, and then what each of its threads has, and one that it starts later. */
const PROGRAM = `
const { goAhead } = await import(${JSON.stringify(MODULE)});
const { readdirSync } = await import("node:fs");
const { getPriority } = await import("node:os");
const { crypto } = globalThis;
const refused = goAhead();
await crypto.subtle.digest("SHA-256", new Uint8Array(1_000_000));
const threads = readdirSync("/proc/self/task").map((thread) => getPriority(Number(thread)));
console.log(JSON.stringify({ refused, threads }));
`;

test.skipIf(process.platform !== "linux")(
  "every thread of a process that switches outputs goes ahead, or all stay and it says what to allow (skipped: threads have priorities on Linux only)",
  () => {
    const ran = spawnSync(process.execPath, ["--input-type=module", "-e", PROGRAM], {
      encoding: "utf8",
      timeout: 60_000,
    });
    const { refused, threads } = JSON.parse(ran.stdout) as { refused?: string; threads: readonly number[] };
    expect(threads.length).toBeGreaterThan(1);
    if (refused === undefined) expect(new Set(threads)).toEqual(new Set([-14]));
    else {
      expect(refused).toMatch(/nice value of -14/);
      expect(new Set(threads)).toEqual(new Set([getPriority()]));
    }
  },
);

test("an account that may not is told what to allow, and the process runs on", () => {
  const refusal = goAhead([7], () => {
    throw new Error("permission denied");
  });
  expect(refusal).toBe(
    "Outputs are switched at the priority of ordinary programs, so a busy machine may be late. Allow this account a nice value of -14 (permission denied).",
  );
});

test("each thread is moved by itself, and one that has ended meanwhile is no refusal", () => {
  const moved: [number, number][] = [];
  const refused = goAhead([11, 13, 12], (thread, priority) => {
    if (thread === 13)
      throw new Error("A system error occurred: uv_os_setpriority returned ESRCH (no such process)");
    moved.push([thread, priority]);
  });
  expect(refused).toBeUndefined();
  expect(moved).toEqual([
    [11, -14],
    [12, -14],
  ]);
});
