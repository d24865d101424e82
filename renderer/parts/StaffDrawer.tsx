import { tell } from "../bridge.ts";
import { figuresOf } from "../money-text.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import type { StaffListProps } from "./StaffSales.tsx";

const REASONS = ["change", "count", "other"] as const;
/** A drawer says within this time whether it opened; only then is the list worth reading. */
const OPENS_WITHIN_MS = 2_000;

/** The cash drawer, where there is one: how it stands, who opened it, and the keys that open it. */
export function StaffDrawer({ view, words, act }: StaffListProps) {
  const { language } = useFrame();
  const { drawer } = view;
  if (drawer === undefined) return undefined;
  const { is, leftOpen, openedAloneAtMs, last } = drawer;
  const time = (atMs: number) =>
    new Date(atMs).toLocaleTimeString(figuresOf(language), { hour: "2-digit", minute: "2-digit" });
  const open = async (why: (typeof REASONS)[number]) => {
    const answer = await tell("drawer:open", { why });
    if (answer !== undefined) await new Promise((resolve) => setTimeout(resolve, OPENS_WITHIN_MS));
    return answer;
  };
  return (
    <section aria-label={words.drawer} data-testid="drawer">
      <h2>{words.drawer}</h2>
      <div className="staff-row">
        <strong className="staff-number">{time(last?.atMs ?? drawer.sinceMs)}</strong>
        <span>
          {words.drawerIs[leftOpen === true ? "left-open" : is]}
          {last === undefined ? undefined : ` · ${words.drawerCame[last.outcome]}`}
          {openedAloneAtMs === undefined ? undefined : ` · ${words.drawerOpenedAlone(time(openedAloneAtMs))}`}
        </span>
        <span className="staff-reasons">
          {REASONS.map((why) => (
            <Button key={why} kind="second" testId={`drawer-${why}`} onClick={() => void act(open(why))}>
              {words.openDrawer[why]}
            </Button>
          ))}
        </span>
      </div>
    </section>
  );
}
