import { Check } from "lucide-react";
import { ask } from "../bridge.ts";
import { DICTIONARY } from "../words/dictionary.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { Panel } from "./Panel.tsx";

/** Each language by its own name, so that whoever needs it can read it. */
export function LanguagePanel({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { language: spoken, languages } = useFrame();
  return (
    <Panel title={words.chooseLanguage} onClose={onClose}>
      <div className="panel-choices">
        {languages.map((language) => (
          <Button
            key={language}
            kind="plain"
            look="choice"
            testId={`language-${language}`}
            lang={language}
            aria-pressed={language === spoken}
            onClick={() => {
              ask("language:set", { language });
              onClose();
            }}
          >
            <span>{DICTIONARY[language].ownName}</span>
            {language === spoken ? <Check className="icon" aria-hidden="true" /> : undefined}
          </Button>
        ))}
      </div>
    </Panel>
  );
}
