import { ALargeSmall, ArrowDownToLine, Contrast, Gauge, Volume1, Volume2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { ask } from "../bridge.ts";
import { canBeLower } from "../reach.ts";
import { tellControl } from "../speech/guide.ts";
import { pictureStore } from "../store.ts";
import type { Pace, Volume } from "../view.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { Panel } from "./Panel.tsx";

/** What makes the screen easier for this customer. Main forgets it again when the customer has gone. */
export function EasierPanel({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { mode, theme, largeText, lowReach, speech } = useFrame();
  const contrast = theme === "contrast";
  const calmTheme = useStore(pictureStore, (picture) => picture.calmTheme) ?? "light";
  return (
    <Panel title={words.easierToUse} onClose={onClose}>
      <div className="panel-choices">
        {speech === undefined ? undefined : <VoiceSwitch />}
        {speech?.on === true ? (
          <>
            <Next
              testId="voice-pace"
              icon={<Gauge className="icon" aria-hidden="true" />}
              name={words.pace}
              now={words.paces[speech.pace]}
              onPress={() => ask("appearance:set", { pace: NEXT_PACE[speech.pace] })}
            />
            <Next
              testId="voice-volume"
              icon={<Volume1 className="icon" aria-hidden="true" />}
              name={words.volume}
              now={words.volumes[speech.volume]}
              onPress={() => ask("appearance:set", { volume: NEXT_VOLUME[speech.volume] })}
            />
          </>
        ) : undefined}
        <Switch
          testId="large-text"
          on={largeText}
          icon={<ALargeSmall className="icon" aria-hidden="true" />}
          name={words.largeText}
          means={words.largeTextMeans}
          onPress={() => ask("appearance:set", { largeText: !largeText })}
        />
        <Switch
          testId="theme-contrast"
          on={contrast}
          icon={<Contrast className="icon" aria-hidden="true" />}
          name={words.strongContrast}
          means={words.strongContrastMeans}
          onPress={() => ask("appearance:set", { theme: contrast ? calmTheme : "contrast" })}
        />
        {mode !== "counter" && canBeLower() ? (
          <Switch
            testId="low-reach"
            on={lowReach}
            icon={<ArrowDownToLine className="icon" aria-hidden="true" />}
            name={words.lowReach}
            means={words.lowReachMeans}
            onPress={() => ask("appearance:set", { lowReach: !lowReach })}
          />
        ) : undefined}
      </div>
    </Panel>
  );
}

const NEXT_PACE: Readonly<Record<Pace, Pace>> = { slow: "normal", normal: "fast", fast: "slow" };
const NEXT_VOLUME: Readonly<Record<Volume, Volume>> = { quiet: "normal", normal: "loud", loud: "quiet" };

interface NextProps {
  readonly testId: string;
  readonly icon: ReactNode;
  readonly name: string;
  readonly now: string;
  readonly onPress: () => void;
}

/** One of three, each press the next one; what it has come to is told at once, in its own pace and volume. */
function Next({ testId, icon, name, now, onPress }: NextProps) {
  const button = useRef<HTMLButtonElement>(null);
  const told = useRef(now);
  useEffect(() => {
    if (told.current !== now && button.current !== null) tellControl(button.current);
    told.current = now;
  }, [now]);
  return (
    <Button kind="plain" look="choice" testId={testId} ref={button} onClick={onPress}>
      {icon}
      <span className="choice-words">
        <span>{name}</span>
        <span className="choice-means">{now}</span>
      </span>
    </Button>
  );
}

/** Turns the voice on and off; nothing is drawn where the terminal has none. */
export function VoiceSwitch() {
  const words = useWords();
  const { speech } = useFrame();
  if (speech === undefined) return undefined;
  return (
    <Switch
      testId="voice"
      on={speech.on}
      icon={<Volume2 className="icon" aria-hidden="true" />}
      name={words.spokenGuidance}
      means={words.spokenGuidanceMeans}
      onPress={() => ask("appearance:set", { speaks: !speech.on })}
    />
  );
}

interface SwitchProps {
  readonly testId: string;
  readonly on: boolean;
  readonly icon: ReactNode;
  readonly name: string;
  readonly means: string;
  readonly onPress: () => void;
}

function Switch({ testId, on, icon, name, means, onPress }: SwitchProps) {
  const button = useRef<HTMLButtonElement>(null);
  const told = useRef(on);
  // The focus stays: what the press led to is said all the same.
  useEffect(() => {
    if (told.current !== on && button.current !== null && testId !== "voice") tellControl(button.current);
    told.current = on;
  }, [on, testId]);
  return (
    <Button
      kind="plain"
      look="choice"
      testId={testId}
      role="switch"
      aria-checked={on}
      ref={button}
      onClick={onPress}
    >
      {icon}
      <span className="choice-words">
        <span>{name}</span>
        <span className="choice-means">{means}</span>
      </span>
      <span className="switch-mark" aria-hidden="true" />
    </Button>
  );
}
