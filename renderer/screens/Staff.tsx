import { X } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { StaffView } from "../../electron/ipc/contract.ts";
import { ask, tell } from "../bridge.ts";
import { Button } from "../parts/Button.tsx";
import { useFrame } from "../parts/frame-context.ts";
import { StaffPin } from "../parts/StaffPin.tsx";
import { StaffSales } from "../parts/StaffSales.tsx";
import { StaffState } from "../parts/StaffState.tsx";
import { STAFF_WORDS } from "../words/staff-words.ts";

/** The staff's sheet, above every screen: orders to hand over, sales to give back, locked slots, devices. */
export function Staff({ at }: { readonly at: "door" | "inside" }) {
  const { language } = useFrame();
  const words = STAFF_WORDS[language];
  const dialog = useRef<HTMLDialogElement>(null);
  const [view, setView] = useState<StaffView>();
  const [said, setSaid] = useState<string>();
  const close = () => ask("staff:close", {});
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const read = useCallback(async () => setView(await tell("staff:read", {})), []);
  const act = useCallback(
    async (done: Promise<unknown>) => {
      setSaid((await done) === undefined ? words.notDone : words.begun);
      await read();
    },
    [read, words],
  );
  useEffect(() => {
    if (at === "inside") void read();
  }, [at, read]);
  return (
    <dialog
      className="staff"
      ref={dialog}
      aria-modal="true"
      aria-label={words.title}
      data-testid="staff"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header className="staff-head">
        <h1 className="screen-title">{words.title}</h1>
        <Button kind="quiet" testId="staff-close" icon={<X className="icon" aria-hidden="true" />} onClick={close}>
          {words.close}
        </Button>
      </header>
      {said === undefined ? undefined : (
        <p className="staff-said" role="status" data-testid="staff-said">
          {said}
        </p>
      )}
      {at === "door" ? <StaffPin words={words} /> : undefined}
      {at === "door" || view === undefined ? undefined : (
        <div className="staff-lists">
          <StaffSales view={view} words={words} act={act} />
          <StaffState view={view} words={words} act={act} />
        </div>
      )}
    </dialog>
  );
}
