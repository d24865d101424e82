import { describe, expect, test } from "vitest";
import { lcusSpeech } from "../../../../hardware/drivers/lcus/lcus-board.ts";
import { createLcusBoardEmulator } from "../../../../simulator/devices/boards/lcus-board.ts";
import { ManualTicker } from "../../../../simulator/devices/manual-ticker.ts";
import { openRig } from "../board-rig.ts";
import { LCUS } from "../families.ts";

/** The speech alone; `reply` is what the line brings for each question. */
function speak(reply: (index: number) => readonly number[]) {
  const ticker = new ManualTicker();
  const speech = lcusSpeech(4, ticker);
  let asked = 0;
  speech.bus.up((bytes) => {
    if (bytes[0] === 0xff) {
      const said = Uint8Array.from(reply(asked));
      asked += 1;
      ticker.after(5, () => speech.bus.heard(said));
    }
    return Promise.resolve(true);
  });
  return {
    async states() {
      const reading = speech.readOutputs();
      await ticker.advance(2_000);
      return reading;
    },
  };
}

describe("states without a checksum", () => {
  test("are believed when told twice alike", async () => {
    expect(await speak(() => [1, 0, 0, 0]).states()).toEqual({ is: "read", on: [true, false, false, false] });
  });

  test("are not believed when the second telling differs", async () => {
    expect(await speak((index) => [index, 0, 0, 0]).states()).toMatchObject({ is: "unread" });
  });

  test("are not believed when something was left over, as noise before the answer leaves it", async () => {
    expect(await speak(() => [0, 0, 0, 0, 1]).states()).toMatchObject({ is: "unread" });
  });

  test("are read behind an adapter that sends the question back first", async () => {
    expect(await speak(() => [0xff, 0, 1, 0, 0]).states()).toEqual({ is: "read", on: [false, true, false, false] });
  });
});

test("firmware that answers in text lines sells as well", async () => {
  const rig = openRig({ ...LCUS, emulate: (options) => createLcusBoardEmulator({ ...options, speaksText: true }) });
  await rig.ready();
  expect((await rig.vend("A1")).is).toBe("dropped");
});

test("a board that loses its power in the middle of a pulse it was seen to begin has sold nothing for certain", async () => {
  const rig = openRig(LCUS);
  await rig.ready();
  const vend = rig.board.vend("A1");
  for (let step = 0; rig.emulated.bench.pulses(1) === 0 && step < 200; step++) await rig.ticker.advance(5);
  await rig.ticker.advance(250);
  rig.emulated.bench.reset();
  expect((await rig.finish(vend)).is).toBe("unknown");
});
