import { Accessibility, CircleHelp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ask } from "../bridge.ts";
import { unreachable } from "../unreachable.ts";
import { Button } from "./Button.tsx";
import { EasierPanel } from "./EasierPanel.tsx";
import { useFrame, useWords } from "./frame-context.ts";
import { HelpPanel } from "./HelpPanel.tsx";
import { useKeys } from "./keys.ts";
import { LanguageButton } from "./LanguageButton.tsx";
import { LanguagePanel } from "./LanguagePanel.tsx";
import { Troubles } from "./Troubles.tsx";

type Open = "help" | "language" | "easier" | "nothing";

/** The bottom of every screen: the way back on the left, language and ease of use in the right corner. */
export function Bar({ left, middle }: { readonly left?: ReactNode; readonly middle?: ReactNode }) {
  const words = useWords();
  const { facing, leaving, mode, speech } = useFrame();
  const [open, setOpen] = useState<Open>("nothing");
  const close = () => setOpen("nothing");
  useKeys(
    (key) => {
      if (key !== "F1") return false;
      // Whoever asks by key may not see the screen: where there is a voice, it answers.
      if (speech?.on === false && mode !== "counter") ask("appearance:set", { speaks: true });
      setOpen("help");
      return true;
    },
    ["F1"],
  );
  if (facing === "customer") return undefined;
  return (
    <footer className="bar">
      <div className="bar-left">{left}</div>
      <Troubles />
      {middle}
      <div className="bar-right">
        <Button
          kind="quiet"
          look="bar-button"
          testId="help-menu"
          aria-haspopup="dialog"
          aria-expanded={open === "help"}
          aria-label={words.help}
          icon={<CircleHelp className="icon" aria-hidden="true" />}
          onClick={() => setOpen("help")}
        >
          {words.help}
        </Button>
        <LanguageButton isOpen={open === "language"} onOpen={() => setOpen("language")} />
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
    case "help":
      return <HelpPanel onClose={onClose} />;
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
