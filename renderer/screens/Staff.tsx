import { RefreshCw, X } from "lucide-react";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { StaffView } from "../../electron/ipc/contract.ts";
import { ask, tell } from "../bridge.ts";
import { Button } from "../parts/Button.tsx";
import { useFrame } from "../parts/frame-context.ts";
import { ScrollKeys } from "../parts/ScrollKeys.tsx";
import { StaffPin } from "../parts/StaffPin.tsx";
import { StaffSales } from "../parts/StaffSales.tsx";
import { StaffSearch } from "../parts/StaffSearch.tsx";
import { StaffState } from "../parts/StaffState.tsx";
import { tellSentences } from "../speech/guide.ts";
import { STAFF_WORDS } from "../words/staff-dictionary.ts";

/**
 * The staff's sheet, above every screen: a PIN at the door, then one `StaffSection` for each matter, in a sheet that
 * scrolls between its title and its foot.
 */
export function Staff({ at }: { readonly at: "door" | "inside" }) {
  const { language, mode } = useFrame();
  const words = STAFF_WORDS[language];
  const dialog = useRef<HTMLDialogElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<StaffView>();
  const [said, setSaid] = useState<string>();
  const keepPlace = usePlace(dialog, view);
  const close = () => ask("staff:close", {});
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Not the first button: Enter after a typed PIN must not close the sheet.
    element?.focus();
    return () => element?.close();
  }, []);
  const read = useCallback(async () => setView(await tell("staff:read", {})), []);
  const lookAgain = async () => {
    setSaid(undefined);
    await read();
    tellSentences(overview(sheet.current));
  };
  const act = useCallback(
    async (done: Promise<unknown>) => {
      keepPlace();
      const answer = (await done) === undefined ? words.notDone : words.begun;
      setSaid(answer);
      tellSentences([answer]);
      await read();
    },
    [keepPlace, read, words],
  );
  useEffect(() => {
    if (at === "inside") void read();
  }, [at, read]);
  const isOpen = at === "inside" && view !== undefined;
  useEffect(() => {
    if (isOpen) tellSentences(overview(sheet.current));
  }, [isOpen]);
  return (
    <dialog
      className="staff"
      ref={dialog}
      aria-modal="true"
      aria-label={words.title}
      data-testid="staff"
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h1 className="staff-title">{words.title}</h1>
      {said === undefined ? undefined : (
        <p className="staff-said" role="status" data-testid="staff-said">
          {said}
        </p>
      )}
      <div className="scroller staff-scroller">
        <div className="scroller-inside staff-sheet" ref={sheet}>
          {at === "door" ? <StaffPin words={words} /> : undefined}
          {isOpen ? (
            <div className="staff-lists">
              {mode === "counter" ? <StaffSearch words={words} act={act} /> : undefined}
              <StaffSales view={view} words={words} act={act} />
              <StaffState view={view} words={words} act={act} />
            </div>
          ) : undefined}
        </div>
      </div>
      <footer className="staff-foot">
        <Button kind="quiet" testId="staff-close" icon={<X className="icon" aria-hidden="true" />} onClick={close}>
          {words.close}
        </Button>
        {isOpen ? (
          <Button
            kind="quiet"
            testId="staff-look-again"
            icon={<RefreshCw className="icon" aria-hidden="true" />}
            onClick={() => void lookAgain()}
          >
            {words.lookAgain}
          </Button>
        ) : undefined}
        <ScrollKeys of={sheet} />
      </footer>
    </dialog>
  );
}

/** Each heading with how many rows stand under it. */
function overview(sheet: Element | null): readonly string[] {
  const sections = [...(sheet?.querySelectorAll(".staff-section") ?? [])];
  return sections.map((section) => {
    const rows = section.querySelectorAll(".staff-row").length;
    return `${section.querySelector("h2")?.textContent ?? ""}: ${rows}`;
  });
}

/**
 * A row that has been dealt with goes away and takes the focus along: whoever works by keys then goes on at the heading of
 * its section, not at the top. The returned function remembers where that is; at the door it is the sheet itself.
 */
function usePlace(dialog: RefObject<HTMLDialogElement | null>, view: StaffView | undefined): () => void {
  const section = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const held = document.activeElement;
    if (element === null || (held !== null && held !== element && element.contains(held))) return;
    const heading = view === undefined ? undefined : section.current?.querySelector("h2");
    (heading ?? element).focus({ preventScroll: true });
  }, [dialog, view]);
  return useCallback(() => {
    section.current = document.activeElement?.closest("section") ?? null;
  }, []);
}
