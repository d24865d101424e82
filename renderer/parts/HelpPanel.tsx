import { RotateCcw } from "lucide-react";
import { useStore } from "zustand";
import { helpAt } from "../headlines.ts";
import { tellAgain } from "../speech/guide.ts";
import { pictureStore } from "../store.ts";
import { AllergenList } from "./AllergenList.tsx";
import { Button } from "./Button.tsx";
import { VoiceSwitch } from "./EasierPanel.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { KeyList } from "./KeyList.tsx";
import { Panel } from "./Panel.tsx";

/** What to do on the screen below, in two sentences; and how to do it without touching the screen. */
export function HelpPanel({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { speech, wallet } = useFrame();
  const view = useStore(pictureStore, (picture) => picture.view);
  const sayAgain = () => {
    onClose();
    // The focus goes back first, and says where it is.
    requestAnimationFrame(() => tellAgain());
  };
  return (
    <Panel title={words.help} onClose={onClose}>
      <p className="help-words" data-testid="help-words" data-told>
        {view === undefined ? "" : words.helpFor[helpAt(view)](wallet)}
      </p>
      <p className="quiet" data-told>
        {words.byKeys}
      </p>
      {view?.frame.mode === "counter" ? <KeyList view={view} /> : undefined}
      {view?.screen.at === "goods" ? <AllergenList /> : undefined}
      <div className="panel-choices">
        <VoiceSwitch />
        {speech?.on === true ? (
          <Button
            kind="plain"
            look="choice"
            testId="say-again"
            icon={<RotateCcw className="icon" aria-hidden="true" />}
            onClick={sayAgain}
          >
            <span className="choice-words">{words.sayAgain}</span>
          </Button>
        ) : undefined}
      </div>
    </Panel>
  );
}
