import { X } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { keepTabInside } from "../five-keys.ts";
import { Button } from "./Button.tsx";
import { useWords } from "./frame-context.ts";
import { ScrollKeys } from "./ScrollKeys.tsx";

interface PanelProps {
  readonly title: string;
  /** Where the title is a good's name and the page speaks another language. */
  readonly titleLanguage?: string | undefined;
  /** "panel-wide" for a list too long to stand in one column. */
  readonly look?: "panel-wide";
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A small sheet above the bottom bar: its title and the way out stay in sight, what lies between them scrolls. A press outside it, Escape or its own button closes it; the keyboard stays inside
 * while it is open, and the focus goes back to where it was.
 *
 * It lies in the platform's top layer as a popover, not as a modal dialog: that would make everything behind it inert,
 * and a processor of a kiosk takes a tenth of a second to say so to two thousand goods.
 */
export function Panel({ title, titleLanguage, look, onClose, children }: PanelProps) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const before = document.activeElement;
    element.showPopover();
    element.focus();
    const stop = keepTabInside(document);
    return () => {
      stop();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      className={look === undefined ? "panel" : `panel ${look}`}
      ref={dialog}
      popover="manual"
      aria-modal="true"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <Button kind="plain" look="panel-outside" tabIndex={-1} aria-hidden="true" onClick={onClose} />
      <div className="panel-sheet">
        <h2 className="panel-title" lang={titleLanguage}>
          {title}
        </h2>
        <div className="panel-body" ref={body}>
          {children}
        </div>
        <div className="panel-foot">
          <Button kind="quiet" icon={<X className="icon" aria-hidden="true" />} onClick={onClose}>
            {words.close}
          </Button>
          <ScrollKeys of={body} />
        </div>
      </div>
    </dialog>
  );
}
