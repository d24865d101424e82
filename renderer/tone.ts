import { pictureStore } from "./store.ts";

/** Two notes that older ears hear too, in hertz, a third of a second each. */
const NOTES = [587, 784] as const;
const NOTE_SECONDS = 0.3;
const SWELL_SECONDS = 0.03;

/**
 * Sounds once when "are you still there?" opens and main wants a tone; not again while the seconds go down. Made by the
 * page, so that no file and no program is needed. The returned function stops listening.
 */
export function soundWarnings(): () => void {
  return pictureStore.subscribe(({ view }, { view: before }) => {
    const volumePercent = view?.frame.leaving?.toneVolumePercent;
    if (volumePercent === undefined || before?.frame.leaving?.toneVolumePercent !== undefined) return;
    sound(volumePercent);
  });
}

function sound(volumePercent: number): void {
  const context = new AudioContext();
  for (const [index, hertz] of NOTES.entries()) {
    const from = context.currentTime + index * NOTE_SECONDS;
    const note = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    // Ears hear the square; the swell keeps a loudspeaker from cracking.
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime((volumePercent / 100) ** 2, from + SWELL_SECONDS);
    volume.gain.linearRampToValueAtTime(0, from + NOTE_SECONDS);
    note.connect(volume).connect(context.destination);
    note.start(from);
    note.stop(from + NOTE_SECONDS);
    // Nothing is held open between two warnings: an open sound device costs power.
    if (index === NOTES.length - 1) note.onended = () => close(context);
  }
}

function close(context: AudioContext): void {
  context.close().catch(() => console.error("the sound device could not be closed"));
}
