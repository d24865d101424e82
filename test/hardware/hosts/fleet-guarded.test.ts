import { expect, test } from "vitest";
import { startFleet } from "../../../hardware/hosts/fleet.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { fakeLauncher } from "./fake-host.ts";
import { bench, SPECS } from "./fleet-bench.ts";

test("while no guard is on duty nothing is offered, and all of it again with its first word", async () => {
  const { fleet, launcher, ready, changes, live } = bench();
  const board = fleet.board("shelf");
  ready("shelf", "dispense", ["A1"]);
  const before = changes();
  launcher.last("guard").ends();
  expect(board?.sellable("A1")).toBe(false);
  expect(changes()).toBe(before + 1);
  expect(board?.condition()).toMatchObject({ state: "connecting", what: expect.stringContaining("guards") });
  await live(1_500, "dispense", "counter");
  expect(launcher.hosts.filter(({ kind }) => kind === "guard")).toHaveLength(2);
  expect(board?.sellable("A1")).toBe(false);
  launcher.last("guard").says({ say: "alive" });
  expect(board?.sellable("A1")).toBe(true);
  expect(board?.condition().state).toBe("ready");
  expect(changes()).toBe(before + 2);
  launcher.last("guard").says({ say: "alive" });
  expect(changes()).toBe(before + 2);
});

test("how a device's line does is passed on with its name", () => {
  const { fleet, launcher } = bench();
  const heard: unknown[] = [];
  fleet.onService((id, figures) => heard.push([id, figures]));
  const figures = { connections: 2, asked: 40, unanswered: 1, replyMs: 12 };
  launcher.last("dispense").says({ say: "service", id: "shelf", figures });
  expect(heard).toEqual([["shelf", figures]]);
});

test("nothing is offered before the guard has said for the first time that it is armed", () => {
  const launcher = fakeLauncher();
  const fleet = startFleet({ specs: SPECS, launcher, ticker: new ManualTicker() });
  const condition = { state: "ready", what: "Ready." } as const;
  launcher.last("dispense").says({ say: "condition", id: "shelf", condition, sellable: ["A1"], locked: [] });
  expect(fleet.board("shelf")?.condition()).toMatchObject({
    state: "connecting",
    what: expect.stringContaining("guards"),
  });
  expect(fleet.board("shelf")?.sellable("A1")).toBe(false);
  launcher.last("guard").says({ say: "alive" });
  expect(fleet.board("shelf")?.sellable("A1")).toBe(true);
});
