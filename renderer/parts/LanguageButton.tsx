import { Globe } from "lucide-react";
import { ask } from "../bridge.ts";
import { DICTIONARY } from "../words/dictionary.ts";
import { Button } from "./Button.tsx";
import { useFrame, useWords } from "./frame-context.ts";

interface LanguageButtonProps {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** Where a shop has two languages a press changes to the other one; where it has more it opens the list; with one, nothing. */
export function LanguageButton({ isOpen, onOpen }: LanguageButtonProps) {
  const words = useWords();
  const { language, languages } = useFrame();
  const icon = <Globe className="icon" aria-hidden="true" />;
  const [other, ...more] = languages.filter((one) => one !== language);
  if (other === undefined) return undefined;
  if (more.length === 0)
    return (
      <Button
        kind="quiet"
        look="bar-button"
        testId={`language-${other}`}
        lang={other}
        aria-label={DICTIONARY[other].ownName}
        icon={icon}
        onClick={() => ask("language:set", { language: other })}
      >
        {DICTIONARY[other].ownName}
      </Button>
    );
  return (
    <Button
      kind="quiet"
      look="bar-button"
      testId="language-menu"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={`${words.ownName}. ${words.chooseLanguage}`}
      icon={icon}
      onClick={onOpen}
    >
      {words.ownName}
    </Button>
  );
}
