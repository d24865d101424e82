import { type ReactNode, useEffect, useRef } from "react";
import type { Screen } from "../../electron/ipc/contract.ts";
import { Bar } from "./Bar.tsx";
import { useFrame } from "./frame-context.ts";
import { useOverflow } from "./overflow.ts";
import { ScrollKeys } from "./ScrollKeys.tsx";

interface ScreenLayoutProps {
  readonly at: Screen["at"];
  /** A finer name for the style sheet where one case has several faces. */
  readonly face?: string;
  /** The question or the news: one sentence. A screen without it brings its own first heading. */
  readonly title?: ReactNode;
  /** Top right: the amount, and under it where the money is. */
  readonly corner?: ReactNode;
  readonly aside?: ReactNode;
  /** Bottom: the primary action last. */
  readonly actions?: ReactNode;
  /** Bottom left: the way back. */
  readonly back?: ReactNode;
  readonly children?: ReactNode;
}

/**
 * The skeleton all screens share, so that the amount and the actions never move. Portrait reads from top to bottom;
 * landscape has the answer on the left and amount and actions on the right; large text is one column again.
 */
export function ScreenLayout({ at, face, title, corner, aside, actions, back, children }: ScreenLayoutProps) {
  const { facing, shopName } = useFrame();
  const root = useRef<HTMLElement>(null);
  const asideBox = useRef<HTMLDivElement>(null);
  const asideMore = useOverflow(asideBox);
  // Where nothing inside takes the focus, the column itself does, so that a keyboard can scroll it.
  const holdsControls = at === "goods" || at === "number";
  const scrollsByItself = facing !== "customer" && !holdsControls && (asideMore.up || asideMore.down);
  useEffect(() => {
    // A new screen is read from its heading on; a field that took the focus by itself keeps it.
    if (root.current?.contains(document.activeElement)) return;
    root.current?.querySelector("h1")?.focus({ preventScroll: true });
  }, []);
  return (
    <main className="screen" data-testid={`screen-${at}`} data-face={face ?? at} ref={root}>
      <header className="screen-top">
        <p className="shop-name">{shopName}</p>
        {title === undefined ? undefined : (
          <h1 className="screen-title" tabIndex={-1}>
            {title}
          </h1>
        )}
      </header>
      {corner === undefined ? undefined : <div className="screen-corner">{corner}</div>}
      {children === undefined ? undefined : <div className="screen-main">{children}</div>}
      {aside === undefined ? undefined : (
        <div className="screen-aside" ref={asideBox} {...(scrollsByItself ? { tabIndex: 0 } : {})}>
          {aside}
        </div>
      )}
      {actions === undefined ? undefined : <div className="screen-actions">{actions}</div>}
      <Bar
        left={back}
        middle={
          <>
            <ScrollKeys of={root} look="screen-scroll-keys" />
            <ScrollKeys of={asideBox} look="aside-scroll-keys" />
          </>
        }
      />
    </main>
  );
}
