import { expect, test } from "vitest";
import type { PortView, SetUpView } from "../../electron/core/set-up.ts";
import { nameOf, setUpNews } from "../../renderer/speech/set-up-spoken.ts";
import { SET_UP_WORDS } from "../../renderer/words/set-up-words.ts";

const words = SET_UP_WORDS.en;
const port: PortView = { path: "/dev/ttyUSB0", twins: [], users: [] };
const idle: SetUpView = { ports: [port], missing: [] };
const asking: SetUpView = {
  ...idle,
  underWay: { is: "looking", paths: [port.path], secondsLeft: 10, secondsTotal: 10 },
};
const answered: SetUpView = {
  ...idle,
  ports: [{ ...port, answer: { is: "found", what: "a receipt printer", sure: "sure", baudRate: 9_600 } }],
};

test("what begins, what is found out and what fails is told once, and no second of the way", () => {
  expect(setUpNews(idle, asking, words)).toEqual([words.doing.looking]);
  const later = { ...asking, underWay: { is: "looking", paths: [], secondsLeft: 9, secondsTotal: 10 } as const };
  expect(setUpNews(asking, later, words)).toEqual([]);
  expect(setUpNews(asking, answered, words)).toEqual([`ttyUSB0: Answered. ${words.sure.sure}`]);
  expect(setUpNews(answered, structuredClone(answered), words)).toEqual([]);
  expect(setUpNews(asking, { ...idle, trouble: "failed" }, words)).toEqual([words.trouble.failed]);
  expect(setUpNews(answered, undefined, words)).toEqual([]);
});

test("whose cable is out is told, and which one it was", () => {
  const which: SetUpView = {
    ...idle,
    underWay: { is: "which", paths: [port.path], secondsLeft: 60, secondsTotal: 60 },
  };
  expect(setUpNews(undefined, which, words)).toEqual([words.doing.which]);
  const away = { ...which, underWay: { is: "which", paths: [], secondsLeft: 50, secondsTotal: 60 } as const };
  expect(setUpNews(which, { ...away, underWay: { ...away.underWay, away: port.path } }, words)).toEqual([
    "The cable of ttyUSB0 is out. Put it in again.",
  ]);
  expect(setUpNews(away, { ...idle, ports: [{ ...port, chosenBy: "cable" }] }, words)).toEqual([
    `ttyUSB0: ${words.chosenBy.cable}`,
  ]);
  expect(nameOf("COM3")).toBe("COM3");
});
