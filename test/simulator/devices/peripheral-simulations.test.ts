import { expect, test } from "vitest";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";

function start(name: string, flags: Readonly<Record<string, readonly string[]>>) {
  const ticker = new ManualTicker();
  const said: object[] = [];
  const running = SIMULATIONS[name]?.start({
    ticker,
    say: (event) => said.push(event),
    flags: new Map(Object.entries(flags)),
    faults: [],
  });
  if (running === undefined) throw new Error(`no ${name}`);
  const bytes: number[] = [];
  running.device({
    onBytes: () => undefined,
    write: (more) => bytes.push(...more),
    hangUp: () => undefined,
    onGone: () => undefined,
    hold: () => undefined,
    release: () => undefined,
  });
  return { ticker, said, running, text: () => Buffer.from(bytes).toString("utf8") };
}

test("a scanner with a script reads its codes in turn, without end, until it is stopped", async () => {
  const { ticker, running, text } = start("scanner", {
    scan: ["7038010009457", "half"],
    every: ["500"],
    aim: ["yes"],
  });
  await ticker.advance(1_600);
  expect(text()).toBe("]E07038010009457\r]C0half\r]E07038010009457\r");
  running.stop?.();
  expect(ticker.waiting).toBe(0);
});

test("a scanner reads what is held before it as the kind it is said to be", () => {
  const { running, text } = start("scanner", { aim: ["yes"], ending: ["stx-etx"], prefix: ["A"] });
  expect(running.order("scan qr: 5701234567899").is).toBe("done");
  expect(text()).toBe("\x02A]Q15701234567899\x03");
  expect(running.order("scan")).toMatchObject({ is: "wrong" });
});

test.each(["presence", "presence-radar"])("people come to %s and go as its steps say", async (name) => {
  const { ticker, running } = start(name, { step: ["1000:60", "2000:gone"] });
  const distances: unknown[] = [];
  for (let second = 0; second < 3; second++) {
    await ticker.advance(900);
    distances.push(new Map(Object.entries(running.state())).get("distanceCm"));
    await ticker.advance(100);
  }
  expect(distances).toEqual([null, 60, null]);
});

test.each([
  ["scanner", { ending: ["tab"] }, "--ending takes cr, lf"],
  ["display", { language: ["latin"] }, "--language takes escpos, cd5220"],
  ["presence", { step: ["soon"] }, "--step takes MS:CM or MS:gone"],
])("%s with %j is refused with what there is", (name, flags, what) => {
  expect(() => start(name, flags)).toThrow(what);
});
