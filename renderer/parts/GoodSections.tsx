import { type ReactNode, useEffect, useRef, useState } from "react";
import { Choosing } from "./Choosing.tsx";
import { useNamesLanguage } from "./frame-context.ts";
import { GoodGrid } from "./GoodGrid.tsx";
import { ScrollKeys } from "./ScrollKeys.tsx";
import { type Section, SectionTabs } from "./SectionTabs.tsx";

/** Beyond so many names in a row, the tabs would take the room of the goods. */
const TABS_MOST = 10;

interface GoodSectionsProps {
  readonly sections: readonly Section[];
  readonly counts: ReadonlyMap<string, number>;
  readonly tabs: "top" | "side";
  /** A key on the keyboard asked for this section; a new object asks again. */
  readonly asked?: { readonly name: string };
  /** Told which section is lit, whoever chose it. */
  readonly onLit?: (name: string) => void;
  readonly markedSku?: string;
  /** Stands under the sheet, beside the tabs. */
  readonly foot?: ReactNode;
}

/** All goods in one sheet, section under section; a tab brings its section up. Nothing is hidden behind a tab. */
export function GoodSections({ sections, counts, tabs, asked, onLit, markedSku, foot }: GoodSectionsProps) {
  const named = useNamesLanguage();
  const inside = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<string>();

  /** What was chosen by name stays lit, also where the sheet is too short to bring it to the top, until it is moved by hand. */
  const [picked, setPicked] = useState<string>();
  const lit = picked ?? seen ?? sections[0]?.name ?? "";

  useEffect(() => {
    if (asked === undefined) return;
    setPicked(asked.name);
    bringUp(inside.current, asked.name);
  }, [asked]);
  useEffect(() => onLit?.(lit), [lit, onLit]);

  const look = () => {
    const box = inside.current;
    if (box === null) return;
    const tops = [...box.querySelectorAll<HTMLElement>("[data-section]")];
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
    const first = atEnd
      ? tops.at(-1)
      : tops.findLast((section) => section.offsetTop <= box.scrollTop + box.clientHeight / 3);
    setSeen(first?.dataset["section"]);
  };

  const follow = () => setPicked(undefined);
  return (
    <div className={`good-sections good-sections-${tabs}`}>
      <div className="sections-head">
        {sections.length < 2 && tabs === "top" ? undefined : (
          <SectionTabs
            sections={sections}
            lit={lit}
            isListed={tabs === "top" && sections.length > TABS_MOST}
            onPick={(name) => {
              setPicked(name);
              // At once, not after drawing: the next press may name a place on this shelf.
              onLit?.(name);
              bringUp(inside.current, name);
            }}
          />
        )}
        <ScrollKeys of={inside} onScroll={follow} />
      </div>
      <div className="scroller">
        <div className="scroller-inside" ref={inside} onScroll={look} onWheel={follow} onTouchMove={follow}>
          {sections.map((section) => (
            <section key={section.name} className="good-section" data-section={section.name}>
              {sections.length < 2 ? undefined : (
                <h2 className="section-name" lang={section.spoken === undefined ? named : undefined}>
                  {section.spoken ?? section.name}
                </h2>
              )}
              <GoodGrid goods={section.goods} counts={counts} markedSku={markedSku} />
            </section>
          ))}
        </div>
      </div>
      {foot}
      <Choosing />
    </div>
  );
}

/** In large text the sheet does not scroll by itself: the whole screen does. */
function bringUp(box: HTMLElement | null, name: string): void {
  const section = box?.querySelector(`[data-section="${CSS.escape(name)}"]`);
  if (box === null || !(section instanceof HTMLElement)) return;
  if (box.scrollHeight > box.clientHeight) box.scrollTo({ top: section.offsetTop });
  else section.scrollIntoView({ block: "start" });
}
