import type { TerminalConfig } from "../config/schema.ts";
import { launchEspeak } from "../shell/espeak.ts";
import { Voice } from "../shell/voice.ts";
import type { Devices } from "./devices.ts";
import { systemClock } from "./system-clock.ts";

/** The terminal's voice as it is configured; undefined where it shall have none. */
export function voiceOf({ speech }: Pick<TerminalConfig, "speech">, onChange: () => void): Voice | undefined {
  if (speech.output === "none") return undefined;
  return new Voice({
    launch: (options) => launchEspeak(speech.program, options),
    after: (ms, call) => systemClock.after(ms, call),
    wordsPerMinute: speech.wordsPerMinute,
    volumePercent: speech.volumePercent,
    ...(speech.device === undefined ? {} : { device: speech.device }),
    onChange,
  });
}

/** The voice among the devices, so that what is wrong with it is said where staff look. */
export function withVoice(devices: Devices, voice: Voice | undefined, nowMs: () => number): Devices {
  if (voice === undefined) return devices;
  let held = { condition: voice.condition(), sinceMs: nowMs() };
  return {
    ...devices,
    states: () => {
      const condition = voice.condition();
      if (condition.state !== held.condition.state) held = { condition, sinceMs: nowMs() };
      // Being tried for a moment at the start is nothing for anybody to look at.
      if (condition.state === "ready" || condition.state === "connecting") return devices.states();
      const { state, what } = condition;
      const trouble = state === "absent" ? "voice-missing" : "no-sound";
      return [...devices.states(), { id: "voice", kind: "voice", state, what, trouble, sinceMs: held.sinceMs }];
    },
  };
}
