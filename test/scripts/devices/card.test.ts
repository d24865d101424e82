import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { askCard } from "../../../scripts/devices/card.ts";
import { openBench } from "../../../scripts/devices/simulated-bench.ts";
import { serveSimulation } from "../../../scripts/devices/simulated-port.ts";
import { Wrong } from "../../../scripts/devices/wrong.ts";
import { socatIsMissing } from "../../../simulator/devices/pty.ts";
import type { FaultName } from "../../../simulator/devices/simulations/faults.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";
import { runDevices } from "./program.ts";

const PROGRAM = new URL("../../../scripts/devices.ts", import.meta.url).pathname;
const LONG_MS = 60_000;

const ADAPTERS = [
  { driver: "qibixx", device: "mdb-reader" },
  { driver: "wafer", device: "mdb-reader-waferstar" },
] as const;

type Adapter = (typeof ADAPTERS)[number];

interface Cashier {
  readonly child: ChildProcess;
  /** Waits until it has said this. */
  hears(words: string): Promise<void>;
  ended(): Promise<{ readonly code: number; readonly said: string }>;
}

/** The person at the keyboard of `devices -- card`. */
function startCard(path: string, driver: string, ...more: readonly string[]): Cashier {
  const args = [PROGRAM, "card", "--line", path, "--driver", driver, "--amount", "45.00", ...more];
  const child = spawn(process.execPath, args, { stdio: "pipe" });
  const closed = once(child, "close") as Promise<[number]>;
  let said = "";
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      for (const look of looks) look();
    });
  }
  return {
    child,
    hears: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (said.includes(words)) resolve();
        };
        looks.add(look);
        look();
        void closed.then(() => reject(new Error(`it ended without "${words}": ${said}`)));
      }),
    ended: async () => ({ code: (await closed)[0], said }),
  };
}

interface Stand {
  readonly card: Cashier;
  /** An order to the simulated reader. */
  order(line: string): Promise<void>;
  /** Waits until the reader is in this state. */
  reaches(state: string): Promise<void>;
}

interface StandSet {
  readonly flags?: Readonly<Record<string, string>>;
  readonly fault?: FaultName;
  readonly orders?: readonly string[];
  readonly words?: readonly string[];
}

/** What `devices -- simulate` runs, on a pseudo-terminal, with somebody who asks it; and what it did with the money in the end. */
async function stand({ driver, device }: Adapter, act: (stand: Stand) => Promise<void>, set: StandSet = {}) {
  const simulation = SIMULATIONS[device];
  if (simulation === undefined) throw new Error(`nothing is called ${device}`);
  const said: Readonly<Record<string, unknown>>[] = [];
  const bench = openBench(simulation, {
    ticker: steadyTicker,
    say: (event) => said.push({ ...event }),
    flags: new Map(Object.entries(set.flags ?? {}).map(([name, value]) => [name, [value]])),
    faults: set.fault === undefined ? [] : [{ name: set.fault, figure: undefined }],
  });
  const folder = mkdtempSync(join(tmpdir(), "card-"));
  const link = join(folder, "reader");
  const port = await serveSimulation(bench.device, { link });
  bench.plugInto(port);
  const look = async () => {
    await bench.order("state");
    return said.at(-1);
  };
  try {
    for (const order of set.orders ?? []) await bench.order(order);
    const card = startCard(link, driver, ...(set.words ?? []));
    await act({
      card,
      order: (line) => bench.order(line),
      reaches: (state) => vi.waitFor(async () => expect((await look())?.["state"]).toBe(state), 20_000),
    });
    const ended = await card.ended();
    const { kept, refunded, violations } = (await look()) ?? {};
    return { ...ended, kept, refunded, violations };
  } finally {
    bench.stop();
    await port.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const WITH_CARD = { flags: { card: "200" } } as const;
const ASKED = "Hold a card to it";
const PAID = "Did the goods come out?";

describe.skipIf(socatIsMissing()).each(ADAPTERS)(
  "a bought reader behind $driver (skipped: socat is not installed)",
  (on) => {
    test("is paid, and told that the goods came out, or that they did not, or nothing", {
      timeout: LONG_MS,
    }, async () => {
      const answer = (text: string | undefined) =>
        stand(
          on,
          async ({ card }) => {
            await card.hears(PAID);
            card.child.stdin?.end(text === undefined ? "" : `perhaps\n${text}\n`);
          },
          WITH_CARD,
        );
      const [yes, no, nobody] = await Promise.all([answer("y"), answer("n"), answer(undefined)]);
      expect(yes).toMatchObject({ code: 0, kept: [4_500], refunded: [], violations: [] });
      expect(yes.said.split(PAID)).toHaveLength(3);
      expect(yes.said).toContain("Paid: 45.00.\n");
      expect(yes.said).toContain("Settled: the money is kept.");
      expect(no).toMatchObject({ code: 0, kept: [], refunded: [4_500], violations: [] });
      expect(no.said).toContain("Settled: the money was given back.");
      expect(nobody).toMatchObject({ code: 0, kept: [], refunded: [4_500], violations: [] });
      expect(nobody.said).toContain("Nobody answered: the money goes back.");
    });

    test("takes nothing when it refuses, when no card comes, and when the question is taken back", {
      timeout: LONG_MS,
    }, async () => {
      const [refused, nobody, left] = await Promise.all([
        stand(on, () => Promise.resolve(), { ...WITH_CARD, orders: ["deny"] }),
        stand(on, () => Promise.resolve(), { words: ["--wait", "1"] }),
        stand(on, async ({ card }) => {
          await card.hears(ASKED);
          card.child.kill("SIGINT");
        }),
      ]);
      for (const end of [refused, nobody, left]) {
        expect(end).toMatchObject({ code: 1, kept: [], refunded: [], violations: [] });
        expect(end.said).toContain("Not paid: nothing was taken.");
      }
    });

    test("leaves it unknown when it is reset after it was paid, or its cable is pulled while it thinks", {
      timeout: LONG_MS,
    }, async () => {
      const [reset, pulled] = await Promise.all([
        stand(
          on,
          async ({ card, order }) => {
            await card.hears(PAID);
            await order("fault reset");
            card.child.stdin?.end("y\n");
          },
          WITH_CARD,
        ),
        stand(
          on,
          async ({ order, reaches }) => {
            await reaches("vend");
            await order("unplug");
          },
          { ...WITH_CARD, orders: ["think"] },
        ),
      ]);
      expect(reset.code).toBe(2);
      expect(reset.said).toContain("the card may have been charged");
      expect(reset.said).toContain("Look at the reader's own records.");
      expect(pulled).toMatchObject({ code: 2, refunded: [] });
      expect(pulled.said).toContain(
        "Unknown: the card may have been charged. The card reader was asked for money.",
      );
    });
  },
);

test.skipIf(socatIsMissing())(
  "a reader that says nothing, or is not there, is asked for nothing (skipped: socat is not installed)",
  async () => {
    const silent = await Promise.all(
      ADAPTERS.map((on) => stand(on, () => Promise.resolve(), { ...WITH_CARD, fault: "silence" })),
    );
    for (const end of silent) {
      expect(end).toMatchObject({ code: 1, kept: [], refunded: [] });
      expect(end.said).toContain("Nothing was asked. The card reader does not answer. Check its cable.");
    }
    const absent = await startCard("/dev/no-such-port", "wafer").ended();
    expect(absent.code).toBe(1);
    expect(absent.said).toContain("Nothing was asked.");
  },
  LONG_MS,
);

const WHERE = ["--line", "/dev/none"];
const RIGHT = [...WHERE, "--driver", "qibixx", "--amount", "45.00"];

test.each([
  [["--driver", "qibixx", "--amount", "45.00"], "--line and the adapter's serial port"],
  [[...WHERE, "--driver", "nayax", "--amount", "45.00"], '--driver takes qibixx or wafer, not "nayax"'],
  [[...WHERE, "--driver", "wafer"], '--amount takes 0.01 to 655.34, not ""'],
  [[...WHERE, "--driver", "wafer", "--amount", "655.35"], "--amount takes 0.01 to 655.34"],
  [[...WHERE, "--driver", "wafer", "--amount", "0.00"], "--amount takes 0.01 to 655.34"],
  [[...WHERE, "--driver", "wafer", "--amount", "4.5"], "--amount takes 0.01 to 655.34"],
  [[...RIGHT, "--item", "0"], '--item takes 1 to 65534, not "0"'],
  [[...RIGHT, "--wait", "61"], '--wait takes 1 to 60, not "61"'],
  [[...RIGHT, "--currency", "GBP"], '--currency takes NOK, DKK, SEK, EUR, not "GBP"'],
])("card %j is refused before a port is opened", async (words, what) => {
  const refused = askCard(words);
  await expect(refused).rejects.toThrow(Wrong);
  await expect(refused).rejects.toThrow(what);
});

test("a wrong word ends the program with how it is used", async () => {
  const { code, err } = await runDevices("card", ...RIGHT, "--refund");
  expect(code).toBe(64);
  expect(err).toContain("--refund");
  expect(err).toContain("npm run devices -- card --line PATH");
});
