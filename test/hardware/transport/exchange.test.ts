import { expect, test } from "vitest";
import { createExchange, type Exchanged, type Question } from "../../../hardware/transport/exchange.ts";
import { ManualTicker } from "../../../simulator/devices/manual-ticker.ts";

function bench() {
  const ticker = new ManualTicker();
  const sent: string[] = [];
  const stray: number[] = [];
  const exchange = createExchange({
    ticker,
    gapMs: 4,
    quietMs: 50,
    waitingMax: 3,
    onStray: (bytes) => stray.push(...bytes),
  });
  exchange.up((bytes) => {
    sent.push(String.fromCharCode(...bytes));
    return Promise.resolve(true);
  });
  return { ticker, sent, stray, exchange };
}

/** The answer to a letter is the same letter in small. */
function letter(text: string, urgent = false): Question<string> {
  return {
    bytes: Buffer.from(text),
    replyMs: 300,
    urgent,
    understand: (heard) => {
      const whole = Buffer.from(heard).toString("latin1");
      if (whole.includes("!")) return { is: "wrong", what: "refused" };
      return whole.includes(text.toLowerCase()) ? { is: "whole", answer: whole } : { is: "more" };
    },
  };
}

test("one question is in flight and the next follows after the gap", async () => {
  const { ticker, sent, exchange } = bench();
  const first = exchange.ask(letter("A"));
  const second = exchange.ask(letter("B"));
  await ticker.advance(100);
  expect(sent).toEqual(["A"]);
  exchange.heard(Buffer.from("a"));
  await ticker.advance(3);
  expect(sent).toEqual(["A"]);
  await ticker.advance(1);
  expect(sent).toEqual(["A", "B"]);
  exchange.heard(Buffer.from("b"));
  expect(await Promise.all([first, second])).toEqual([
    { is: "answered", answer: "a" },
    { is: "answered", answer: "b" },
  ]);
});

test("a late answer is never taken for the next one", async () => {
  const { ticker, sent, stray, exchange } = bench();
  const answers: Exchanged<string>[] = [];
  for (const text of ["A", "A", "A"]) void exchange.ask(letter(text)).then((answer) => answers.push(answer));
  await ticker.advance(300);
  expect(answers).toEqual([{ is: "unanswered", what: "The device did not answer in time." }]);
  await ticker.advance(250);
  exchange.heard(Buffer.from("a"));
  expect(sent).toEqual(["A"]);
  await ticker.advance(50);
  expect({ sent, stray }).toEqual({ sent: ["A", "A"], stray: [0x61] });
  exchange.heard(Buffer.from("a"));
  await ticker.advance(4);
  exchange.heard(Buffer.from("a"));
  await ticker.advance(0);
  expect(answers.slice(1)).toEqual([
    { is: "answered", answer: "a" },
    { is: "answered", answer: "a" },
  ]);
});

test("switching off goes before everything that waits", async () => {
  const { ticker, sent, exchange } = bench();
  void exchange.ask(letter("A"));
  void exchange.ask(letter("B"));
  void exchange.ask(letter("X", true));
  void exchange.ask(letter("Y", true));
  for (const reply of ["a", "x", "y"]) {
    exchange.heard(Buffer.from(reply));
    await ticker.advance(4);
  }
  expect(sent).toEqual(["A", "X", "Y", "B"]);
});

test("what waits can be refused, so that nothing is switched on after the all-off", async () => {
  const { ticker, sent, exchange } = bench();
  void exchange.ask(letter("A"));
  const waiting = exchange.ask(letter("B"));
  exchange.refuseWaiting("All outputs are being switched off.");
  expect(await waiting).toEqual({ is: "not-sent", what: "All outputs are being switched off." });
  exchange.heard(Buffer.from("a"));
  await ticker.advance(1_000);
  expect(sent).toEqual(["A"]);
});

test("the queue has an end and refuses what does not fit, but never an all-off", async () => {
  const { exchange } = bench();
  const asked = ["A", "B", "C", "D", "E"].map((text) => exchange.ask(letter(text)));
  expect(await asked[4]).toEqual({ is: "not-sent", what: "Too many commands are waiting for the device." });
  void exchange.ask(letter("X", true));
  exchange.down({ cause: "unplugged", what: "The cable was pulled." });
  expect((await Promise.all(asked)).map((answer) => answer.is)).toEqual([
    "unanswered",
    "not-sent",
    "not-sent",
    "not-sent",
    "not-sent",
  ]);
  expect(await exchange.ask(letter("F"))).toMatchObject({ is: "not-sent" });
});

test("a command the line did not take is unknown, not refused", async () => {
  const ticker = new ManualTicker();
  const exchange = createExchange({ ticker, gapMs: 4, quietMs: 50 });
  exchange.up(() => Promise.resolve(false));
  expect((await exchange.ask(letter("A"))).is).toBe("unanswered");
});

test("a flood of foreign bytes ends the question instead of filling memory", async () => {
  const { exchange } = bench();
  const asked = exchange.ask(letter("A"));
  for (let chunk = 0; chunk < 5; chunk += 1) exchange.heard(new Uint8Array(1_024).fill(0x3f));
  expect((await asked).is).toBe("unanswered");
});
