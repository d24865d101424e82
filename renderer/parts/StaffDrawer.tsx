import { tell } from "../bridge.ts";
import { figuresOf } from "../money-text.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import type { StaffListProps } from "./StaffSales.tsx";
import { StaffSection } from "./StaffSection.tsx";

const REASONS = ["change", "count", "other"] as const;

/** The cash drawer, where there is one: how it stands, who opened it, and the keys that open it. */
export function StaffDrawer({ view, words, act }: StaffListProps) {
  const { language } = useFrame();
  const { drawer } = view;
  if (drawer === undefined) return undefined;
  const { is, leftOpen, openedAloneAtMs, last } = drawer;
  const time = (atMs: number) =>
    new Date(atMs).toLocaleTimeString(figuresOf(language), { hour: "2-digit", minute: "2-digit" });
  return (
    <StaffSection title={words.drawer}>
      <div className="staff-row" data-testid="drawer">
        <strong className="staff-number">{time(last?.atMs ?? drawer.sinceMs)}</strong>
        <span>
          {words.drawerIs[leftOpen === true ? "left-open" : is]}
          {last === undefined ? undefined : ` · ${words.drawerCame[last.outcome]}`}
          {openedAloneAtMs === undefined ? undefined : ` · ${words.drawerOpenedAlone(time(openedAloneAtMs))}`}
        </span>
        <span className="staff-reasons">
          {REASONS.map((why) => (
            <Button
              key={why}
              kind="second"
              testId={`drawer-${why}`}
              onClick={() => void act(tell("drawer:open", { why }))}
            >
              {words.openDrawer[why]}
            </Button>
          ))}
        </span>
      </div>
    </StaffSection>
  );
}
