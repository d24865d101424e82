import { describe, expect, test } from "vitest";
import { createPresenceSensor } from "../../../../hardware/drivers/presence/presence-sensor.ts";
import { createMemoryCable } from "../../../../hardware/transport/memory.ts";
import { createModbusBoardEmulator } from "../../../../simulator/devices/boards/modbus-board.ts";
import type { Emulator } from "../../../../simulator/devices/emulated-port.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import {
  PresenceEmulator,
  type PresenceEmulatorOptions,
} from "../../../../simulator/devices/peripherals/presence-emulator.ts";
import { SpoiltLine } from "../../../../simulator/devices/simulations/spoilt-line.ts";

type Spec = Parameters<typeof createPresenceSensor>[0]["spec"];

function driven(ticker: ManualTicker, device: Emulator, driver: Spec["driver"], spec: Partial<Spec> = {}) {
  const spoilt = new SpoiltLine(ticker);
  const cable = createMemoryCable({ ticker, device: spoilt.wrap(device) });
  const sensor = createPresenceSensor({
    spec: {
      id: "eye",
      kind: "presence",
      driver,
      line: { kind: "serial", path: "/dev/none", baudRate: 115_200 },
      ...spec,
    },
    opener: cable.opener,
    ticker,
  });
  return { sensor, cable, spoilt };
}

const KINDS = [
  ["tfmini", "tof"],
  ["ld2410", "radar"],
] as const;

function openRig(
  driver: "tfmini" | "ld2410",
  kind: "tof" | "radar",
  more: Partial<PresenceEmulatorOptions> = {},
  spec: Partial<Spec> = {},
) {
  const ticker = new ManualTicker();
  const emulated = new PresenceEmulator({ kind, ticker, ...more });
  return { ticker, emulated, ...driven(ticker, emulated.device, driver, spec) };
}

describe.each(KINDS)("%s", (driver, kind) => {
  test("knows nothing before it has looked for long enough, then says that nobody is there", async () => {
    const { ticker, sensor, emulated } = openRig(driver, kind);
    expect(sensor.nearness()).toBe("unknown");
    await ticker.advance(4_000);
    expect([sensor.nearness(), sensor.condition().state]).toEqual(["unknown", "ready"]);
    await ticker.advance(2_500);
    expect([sensor.nearness(), emulated.readingsASecond, emulated.violations]).toEqual(["gone", 10, []]);
  });

  test("takes who stays for near and who walks past for nobody", async () => {
    const { ticker, sensor, emulated } = openRig(driver, kind);
    await ticker.advance(7_000);
    emulated.stands(60);
    await ticker.advance(200);
    emulated.leaves();
    await ticker.advance(1_000);
    expect(sensor.nearness()).toBe("gone");
    emulated.stands(60, false);
    await ticker.advance(700);
    expect(sensor.nearness()).toBe("near");
  });

  test("changes nothing between the two distances, and lets nobody go who leans aside", async () => {
    const { ticker, sensor, emulated } = openRig(driver, kind, {}, { nearCm: 70, goneCm: 120 });
    emulated.stands(100);
    await ticker.advance(3_000);
    expect(sensor.nearness()).toBe("unknown");
    emulated.stands(69);
    await ticker.advance(600);
    emulated.stands(110);
    await ticker.advance(20_000);
    expect(sensor.nearness()).toBe("near");
    emulated.leaves();
    await ticker.advance(4_500);
    expect(sensor.nearness()).toBe("near");
    await ticker.advance(1_000);
    expect(sensor.nearness()).toBe("gone");
  });

  test.each(["silence", "half", "checksum"] as const)(
    "%s for a second is a fault and unknown, never nobody",
    async (fault) => {
      // A bit of the radar's tail is flipped, and one of the other's sum: both are no readings.
      const { ticker, sensor, emulated, spoilt } = openRig(driver, kind);
      emulated.stands(60);
      await ticker.advance(2_000);
      expect(sensor.nearness()).toBe("near");
      spoilt.begin(fault);
      const heard = new Set<string>();
      for (let passedMs = 0; passedMs < 20_000; passedMs += 100) {
        await ticker.advance(100);
        heard.add(sensor.nearness());
      }
      expect([...heard]).toEqual(["near", "unknown"]);
      expect(sensor.condition()).toMatchObject({
        state: "fault",
        what: expect.stringContaining(fault === "silence" ? "silent" : "cannot be read"),
      });
      spoilt.heal();
      await ticker.advance(8_000);
      expect([sensor.nearness(), sensor.condition().state]).toEqual(["near", "ready"]);
    },
  );

  test("a fault is noticed a second after the last reading", async () => {
    const { ticker, sensor, emulated } = openRig(driver, kind);
    emulated.stands(60);
    await ticker.advance(2_000);
    emulated.hangs(true);
    await ticker.advance(850);
    expect(sensor.nearness()).toBe("near");
    await ticker.advance(300);
    expect([sensor.nearness(), sensor.condition().state]).toEqual(["unknown", "fault"]);
  });

  test.each(["noise", "slow"] as const)("with %s on its line it still sees", async (fault) => {
    const { ticker, sensor, emulated, spoilt } = openRig(driver, kind);
    emulated.stands(60);
    spoilt.begin(fault);
    await ticker.advance(6_000);
    expect(["near", "unknown"]).toContain(sensor.nearness());
    spoilt.heal();
    await ticker.advance(8_000);
    expect(sensor.nearness()).toBe("near");
  });

  test("out of its socket it is unknown at once, and looks anew when it is back", async () => {
    const { ticker, sensor, emulated, cable } = openRig(driver, kind);
    emulated.stands(60);
    await ticker.advance(2_000);
    cable.unplug();
    expect([sensor.nearness(), sensor.condition().state]).toEqual(["unknown", "absent"]);
    emulated.leaves();
    await ticker.advance(60_000);
    expect(sensor.nearness()).toBe("unknown");
    cable.plug();
    await ticker.advance(7_000);
    expect(sensor.nearness()).toBe("gone");
  });

  test("waits for nothing after the end", async () => {
    const { ticker, sensor, emulated } = openRig(driver, kind);
    await ticker.advance(1_000);
    const ended = sensor.stop();
    await ticker.advance(10);
    await ended;
    emulated.stop();
    expect([sensor.nearness(), sensor.condition().state]).toEqual(["unknown", "absent"]);
    await ticker.advance(10_000);
    expect(ticker.waiting).toBe(0);
  });
});

test("the radar is told how far to look, and one that takes no orders is degraded", async () => {
  const obeying = openRig("ld2410", "radar", {}, { goneCm: 110 });
  await obeying.ticker.advance(1_000);
  expect([obeying.emulated.farthestCm, obeying.sensor.condition().state]).toEqual([150, "ready"]);
  const deaf = openRig("ld2410", "radar", { isDeaf: true });
  deaf.emulated.stands(60);
  await deaf.ticker.advance(4_000);
  expect(deaf.sensor.condition()).toMatchObject({ state: "degraded", what: expect.stringContaining("how far") });
  expect(deaf.sensor.nearness()).toBe("near");
});

test("a sensor of distance that takes no orders is listened to as fast as it talks", async () => {
  const { ticker, sensor, emulated } = openRig("tfmini", "tof", { isDeaf: true });
  emulated.stands(60);
  await ticker.advance(1_000);
  expect([emulated.readingsASecond, sensor.nearness(), sensor.condition().state]).toEqual([100, "near", "ready"]);
});

describe("a motion detector on a board's input", () => {
  function detector(spec: Partial<Spec> = {}) {
    const ticker = new ManualTicker();
    const board = createModbusBoardEmulator({ ticker, channels: 8, inputs: 8, shelf: [] });
    return { ticker, board, ...driven(ticker, board.device, "modbus-input", spec) };
  }

  test("is near while its input is on, gone two seconds after, and nothing is ever switched", async () => {
    const { ticker, board, sensor } = detector({ input: 3 });
    await ticker.advance(2_500);
    expect(sensor.nearness()).toBe("gone");
    board.bench.block(3);
    await ticker.advance(300);
    expect(sensor.nearness()).toBe("near");
    board.bench.release(3);
    await ticker.advance(1_500);
    expect(sensor.nearness()).toBe("near");
    await ticker.advance(1_000);
    expect(sensor.nearness()).toBe("gone");
    expect(board.bench.events.filter((event) => event.event === "output")).toEqual([]);
  });

  test("is unknown while its board is silent", async () => {
    const { ticker, board, sensor, spoilt } = detector();
    board.bench.block(1);
    await ticker.advance(1_000);
    expect(sensor.nearness()).toBe("near");
    spoilt.begin("silence");
    await ticker.advance(1_500);
    expect([sensor.nearness(), sensor.condition().state]).toEqual(["unknown", "fault"]);
    spoilt.heal();
    await ticker.advance(8_000);
    expect([sensor.nearness(), sensor.condition().state]).toEqual(["near", "ready"]);
  });
});
