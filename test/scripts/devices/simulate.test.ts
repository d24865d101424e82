import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createBoard, createPrinter } from "../../../hardware/drivers/registry.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openerFor } from "../../../hardware/transport/opener.ts";
import { faultTable } from "../../../scripts/devices/simulate.ts";
import { openBench } from "../../../scripts/devices/simulated-bench.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { socatIsMissing } from "../../../simulator/devices/pty.ts";
import { FAULTS, isLineFault, LINE_FAULTS } from "../../../simulator/devices/simulations/faults.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";
import { until } from "../../hardware/transport/serial-bench.ts";
import { runDevices, startDevices } from "./program.ts";

const LONG_MS = 30_000;

describe.each(Object.entries(SIMULATIONS))("simulated %s", (_, simulation) => {
  function bench(...faults: readonly (keyof typeof FAULTS)[]) {
    const said: { readonly event?: string; readonly what?: string }[] = [];
    const given = faults.map((name) => ({ name, figure: undefined }));
    const opened = openBench(simulation, {
      ticker: new ManualTicker(),
      say: (event) => said.push(event),
      flags: new Map(),
      faults: given,
    });
    return { ...opened, said };
  }

  test("takes every fault it says it knows, refuses the others with the list, and can be healed", async () => {
    for (const fault of simulation.faults) {
      const { order, said } = bench(fault);
      await order(`fault ${fault}`);
      expect([fault, said.find(({ event }) => event === "wrong")]).toEqual([fault, undefined]);
    }
    const { order, said, stop } = bench();
    for (const fault of LINE_FAULTS.filter((name) => name !== "unplug")) await order(`fault ${fault}`);
    await order("state");
    expect(said.at(-1)).toMatchObject({ lineFaults: LINE_FAULTS.filter((name) => name !== "unplug") });
    await order("health");
    await order("state");
    expect(said.at(-1)).toMatchObject({ lineFaults: [] });
    await order("fault earthquake");
    expect(said.at(-1)?.what).toContain("faults are silence, late");
    await order("dance");
    expect(said.at(-1)?.event).toBe("wrong");
    stop();
  });
});

test("the table of faults names every fault once, and docs/devices.md shows it as it is", () => {
  const table = faultTable();
  for (const fault of Object.keys(FAULTS)) expect(table.split(`\`${fault}\``)).toHaveLength(2);
  expect(LINE_FAULTS.every(isLineFault)).toBe(true);
  const page = readFileSync(new URL("../../../docs/devices.md", import.meta.url), "utf8");
  expect(page).toContain(table);
});

test("unknown devices, faults and flags are refused with what there is", async () => {
  const [device, fault, flag, language, model, nowhere, nothing] = await Promise.all([
    runDevices("simulate", "toaster", "--link", "/tmp/none"),
    runDevices("simulate", "lcus", "--link", "/tmp/none", "--fault", "paper-out"),
    runDevices("simulate", "lcus", "--model", "x"),
    runDevices("simulate", "display", "--link", "/tmp/none", "--language", "latin"),
    runDevices("simulate", "printer", "--link", "/tmp/none", "--model", "typewriter"),
    runDevices("simulate", "lcus"),
    runDevices(),
  ]);
  const codes = [device, fault, flag, language, model, nowhere, nothing].map(({ code }) => code);
  expect(codes).toEqual(Array.from({ length: 7 }, () => 64));
  expect(language.err).toContain('--language takes escpos, cd5220, not "latin"');
  expect(model.err).toContain("--model takes epson-80");
  expect(device.err).toContain('No simulated device is called "toaster"');
  expect(device.err).toContain("printer|modbus");
  expect(fault.err).toContain('lcus knows no fault "paper-out"; it knows silence, late');
  expect(flag.err).toContain("--model");
  expect(nowhere.err).toContain("Where?");
  expect(nothing.err).toContain("devices -- list");
});

describe
  .skipIf(socatIsMissing())
  .concurrent("the walk-through of docs/devices.md (skipped: socat is not installed)", () => {
    test("a board: sold, jammed, pulled and returned, silent, each in plain words", async ({ onTestFinished }) => {
      const folder = mkdtempSync(join(tmpdir(), "walk-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const link = join(folder, "board");
      const { next, order } = startDevices(
        onTestFinished,
        "simulate",
        "modbus",
        "--link",
        link,
        "--slot",
        "A1:1:1",
      );
      await next(({ event }) => event === "ready");
      const line = { kind: "serial", path: link, baudRate: 9_600 } as const;
      const slots = [{ slot: "A1", channel: 1, pulseMs: 1_000, dropInput: 1, dropWindowMs: 3_000 }];
      const board = await createBoard({
        spec: { id: "shelf", kind: "dispenser", driver: "modbus-rtu", line, channels: 8, slots },
        opener: openerFor(line, steadyTicker),
        ticker: steadyTicker,
      });
      onTestFinished(() => board.stop());
      const ready = () => until(() => board.sellable("A1"), LONG_MS, `readiness, but ${board.condition().what}`);
      const says = (words: RegExp) => until(() => words.test(board.condition().what), LONG_MS, String(words));
      await ready();
      expect(await board.vend("A1")).toMatchObject({ is: "dropped" });
      await next(({ event }) => event === "drop");
      order("jam A1");
      await next((said) => said["order"] === "jam A1");
      const jammed = await board.vend("A1");
      // As below: of a sensor that was not watched nothing can be told.
      const evidence = jammed.is === "unknown" ? "not watched without a gap" : "saw nothing";
      expect(jammed.is).not.toBe("dropped");
      expect(jammed.evidence).toContain(evidence);
      order("clear A1");
      order("unplug");
      await says(/cable at .* was pulled|There is no/);
      order("return");
      await ready();
      order("block 1");
      await says(/drop sensor of A1 is blocked. Clear the chute/);
      order("release 1");
      await ready();
      order("fault silence");
      await says(/does not answer. Check its power and its cable|waiting for the device to answer/);
      order("health");
      await ready();
      const sold = await board.vend("A1");
      // A machine that stalls for a moment cannot watch without a gap, and says that it did not.
      if (sold.is === "unknown") {
        expect(sold.evidence).toContain("not watched without a gap");
        await ready();
        expect(await board.vend("A1")).toMatchObject({ is: "dropped" });
      } else expect(sold.is).toBe("dropped");
    });

    test("a printer: out of paper, cover open, in plain words, and its paper as text and picture", async ({
      onTestFinished,
    }) => {
      const folder = mkdtempSync(join(tmpdir(), "walk-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const { next, order } = startDevices(
        onTestFinished,
        ...["simulate", "printer", "--tcp", "0", "--paper", join(folder, "paper")],
      );
      const ready = await next(({ event }) => event === "ready");
      const line = { kind: "tcp", host: "127.0.0.1", port: Number(ready["tcp"]) } as const;
      const printer = await createPrinter({
        spec: { id: "bar", kind: "printer", driver: "escpos", line, profile: "epson-80" },
        opener: openerFor(line, steadyTicker),
        ticker: steadyTicker,
      });
      onTestFinished(() => printer.stop());
      const says = (words: RegExp) =>
        until(() => words.test(printer.condition().what), LONG_MS, `${words}, but ${printer.condition().what}`);
      await says(/^Ready/);
      order("paper-out");
      await says(/paper/i);
      order("paper-in");
      await says(/^Ready/);
      order("cover-open");
      await says(/cover/i);
      order("cover-close");
      await says(/^Ready/);
      const parts = [{ part: "text", text: "One coffee" }, { part: "cut" }] as const;
      expect(await printer.print({ id: "1", parts })).toEqual({ is: "printed" });
      await next((said) => String(said["text"]).includes("One coffee"));
      expect(readFileSync(join(folder, "paper", "paper.txt"), "utf8")).toContain("One coffee");
      expect([...readFileSync(join(folder, "paper", "paper.png")).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    });
  });
