import { ALargeSmall, ArrowDownToLine, Contrast } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { ask } from "../bridge.ts";
import { pictureStore } from "../store.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { Panel } from "./Panel.tsx";

/** What makes the screen easier for this customer. Main forgets it again when the customer has gone. */
export function EasierPanel({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { theme, largeText, lowReach } = useFrame();
  const contrast = theme === "contrast";
  const calmTheme = useStore(pictureStore, (picture) => picture.calmTheme) ?? "light";
  return (
    <Panel title={words.easierToUse} onClose={onClose}>
      <div className="panel-choices">
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
        <Switch
          testId="low-reach"
          on={lowReach}
          icon={<ArrowDownToLine className="icon" aria-hidden="true" />}
          name={words.lowReach}
          means={words.lowReachMeans}
          onPress={() => ask("appearance:set", { lowReach: !lowReach })}
        />
      </div>
    </Panel>
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
  return (
    <Button kind="plain" look="choice" testId={testId} role="switch" aria-checked={on} onClick={onPress}>
      {icon}
      <span className="choice-words">
        <span>{name}</span>
        <span className="choice-means">{means}</span>
      </span>
      <span className="switch-mark" aria-hidden="true" />
    </Button>
  );
}
