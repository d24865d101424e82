import { expect, test } from "vitest";
import { devicesOf } from "../../electron/main/devices.ts";
import type { DeviceSpec, DrawerNews } from "../../hardware/contract.ts";

const LINE = { kind: "tcp", host: "127.0.0.1", port: 9_100 } as const;

function bench(drawer: Extract<DeviceSpec, { kind: "printer" }>["drawer"]) {
  const spec: DeviceSpec = {
    id: "till",
    kind: "printer",
    driver: "escpos",
    line: LINE,
    profile: "epson-80",
    ...(drawer === undefined ? {} : { drawer }),
  };
  let says: (id: string, news: DrawerNews) => void = () => undefined;
  let kicks = 0;
  let nowMs = 1_000;
  const devices = devicesOf(
    [spec],
    {
      printer: () => ({
        condition: () => ({ state: "ready", what: "Ready." }),
        print: async () => ({ is: "printed" }),
        kickDrawer: async () => {
          kicks += 1;
          return "opened";
        },
      }),
      board: () => undefined,
      onChange: () => undefined,
      onDrawer: (heard) => {
        says = heard;
      },
      stop: async () => undefined,
    },
    () => nowMs,
  );
  const at = (ms: number, news: DrawerNews, id = "till"): void => {
    nowMs = ms;
    says(id, news);
  };
  return { devices, at, kicks: () => kicks };
}

test("a configured drawer is opened through its printer and stands among the devices with an alarm of its own", async () => {
  const { devices, at, kicks } = bench({ openIs: "high" });
  const heard: DrawerNews[] = [];
  devices.drawer?.onNews((news) => heard.push(news));
  const state = () => devices.states().find(({ kind }) => kind === "drawer");
  expect(state()).toMatchObject({ id: "till-drawer", state: "connecting" });
  at(2_000, "closed");
  at(3_000, "opened-alone", "other");
  at(4_000, "closed");
  expect(state()).toEqual({ id: "till-drawer", kind: "drawer", state: "ready", what: "Shut.", sinceMs: 2_000 });
  at(5_000, "left-open");
  expect(state()).toMatchObject({ state: "degraded", what: expect.stringContaining("shut it"), sinceMs: 5_000 });
  expect(heard).toEqual(["closed", "left-open"]);
  expect(await devices.drawer?.open()).toBe("opened");
  expect(kicks()).toBe(1);
});

test("one whose switch was not calibrated is no trouble, and none configured is none", () => {
  const state = bench({}).devices.states().at(-1);
  expect(state).toMatchObject({ kind: "drawer", state: "ready" });
  const without = bench(undefined).devices;
  expect(without.drawer).toBeUndefined();
  expect(without.states()).toHaveLength(1);
});
