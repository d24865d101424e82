import { describe, expect, test } from "vitest";
import { speakable } from "../../electron/shell/speakable.ts";
import { QUEUE_MAX, SENTENCE_DEADLINE_MS, type Utterance, Voice } from "../../electron/shell/voice.ts";
import { StillClock } from "./still-clock.ts";

interface Run {
  readonly options: readonly string[];
  words: string;
  killed: boolean;
  end(how?: { readonly started?: boolean; readonly complaint?: string }): void;
}

/** A voice whose runs end when the test says so. The first run only looks whether the program is there. */
function opened({
  isThere = true,
  device,
  volumePercent = 50,
}: {
  readonly isThere?: boolean;
  readonly device?: string;
  readonly volumePercent?: number;
} = {}) {
  const runs: Run[] = [];
  const clock = new StillClock();
  let changes = 0;
  const voice = new Voice({
    launch: (options) => {
      let ended: (how: { readonly started: boolean; readonly complaint: string }) => void = () => undefined;
      const run: Run = {
        options,
        words: "",
        killed: false,
        end: ({ started = true, complaint = "" } = {}) => ended({ started, complaint }),
      };
      runs.push(run);
      return {
        speak: (words) => {
          run.words = words;
        },
        onEnd: (call) => {
          ended = call;
        },
        kill: () => {
          run.killed = true;
          run.end();
        },
      };
    },
    after: (ms, call) => clock.after(ms, call),
    wordsPerMinute: 160,
    volumePercent,
    ...(device === undefined ? {} : { device }),
    onChange: () => {
      changes += 1;
    },
  });
  runs[0]?.end({ started: isThere });
  return { voice, runs: runs.slice.bind(runs, 1), clock, changes: () => changes };
}

function utterance(sentences: readonly string[], change: Partial<Utterance> = {}): Utterance {
  return {
    sentences,
    interrupts: false,
    isPrivate: false,
    language: "nb",
    speech: { output: "headphone", pace: "normal", volume: "normal" },
    ...change,
  };
}

test("sentences are said one after the other, each by a run of its own", () => {
  const { voice, runs } = opened();
  voice.say(utterance(["Hei", "Velkommen"]));
  expect(runs().map((run) => run.words)).toEqual(["Hei"]);
  runs()[0]?.end();
  expect(runs().map((run) => run.words)).toEqual(["Hei", "Velkommen"]);
});

test("a new place cuts short what was said about the last one and forgets the rest", () => {
  const { voice, runs } = opened();
  voice.say(utterance(["One", "Two", "Three"]));
  voice.say(utterance(["Elsewhere"], { interrupts: true }));
  expect(runs().map(({ words, killed }) => ({ words, killed }))).toEqual([
    { words: "One", killed: true },
    { words: "Elsewhere", killed: false },
  ]);
  runs()[1]?.end();
  expect(runs()).toHaveLength(2);
});

test("each language has its voice, nynorsk the Norwegian one, and the pace is the customer's", () => {
  const { voice, runs } = opened({ device: "hw:1,0" });
  for (const language of ["nb", "nn", "en", "da", "sv", "fi"] as const)
    voice.say(utterance(["x"], { language, interrupts: true }));
  voice.say(
    utterance(["x"], { speech: { output: "headphone", pace: "slow", volume: "normal" }, interrupts: true }),
  );
  voice.say(
    utterance(["x"], { speech: { output: "headphone", pace: "fast", volume: "normal" }, interrupts: true }),
  );
  const spoken = runs().map(({ options }) => [options[3], options[5]]);
  expect(spoken.slice(0, 6).map(([voiced]) => voiced)).toEqual(["nb", "nb", "en-gb", "da", "sv", "fi"]);
  expect(spoken.slice(5).map(([, speed]) => speed)).toEqual(["160", "120", "216"]);
  expect(runs()[0]?.options).toEqual(["-d", "hw:1,0", "-v", "nb", "-s", "160", "-a", "100", "-b", "1", "--stdin"]);
});

test.each([
  [50, ["50", "100", "200"]],
  [10, ["10", "20", "40"]],
  // There is nothing louder than the loudest.
  [100, ["100", "200", "200"]],
])(
  "from %s percent a customer halves and doubles the volume, within what the program can do",
  (volumePercent, amplitudes) => {
    const { voice, runs } = opened({ volumePercent });
    for (const volume of ["quiet", "normal", "loud"] as const)
      voice.say(utterance(["x"], { speech: { output: "headphone", pace: "normal", volume }, interrupts: true }));
    expect(runs().map(({ options }) => options[options.indexOf("-a") + 1])).toEqual(amplitudes);
  },
);

test("on a loudspeaker nothing private is said, whoever marked it and whoever forgot to", () => {
  const { voice, runs } = opened();
  const speech = { output: "loudspeaker", pace: "normal", volume: "normal" } as const;
  voice.say(utterance(["9 1 2"], { isPrivate: true, speech }));
  voice.say(utterance(["9 1 2", "+47 912 34 567", "Sendt til 912 •• •67"], { speech }));
  expect(runs()).toEqual([]);
  voice.say(utterance(["135 norske kroner", "Ditt nummer: 42."], { speech }));
  expect(runs().map((run) => run.words)).toEqual(["135 norske kroner"]);
});

test("more than a screenful waits for nobody: the oldest is dropped", () => {
  const { voice, runs } = opened();
  voice.say(utterance(["first"]));
  for (let turn = 0; turn < QUEUE_MAX + 5; turn += 1) voice.say(utterance([`sentence ${turn}`]));
  runs()[0]?.end();
  expect(runs()[1]?.words).toBe("sentence 5");
});

test("a run that does not end is killed at its deadline, and the next sentence is said", () => {
  const { voice, runs, clock } = opened();
  voice.say(utterance(["stuck", "next"]));
  clock.pass(SENTENCE_DEADLINE_MS);
  expect(runs()[0]?.killed).toBe(true);
  expect(runs()[1]?.words).toBe("next");
});

test("leaving kills what is being said and says nothing more", () => {
  const { voice, runs, clock } = opened();
  voice.say(utterance(["Hei", "du"]));
  voice.end();
  voice.say(utterance(["mer"]));
  expect(runs().map((run) => run.killed)).toEqual([true]);
  expect(clock.alarms).toBe(0);
});

test("a machine without the program has a condition in words and no voice, and asks nothing of it again", () => {
  const { voice, runs, changes } = opened({ isThere: false });
  expect(voice.condition()).toEqual({
    state: "absent",
    what: "spoken guidance: espeak-ng is not installed; everything else works",
  });
  expect(changes()).toBe(1);
  voice.say(utterance(["Hei"]));
  expect(runs()).toEqual([]);
});

test("a machine without a sound device says so after the first sentence, and goes on", () => {
  const { voice, runs } = opened();
  voice.say(utterance(["Hei", "du"]));
  runs()[0]?.end({ complaint: "ALSA lib confmisc.c:855:(parse_card) cannot find card '0'\nerror: No such file" });
  expect(voice.condition()).toMatchObject({ state: "degraded" });
  runs()[1]?.end();
  expect(voice.condition()).toMatchObject({ state: "ready" });
});

describe("what goes to the speaking program", () => {
  test("holds no steering signs, no phonemes in brackets and no more than it should", () => {
    expect(speakable("Kaffe\u0000\u001b[2J og [[h@l'oU]] te\u202e", "headphone")).toBe("Kaffe [2J og h@l'oU te");
    expect(speakable("a".repeat(900), "headphone")).toHaveLength(300);
  });

  test("is words on a loudspeaker: amounts and order numbers pass, bare digits and masked numbers do not", () => {
    expect(speakable("39 norske kroner", "loudspeaker")).toBe("39 norske kroner");
    expect(speakable("Your number: 42.", "loudspeaker")).toBe("Your number: 42.");
    for (const secret of ["9", "912 34 567", "+47 91234567", "9 1 2 3", "912 •• •67"])
      expect(speakable(secret, "loudspeaker")).toBe("");
    expect(speakable("9 1 2", "headphone")).toBe("9 1 2");
  });
});
