import type { View } from "../core/view.ts";

export interface ScanningParts {
  /** Undefined: nobody works the terminal by one switch, and views go through as they are. */
  readonly everyMs: number | undefined;
  readonly after: (ms: number, call: () => void) => () => void;
  readonly show: (view: View) => void;
}

/**
 * For people who have one switch: the mark moves on by itself, and the switch chooses what is marked. The page holds no
 * timer, so the turns come with the views. A new screen has its whole first turn.
 */
export function scanning({ everyMs, after, show }: ScanningParts): { show(view: View): void; stop(): void } {
  let latest: View | undefined;
  let turn = 0;
  let stop: () => void = () => undefined;

  function showLatest(): void {
    if (latest !== undefined) show({ ...latest, frame: { ...latest.frame, scanTurn: turn } });
  }

  function waitForTurn(): void {
    stop();
    stop = after(everyMs ?? 0, () => {
      turn += 1;
      showLatest();
      waitForTurn();
    });
  }

  return {
    show: (view) => {
      if (everyMs === undefined) {
        show(view);
        return;
      }
      const another = latest === undefined || placeOf(latest) !== placeOf(view);
      latest = view;
      showLatest();
      if (another) waitForTurn();
    },
    stop: () => stop(),
  };
}

function placeOf({ frame, screen }: View): string {
  return `${screen.at} ${frame.leaving !== undefined}`;
}
