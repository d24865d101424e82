import { useStore } from "zustand";
import { helpAt } from "../headlines.ts";
import { pictureStore } from "../store.ts";
import { AllergenList } from "./AllergenList.tsx";
import { VoiceSwitch } from "./EasierPanel.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { KeyList } from "./KeyList.tsx";
import { Panel } from "./Panel.tsx";

/** What to do on the screen below, in two sentences; and how to do it without touching the screen. */
export function HelpPanel({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { wallet } = useFrame();
  const view = useStore(pictureStore, (picture) => picture.view);
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
      </div>
    </Panel>
  );
}
