import { LayoutGrid } from "lucide-react";
import { useState } from "react";
import type { Good } from "../view.ts";
import { Button } from "./Button.tsx";
import { useNamesLanguage, useWords } from "./frame-context.ts";
import { Panel } from "./Panel.tsx";

export interface Section {
  /** What the tab says: a category's name or a shelf's letter. */
  readonly name: string;
  /** What the tab is called aloud, where its name alone says too little. */
  readonly spoken?: string;
  readonly tabTestId?: string;
  readonly goods: readonly Good[];
}

interface SectionTabsProps {
  readonly sections: readonly Section[];
  readonly lit: string;
  /** One button with the present name opens the list of all: where there are too many to stand in a row. */
  readonly isListed: boolean;
  readonly onPick: (name: string) => void;
}

/** The names of all sections; the lit one is where the sheet stands. */
export function SectionTabs({ sections, lit, isListed, onPick }: SectionTabsProps) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  if (!isListed)
    return (
      <nav className="tabs">
        {sections.map((section) => (
          <Tab key={section.name} section={section} lit={lit} onPick={onPick} />
        ))}
      </nav>
    );
  const pick = (name: string) => {
    setIsOpen(false);
    onPick(name);
  };
  return (
    <nav className="tabs">
      <Button
        kind="plain"
        look="tab"
        testId="all-categories"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`${lit}. ${words.allCategories}`}
        icon={<LayoutGrid className="icon" aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      >
        {lit}
      </Button>
      {isOpen ? (
        <Panel title={words.allCategories} look="panel-wide" onClose={() => setIsOpen(false)}>
          <div className="tabs">
            {sections.map((section) => (
              <Tab key={section.name} section={section} lit={lit} onPick={pick} />
            ))}
          </div>
        </Panel>
      ) : undefined}
    </nav>
  );
}

function Tab({ section, lit, onPick }: { section: Section } & Pick<SectionTabsProps, "lit" | "onPick">) {
  const named = useNamesLanguage();
  return (
    <Button
      kind="plain"
      look="tab"
      lang={section.spoken === undefined ? named : undefined}
      aria-current={section.name === lit}
      {...(section.spoken === undefined ? {} : { "aria-label": section.spoken })}
      {...(section.tabTestId === undefined ? {} : { testId: section.tabTestId })}
      onClick={() => onPick(section.name)}
    >
      {section.name}
    </Button>
  );
}
