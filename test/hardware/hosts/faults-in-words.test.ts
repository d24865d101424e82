import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeviceCondition, LineAddress } from "../../../hardware/contract.ts";
import { type Fleet, startFleet } from "../../../hardware/hosts/fleet.ts";
import { nodeLauncher } from "../../../hardware/hosts/node-launcher.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";
import { openBench, type SimulatedBench } from "../../../scripts/devices/simulated-bench.ts";
import { type SimulatedPort, serveSimulation } from "../../../scripts/devices/simulated-port.ts";
import { bytesPerSecond, pacePort } from "../../../simulator/devices/paced-port.ts";
import { servePty, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { type FaultName, LINE_FAULTS } from "../../../simulator/devices/simulations/faults.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";
import { flagsOf, specOf } from "../../scripts/devices/simulated-specs.ts";
import { until } from "../transport/serial-bench.ts";

/** For what takes a few seconds on an idle machine. */
const LONG_MS = 60_000;
/** No sale of the terminal uses a bought card reader, so no process runs one. */
const DEVICES = Object.entries(SIMULATIONS).filter(([name]) => !name.startsWith("mdb-reader"));

/** What docs/faults.md says of a fault, which test/scripts/devices/faults-in-words.test.ts holds against the drivers. */
interface Row {
  readonly device: string;
  readonly fault: FaultName;
  readonly words: readonly string[];
  readonly meanwhile: string;
}

/** A row with its own device on its own line, and the device of that name in the fleet. */
interface Stand extends Row {
  readonly id: string;
  readonly bench: SimulatedBench;
  readonly port: SimulatedPort;
  readonly line: LineAddress;
}

const PAGE = readFileSync(new URL("../../../docs/faults.md", import.meta.url), "utf8");

function written(device: string, fault: FaultName): Row {
  const [, section = ""] = PAGE.split(`### \`${device}\`:`);
  const [ours = ""] = section.split("\n### ");
  const found = ours.split("\n").find((line) => line.startsWith(`| \`${fault}\` |`));
  if (found === undefined) throw new Error(`docs/faults.md does not show ${fault} of ${device}`);
  const [, , operator = "", meanwhile = ""] = found.split("|").map((cell) => cell.trim());
  const words = operator.startsWith("nothing") ? [] : operator.split("<br>");
  return { device, fault, words, meanwhile };
}

/** Whether these break a sale or are survived depends on the millisecond: only a clock of one's own shows them each time. */
const BY_THE_MOMENT: ReadonlySet<string> = new Set(["numato flood", "numato slow", "vmc96 late"]);

/** Faults of a board's mechanics show in a sale: test/main/board-families.test.ts sells on every family. */
function rowsOf(device: string, own: readonly FaultName[]): readonly Row[] {
  const ofItself = device === "printer" ? own.filter((fault) => fault !== "overrun") : [];
  return [...LINE_FAULTS, ...ofItself]
    .filter((fault) => !BY_THE_MOMENT.has(`${device} ${fault}`))
    .map((fault) => written(device, fault));
}

const ROWS = DEVICES.flatMap(([device, { faults }]) => rowsOf(device, faults));

async function standFor(row: Row): Promise<Stand> {
  const made = SIMULATIONS[row.device];
  if (made === undefined) throw new Error(`no simulated ${row.device}`);
  const ticker = steadyTicker;
  const bench = openBench(made, { ticker, say: () => undefined, flags: flagsOf(row.device), faults: [] });
  const device: typeof bench.device = (port) =>
    bench.device(pacePort(port, { bytesPerSecond: bytesPerSecond(made.baudRate), ticker }));
  const id = `${row.device} ${row.fault}`;
  if (row.fault !== "unplug") {
    const port = await serveSimulation(device, { tcp: 0 });
    bench.plugInto(port);
    const place = port.place();
    const number = "tcp" in place ? place.tcp : 0;
    return { ...row, id, bench, port, line: { kind: "tcp", host: "127.0.0.1", port: number } };
  }
  const pty = await servePty({ emulator: device });
  const port: SimulatedPort = {
    place: () => ({ link: pty.path }),
    get plugged() {
      return pty.plugged;
    },
    unplug: () => pty.unplug(),
    plug: (other) => pty.plug(other),
    close: () => pty.close(),
  };
  bench.plugInto(port);
  return { ...row, id, bench, port, line: { kind: "serial", path: pty.path, baudRate: made.baudRate } };
}

const isGood = (condition: DeviceCondition | undefined) =>
  condition?.state === "ready" || condition?.state === "degraded";

/** Whether these are words of its row; a pulled cable is called by the name of its own port. */
function isIn({ words, fault, line }: Stand): (what: string) => boolean {
  const { path } = line.kind === "serial" ? line : {};
  if (fault !== "unplug" || path === undefined) return (what) => words.includes(what);
  return (what) => words.includes(what.replace(path, "/dev/ttyUSB0"));
}

/** What makes a device speak that says nothing by itself. */
const WAKING: Readonly<Record<string, string>> = {
  scanner: "scan 5901234123457",
  "mdb-vmc": "select 5 4500",
  "mdb-vmc-waferstar": "select 5 4500",
};

/** Faults that show in use only: what is asked of the device, besides making it speak. */
const IN_USE: Readonly<Record<string, (fleet: Fleet, id: string) => void>> = {
  "printer cutter": (fleet, id) => void fleet.printer(id)?.print(SLIP),
};

const SLIP = { id: "slip", parts: [{ part: "text", text: "Kaffebaren" }, { part: "cut" }] } as const;

/** Each row has a device of its own, so that all faults happen at the same time. */
async function openAll() {
  const stands = await Promise.all(ROWS.map(standFor));
  const specs = stands.map(({ device, id, line }) => specOf(device, id, line));
  const fleet = startFleet({ specs, launcher: nodeLauncher(), ticker: steadyTicker });
  const isThere = ({ device, id }: Stand) => isGood(fleet.condition(id)) || isMachine(device);
  const wake = async () => {
    for (const { bench, device } of stands) await bench.order(WAKING[device] ?? "");
  };
  /** What the operator read of each device since its fault, and those of them that were offered all the same. */
  const read = new Map<string, Set<string>>(stands.map(({ id }) => [id, new Set()]));
  const offered = new Set<string>();
  const look = () => {
    for (const stand of stands) {
      const { id, meanwhile } = stand;
      const what = fleet.condition(id)?.what ?? "";
      read.get(id)?.add(what);
      const isOffered = fleet.board(id)?.sellable("A1") === true;
      if (meanwhile === "not offered" && isIn(stand)(what) && isOffered) offered.add(id);
    }
  };
  const away = () => stands.filter((stand) => !isThere(stand)).map(({ id }) => id);
  return {
    fleet,
    stands,
    read,
    offered,
    away,
    wake,
    async breakAll() {
      for (const { bench, fault } of stands) await bench.order(`fault ${fault}`);
      fleet.onChange(look);
      await wake();
      for (const { id } of stands) IN_USE[id]?.(fleet, id);
    },
    async close() {
      await fleet.stop();
      for (const { bench, port } of stands) {
        bench.stop();
        await port.close();
      }
    },
  };
}

/** A machine on MDB speaks when its customer chooses. */
function isMachine(device: string): boolean {
  return device.startsWith("mdb-vmc");
}

describe.skipIf(socatIsMissing())(
  "every device on a real line behind the real processes (skipped: socat is not installed)",
  () => {
    let open: Awaited<ReturnType<typeof openAll>> | undefined;
    const all = () => {
      if (open === undefined) throw new Error("the devices were not opened");
      return open;
    };

    beforeAll(async () => {
      open = await openAll();
      await until(() => all().away().length === 0, LONG_MS, "every device's readiness");
      await open.breakAll();
    }, 2 * LONG_MS);

    afterAll(() => open?.close(), LONG_MS);

    test.each(ROWS)(
      "$device, $fault: the operator reads what docs/faults.md says",
      async ({ device, fault, words }) => {
        const { fleet, stands, read } = all();
        const stand = stands.find(({ id }) => id === `${device} ${fault}`);
        if (stand === undefined) throw new Error("no such row");
        const said = () => [...(read.get(stand.id) ?? [])];
        const isRead = () => said().some((what) => isIn(stand)(what));
        // Where nothing is said, it works on; a machine on MDB then waits for its next customer.
        const isWell = () => isGood(fleet.condition(stand.id)) || isMachine(device);
        await until(words.length > 0 ? isRead : isWell, LONG_MS, words[0] ?? "a device in order");
        for (const what of said()) expect(what).toMatch(/^[A-Z].*\.$/);
      },
      2 * LONG_MS,
    );

    test("no slot was offered while its operator read why it is not to be sold from", () => {
      expect([...all().offered]).toEqual([]);
    });

    test(
      "every device is in order again once its cause is gone",
      async () => {
        const { stands, fleet, wake } = all();
        for (const { bench } of stands) {
          await bench.order("health");
          await bench.order("return");
        }
        await until(() => all().away().length === 0, LONG_MS, "every device's return");
        await wake();
        const machines = stands.filter(({ device }) => isMachine(device));
        await until(() => machines.every(({ id }) => isGood(fleet.condition(id))), LONG_MS, "the machines' return");
      },
      3 * LONG_MS,
    );
  },
);
