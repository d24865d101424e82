import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type {
  Chosen,
  DeviceFinder,
  FoundPort,
  FoundPorts,
  PortAnswer,
  SetUpView,
  UnderWay,
} from "../../electron/core/set-up.ts";
import { OPEN_MS } from "../../electron/engine/staff-door.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";

const PIN = "246810";
const PRINTER: PortAnswer = {
  is: "found",
  what: "a receipt printer that speaks ESC/POS",
  baudRate: 38_400,
  sure: "sure",
  lines: '{ "kind": "printer" }',
};

const port = (path: string, more: Partial<FoundPort> = {}): FoundPort => ({ path, users: [], twins: [], ...more });
const MINE = port("/dev/ttyUSB0", { users: ["shelf"] });
const FREE = port("/dev/ttyACM0", { adapter: "Epson printer" });
const LEFT = port("/dev/ttyUSB1", { twins: ["/dev/ttyUSB2"] });
const RIGHT = port("/dev/ttyUSB2", { twins: ["/dev/ttyUSB1"] });

/** Answers when the test says so; an end answers nothing. */
class ToldFinder implements DeviceFinder {
  readonly asked: string[] = [];
  readonly stopped: string[] = [];
  ended = 0;
  found: FoundPorts = { ports: [MINE, FREE, LEFT, RIGHT], missing: [{ id: "bar", what: "no such port" }] };
  onAway: (path: string | undefined) => void = () => undefined;
  #resolve: (answer: unknown) => void = () => undefined;

  ports(): UnderWay<FoundPorts> {
    const way = this.#way<FoundPorts>("ports");
    this.answer(this.found);
    return way;
  }

  look(path: string): UnderWay<PortAnswer> {
    return this.#way(path);
  }

  which(paths: readonly string[], onAway: (path: string | undefined) => void): UnderWay<Chosen> {
    this.onAway = onAway;
    return this.#way(paths.join(" or "));
  }

  end(): void {
    this.ended += 1;
    this.answer(undefined);
  }

  answer(answer: FoundPorts | PortAnswer | Chosen | undefined): void {
    this.#resolve(answer);
  }

  #way<T>(what: string): UnderWay<T> {
    this.asked.push(what);
    const answer = new Promise<T | undefined>((resolve) => {
      this.#resolve = resolve as (answer: unknown) => void;
    });
    return { answer, stop: () => this.stopped.push(what) };
  }
}

async function inside(mode: "kiosk" | "vending" = "kiosk") {
  const finder = new ToldFinder();
  const rig = new TerminalRig({ mode, staffPin: PIN, finder });
  await rig.open();
  const { setUp } = rig.terminal.staff;
  const seen = (): SetUpView | undefined => rig.view?.frame.setUp;
  const at = (path: string) => seen()?.ports.find((one) => one.path === path);
  rig.terminal.staff.open(PIN);
  setUp.open();
  await rig.time.pass(0);
  return { rig, finder, setUp, seen, at };
}

describe("setting devices up", () => {
  test("shows nothing and asks nothing while the door is closed", async () => {
    const finder = new ToldFinder();
    const rig = new TerminalRig({ mode: "kiosk", staffPin: PIN, finder });
    await rig.open();
    const { setUp } = rig.terminal.staff;
    expect([setUp.open(), setUp.look(FREE.path), setUp.which(LEFT.path), setUp.stop(), setUp.close()]).toEqual(
      Array(5).fill(false),
    );
    rig.terminal.staff.open("000000");
    expect(setUp.open()).toBe(false);
    expect([finder.asked, rig.view?.frame.setUp]).toEqual([[], undefined]);
  });

  test("lists the ports with the devices that use them and those that have none", async () => {
    const { seen, rig } = await inside("vending");
    expect(rig.terminal.staff.view()?.setsUp).toBe(true);
    expect(seen()).toMatchObject({
      ports: [{ path: MINE.path, users: [{ id: "shelf" }] }, { path: FREE.path, users: [] }, {}, {}],
      missing: [{ id: "bar" }],
    });
    expect(seen()).not.toHaveProperty("underWay");
  });

  test("asks a free port, counts down meanwhile, and shows what answered with its lines", async () => {
    const { rig, finder, setUp, seen, at } = await inside();
    expect(setUp.look(FREE.path)).toBe(true);
    expect(seen()?.underWay).toEqual({ is: "looking", paths: [FREE.path], secondsLeft: 10, secondsTotal: 10 });
    await rig.time.pass(3_000);
    expect(seen()?.underWay?.secondsLeft).toBe(7);
    finder.answer(PRINTER);
    await rig.time.pass(0);
    expect(at(FREE.path)).toMatchObject({ answer: PRINTER, lines: PRINTER.lines });
    expect(seen()).not.toHaveProperty("underWay");
    expect(rig.kinds()).toContain("devices/asked");
  });

  test("never asks the port of a configured device, a port it did not list, or two at once", async () => {
    const { finder, setUp } = await inside();
    finder.asked.length = 0;
    expect([setUp.look(MINE.path), setUp.look("/dev/sda"), setUp.which(MINE.path)]).toEqual([false, false, false]);
    // One of a kind cannot be told from another.
    expect(setUp.which(FREE.path)).toBe(false);
    expect(setUp.look(FREE.path)).toBe(true);
    expect([setUp.look(LEFT.path), setUp.which(LEFT.path)]).toEqual([false, false]);
    expect(finder.asked).toEqual([FREE.path]);
  });

  test("stopped by hand, it waits for what was found so far", async () => {
    const { rig, finder, setUp, seen, at } = await inside();
    expect(setUp.stop()).toBe(false);
    setUp.look(FREE.path);
    expect(setUp.stop()).toBe(true);
    expect(finder.stopped).toEqual([FREE.path]);
    finder.answer({ is: "silent", what: "Stopped.", sure: "none" });
    await rig.time.pass(0);
    expect(at(FREE.path)?.answer?.is).toBe("silent");
    expect(seen()).not.toHaveProperty("underWay");
  });

  test("what failed is said, and can be tried again", async () => {
    const { rig, finder, setUp, seen, at } = await inside();
    setUp.look(FREE.path);
    finder.answer(undefined);
    await rig.time.pass(0);
    expect([seen()?.trouble, at(FREE.path)?.answer]).toEqual(["failed", undefined]);
    expect(setUp.look(FREE.path)).toBe(true);
    expect(seen()?.trouble).toBeUndefined();
  });

  test("of two alike the one that was handled is marked, also when it is back under another name", async () => {
    const { rig, finder, setUp, seen, at } = await inside();
    expect(setUp.which(RIGHT.path)).toBe(true);
    expect(finder.asked.at(-1)).toBe("/dev/ttyUSB1 or /dev/ttyUSB2");
    expect(seen()?.underWay).toMatchObject({ is: "which", secondsTotal: 60 });
    finder.onAway(RIGHT.path);
    expect(seen()?.underWay?.away).toBe(RIGHT.path);
    finder.onAway(undefined);
    expect(seen()?.underWay).not.toHaveProperty("away");
    finder.found = { ports: [LEFT, port("/dev/ttyUSB7")], missing: [] };
    finder.answer({ is: "this", path: "/dev/ttyUSB7", sign: "cable", lines: '"line": {}' });
    await rig.time.pass(0);
    expect(at("/dev/ttyUSB7")).toMatchObject({ chosenBy: "cable", lines: '"line": {}' });
    expect(at(LEFT.path)).not.toHaveProperty("chosenBy");
    setUp.open();
    await rig.time.pass(0);
    expect(at("/dev/ttyUSB7")?.chosenBy).toBe("cable");

    finder.found = { ports: [LEFT, RIGHT], missing: [] };
    setUp.open();
    await rig.time.pass(0);
    setUp.which(LEFT.path);
    finder.answer({ is: "nobody" });
    await rig.time.pass(0);
    expect(seen()?.trouble).toBe("nobody");
  });

  test("whoever leaves, or is away for too long, ends it and the process with it", async () => {
    const { rig, finder, setUp, seen } = await inside();
    setUp.which(LEFT.path);
    rig.terminal.staff.close();
    expect([seen(), finder.ended]).toEqual([undefined, 1]);
    await rig.time.pass(0);
    rig.terminal.staff.open(PIN);
    setUp.open();
    await rig.time.pass(0);
    await rig.time.pass(OPEN_MS);
    expect([seen(), finder.ended]).toEqual([undefined, 2]);
    expect(setUp.look(FREE.path)).toBe(false);
  });

  test("nothing is asked while somebody pays, and what is being asked ends when somebody begins to", async () => {
    const { rig, finder, setUp, seen } = await inside();
    setUp.look(FREE.path);
    const reference = await rig.payByCode();
    expect([seen()?.trouble, seen()?.underWay, finder.ended]).toEqual(["not-now", undefined, 1]);
    expect(setUp.look(FREE.path)).toBe(false);
    expect(finder.asked.filter((what) => what === FREE.path)).toHaveLength(1);

    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), 60_000);
    rig.terminal.checkout.finish();
    rig.terminal.staff.open(PIN);
    setUp.open();
    await rig.time.pass(0);
    expect(setUp.look(FREE.path)).toBe(true);
  });

  test("nothing is asked while money goes back", async () => {
    const { rig, finder, setUp, seen } = await inside();
    const reference = await rig.payByCode();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), 60_000);
    rig.terminal.checkout.finish();
    rig.terminal.staff.open(PIN);
    setUp.open();
    await rig.time.pass(0);
    expect(rig.terminal.staff.refund(reference, minor(100))).toBe(true);
    expect([setUp.look(FREE.path), seen()?.trouble]).toEqual([false, "not-now"]);
    await rig.time.pass(10_000);
    expect(rig.wallet.ledger()).toMatchObject([{ refunded: 100 }]);
    expect(setUp.look(FREE.path)).toBe(true);
    expect(finder.asked.at(-1)).toBe(FREE.path);
  });

  test("while a machine moves goods nothing is asked, although the screen is free again", async () => {
    const { rig, finder, setUp, seen } = await inside("vending");
    let looked: unknown;
    rig.onVend = () => {
      rig.terminal.staff.open(PIN);
      looked = setUp.look(FREE.path);
    };
    const reference = await rig.payByCode("coffee");
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.passUntil(() => rig.kinds().includes("sale/closed"), 60_000);
    expect(looked).toBe(false);
    expect(finder.asked).not.toContain(FREE.path);
    expect(seen()?.trouble).toBe("not-now");
  });
});
