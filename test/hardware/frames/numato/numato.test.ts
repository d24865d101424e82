import { describe, expect, test } from "vitest";
import {
  numatoAllOff,
  numatoAnswers,
  numatoCommand,
  numatoReadInput,
  numatoStates,
  numatoSwitch,
} from "../../../../hardware/frames/numato/numato.ts";
import { keepsTheLaws } from "../stream-laws.ts";

const text = new TextEncoder();

test("published commands, channels above 9 as letters and writeall with the module's number of digits", () => {
  expect(new TextDecoder().decode(numatoCommand(numatoSwitch(1, true)))).toBe("relay on 0\r");
  expect(numatoSwitch(1, false)).toBe("relay off 0");
  expect(numatoSwitch(11, true)).toBe("relay on A");
  expect(numatoReadInput(1)).toBe("gpio read 0");
  expect([2, 4, 8, 16].map(numatoAllOff)).toEqual([
    "relay writeall 0",
    "relay writeall 0",
    "relay writeall 00",
    "relay writeall 0000",
  ]);
});

describe("answers", () => {
  const answers = (said: string) =>
    numatoAnswers()
      .hear(text.encode(said))
      .flatMap((item) => (item.kind === "frame" ? [item.frame] : []));

  test("carry the command they belong to, and end with the prompt", () => {
    expect(answers("relay readall\n\r0f\n\r>")).toEqual([{ command: "relay readall", answer: "0f" }]);
    expect(answers("relay on 0\n\r>")).toEqual([{ command: "relay on 0", answer: "" }]);
    expect(answers("\n\r>")).toEqual([{ command: "", answer: "" }]);
  });

  test("of a line that sends our words back once more are the same", () => {
    expect(answers("relay on 0\rrelay on 0\n\r>")).toEqual([{ command: "relay on 0", answer: "" }]);
  });

  test("in hex are states, lowest bit first", () => {
    expect(numatoStates("05", 8)).toEqual([true, false, true, false, false, false, false, false]);
    expect(numatoStates("5", 8)).toBeUndefined();
    expect(numatoStates("zz", 8)).toBeUndefined();
  });

  test("keep the laws of a decoder over 10,000 random streams", () => {
    const frames = ["relay on 0\n\r>", "gpio read 0\n\r1\n\r>"].map((line) => text.encode(line));
    keepsTheLaws(numatoAnswers, frames, [...text.encode(">\r\nrelay")]);
  });
});
