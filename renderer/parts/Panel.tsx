import { X } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Button } from "./Button.tsx";
import { useWords } from "./frame-context.ts";

interface PanelProps {
  readonly title: string;
  /** "panel-wide" for a list too long to stand in one column. */
  readonly look?: "panel-wide";
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A small sheet above the bottom bar. A press outside it, Escape or its own button closes it. The platform's dialog keeps
 * the keyboard inside while it is open and gives the focus back to the button that opened it.
 */
export function Panel({ title, look, onClose, children }: PanelProps) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      className={look === undefined ? "panel" : `panel ${look}`}
      ref={dialog}
      aria-modal="true"
      aria-label={title}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <Button kind="plain" look="panel-outside" tabIndex={-1} aria-hidden="true" onClick={onClose} />
      <div className="panel-sheet">
        <h2 className="panel-title">{title}</h2>
        {children}
        <Button kind="quiet" icon={<X className="icon" aria-hidden="true" />} onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </dialog>
  );
}
