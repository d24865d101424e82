import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./Button.tsx";
import { useWords } from "./frame-context.ts";

interface PanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small sheet above the bottom bar. A press outside it, Escape or its own button closes it. */
export function Panel({ title, onClose, children }: PanelProps) {
  const words = useWords();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  return (
    <div className="panel">
      <Button kind="plain" look="panel-outside" tabIndex={-1} aria-hidden="true" onClick={onClose} />
      <div
        className="panel-sheet"
        ref={sheet}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
      >
        <h2 className="panel-title">{title}</h2>
        {children}
        <Button kind="quiet" icon={<X className="icon" aria-hidden="true" />} onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </div>
  );
}
