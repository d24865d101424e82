import { expect, test } from "vitest";
import { goodsMismatches } from "../../electron/config/cross-checks.ts";
import { GOODS } from "../rig/terminal-rig.ts";

type Checked = Parameters<typeof goodsMismatches>[0];

/** What the check looks at of a written configuration. */
function machineAsking(priceMinor: number): Checked {
  const slots = [
    { slot: "A1", channel: 5, pulseMs: 500, dropWindowMs: 20_000, priceMinor },
    { slot: "A2", channel: 6, pulseMs: 500, dropWindowMs: 20_000 },
  ];
  const devices = [{ id: "machine", kind: "dispenser", driver: "mdb-qibixx", channels: 6, slots }];
  return JSON.parse(JSON.stringify({ mode: "vending", devices, shop: { vatRegistered: true } }));
}

test("a good at another price than the machine asks for its slot is refused", () => {
  expect(goodsMismatches(machineAsking(4_500), GOODS, "")).toEqual([]);
  expect(goodsMismatches(machineAsking(4_400), GOODS, "")).toContainEqual({
    field: "goods[0].price",
    expected: "4400, what the machine asks for slot A1",
    got: "4500",
  });
});
