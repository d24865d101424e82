import { Accessibility, Globe } from "lucide-react";
import { type ReactNode, useState } from "react";
import { unreachable } from "../unreachable.ts";
import { Button } from "./Button.tsx";
import { EasierPanel } from "./EasierPanel.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { LanguagePanel } from "./LanguagePanel.tsx";
import { Troubles } from "./Troubles.tsx";

type Open = "language" | "easier" | "nothing";

/** The bottom of every screen: the way back on the left, language and ease of use in the right corner. */
export function Bar({ left, middle }: { readonly left?: ReactNode; readonly middle?: ReactNode }) {
  const words = useWords();
  const { leaving } = useFrame();
  const [open, setOpen] = useState<Open>("nothing");
  const close = () => setOpen("nothing");
  return (
    <footer className="bar">
      <div className="bar-left">{left}</div>
      <Troubles />
      {middle}
      <div className="bar-right">
        <Button
          kind="quiet"
          look="bar-button"
          testId="language-menu"
          aria-haspopup="dialog"
          aria-expanded={open === "language"}
          aria-label={`${words.ownName}. ${words.chooseLanguage}`}
          icon={<Globe className="icon" aria-hidden="true" />}
          onClick={() => setOpen("language")}
        >
          {words.ownName}
        </Button>
        <Button
          kind="quiet"
          look="bar-button"
          testId="easier-menu"
          aria-haspopup="dialog"
          aria-expanded={open === "easier"}
          aria-label={words.easierToUse}
          icon={<Accessibility className="icon" aria-hidden="true" />}
          onClick={() => setOpen("easier")}
        >
          {words.easierToUse}
        </Button>
      </div>
      {/* "Are you still there?" lies above everything, also above an open sheet. */}
      <OpenPanel open={leaving === undefined ? open : "nothing"} onClose={close} />
    </footer>
  );
}

function OpenPanel({ open, onClose }: { readonly open: Open; readonly onClose: () => void }) {
  switch (open) {
    case "language":
      return <LanguagePanel onClose={onClose} />;
    case "easier":
      return <EasierPanel onClose={onClose} />;
    case "nothing":
      return undefined;
    default:
      return unreachable(open);
  }
}
