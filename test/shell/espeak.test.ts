import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { launchEspeak } from "../../electron/shell/espeak.ts";
import { type Utterance, Voice } from "../../electron/shell/voice.ts";
import { StillClock } from "./still-clock.ts";

const IS_HERE = spawnSync("espeak-ng", ["--version"]).status === 0;
const SAMPLE_RATE_HZ = 22_050;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "espeak-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** espeak-ng with two options more: where the sound goes. It writes what it heard of its words beside it. */
function into(path: string): string {
  const program = join(path, "speak");
  writeFileSync(program, `#!/bin/sh\ntee '${path}/words' | espeak-ng -w '${path}/sound.wav' "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

/** Samples of a mono 16-bit WAV file, after its 44 bytes of header. */
function samples(file: string): Int16Array {
  const bytes = readFileSync(file);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.byteLength));
}

function ended(run: ReturnType<typeof launchEspeak>): Promise<{ started: boolean; complaint: string }> {
  return new Promise((resolve) => run.onEnd(resolve));
}

const SENTENCES = [
  ["nb", "Hva vil du ha?"],
  ["nb", "Kva vil du ha? Vel éi vare."],
  ["en-gb", "What would you like?"],
  ["da", "Hvad kunne du tænke dig?"],
  ["sv", "Vad vill du ha?"],
  ["fi", "Mitä saisi olla?"],
] as const;

test.skipIf(!IS_HERE).each(SENTENCES)(
  "espeak-ng says with voice %s: %s (skipped without espeak-ng)",
  async (voice, words) => {
    const path = folder();
    const run = launchEspeak(into(path), ["-v", voice, "-s", "160", "-b", "1", "--stdin"]);
    const end = ended(run);
    run.speak(words);
    expect(await end).toEqual({ started: true, complaint: "" });
    expect(readFileSync(join(path, "words"), "utf8")).toBe(words);
    const sound = samples(join(path, "sound.wav"));
    const loud = sound.filter((sample) => Math.abs(sample) > 1_000).length;
    expect(sound.length / SAMPLE_RATE_HZ).toBeGreaterThan(0.5);
    expect(loud / sound.length).toBeGreaterThan(0.1);
  },
);

/** A question as the program really speaks it. */
async function heard(as: Pick<Utterance["speech"], "pace" | "volume">): Promise<Int16Array> {
  const path = folder();
  const clock = new StillClock();
  let sayIt: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    sayIt = resolve;
  });
  let saidIt: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    saidIt = resolve;
  });
  const voice = new Voice({
    launch: (options) => {
      const run = launchEspeak(options.includes("--version") ? "espeak-ng" : into(path), options);
      return {
        ...run,
        onEnd: (call) =>
          run.onEnd((how) => {
            call(how);
            if (!options.includes("--version")) saidIt();
          }),
      };
    },
    after: (ms, call) => clock.after(ms, call),
    wordsPerMinute: 160,
    volumePercent: 50,
    onChange: () => sayIt(),
  });
  await ready;
  voice.say({
    sentences: ["What is your mobile number?"],
    interrupts: true,
    isPrivate: false,
    language: "en",
    speech: { output: "headphone", ...as },
  });
  await done;
  return samples(join(path, "sound.wav"));
}

test.skipIf(!IS_HERE)("a slow pace takes longer than a fast one (skipped without espeak-ng)", async () => {
  const slow = await heard({ pace: "slow", volume: "normal" });
  const fast = await heard({ pace: "fast", volume: "normal" });
  expect(slow.length).toBeGreaterThan(fast.length * 1.4);
});

test.skipIf(!IS_HERE)("loud is louder than normal, and normal than quiet (skipped without espeak-ng)", async () => {
  const strength: number[] = [];
  for (const volume of ["quiet", "normal", "loud"] as const) {
    const sound = await heard({ pace: "normal", volume });
    strength.push(Math.sqrt(sound.reduce((sum, sample) => sum + sample ** 2, 0) / sound.length));
  }
  const [quiet = 0, normal = 0, loud = 0] = strength;
  expect(normal).toBeGreaterThan(quiet * 1.5);
  expect(loud).toBeGreaterThan(normal * 1.5);
});

test("a program that is not there has not started, and nothing is thrown", async () => {
  const run = launchEspeak(join(folder(), "nothing"), ["--version"]);
  const end = ended(run);
  run.speak("Hei");
  expect(await end).toMatchObject({ started: false });
});

test("a run that is killed ends, though its program would have gone on for an hour", async () => {
  const path = folder();
  const program = join(path, "sleeper");
  writeFileSync(program, "#!/bin/sh\nexec sleep 3600\n");
  chmodSync(program, 0o755);
  const run = launchEspeak(program, []);
  const end = ended(run);
  run.speak("Hei");
  run.kill();
  expect(await end).toMatchObject({ started: true });
});
