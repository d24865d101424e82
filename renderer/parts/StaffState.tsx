import { tell } from "../bridge.ts";
import { momentIn } from "../staff-moment.ts";
import { troubleIn } from "../words/trouble-words.ts";
import { Button } from "./Button.tsx";
import { DevicePicture } from "./DevicePicture.tsx";
import { useFrame } from "./frame-context.ts";
import { StaffDrawer } from "./StaffDrawer.tsx";
import { StaffOwed } from "./StaffOwed.tsx";
import type { StaffListProps } from "./StaffSales.tsx";
import { StaffSection } from "./StaffSection.tsx";
import { StaffService } from "./StaffService.tsx";
import { StaffSetUp } from "./StaffSetUp.tsx";

const REASONS = ["cleared", "refilled", "tested"] as const;

/** Locked slots and alarms with the reason, and how each device is. Below what is wrong stand the device's own words, in English. */
export function StaffState({ view, words, act }: StaffListProps) {
  const { language } = useFrame();
  const moment = (atMs: number) => momentIn(atMs, language);
  return (
    <>
      <StaffSection title={words.slots} {...(view.lockedSlots.length === 0 ? { empty: words.noSlots } : {})}>
        {view.lockedSlots.map(({ slot, why, isAlarm }) => (
          <div className="staff-row" key={slot}>
            <strong className="staff-number">{slot}</strong>
            {isAlarm ? <span>{troubleIn(language, "alarm")}</span> : <span lang="en">{why}</span>}
            <span className="staff-reasons">
              {REASONS.map((reason) => (
                <Button
                  key={reason}
                  kind="second"
                  testId={`unlock-${slot}-${reason}`}
                  aria-label={`${words.unlock[reason]}: ${slot}`}
                  onClick={() => void act(tell("staff:unlock-slot", { slot, why: reason }))}
                >
                  {words.unlock[reason]}
                </Button>
              ))}
            </span>
          </div>
        ))}
      </StaffSection>
      <StaffOwed view={view} words={words} act={act} />
      <StaffDrawer view={view} words={words} act={act} />
      <StaffSection title={words.devices} {...(view.devices.length === 0 ? { empty: words.noDevices } : {})}>
        {view.devices.map(({ id, kind, state, what, trouble, slots, sinceMs }) => (
          <div className="staff-row" key={id}>
            <strong className="staff-number">{id}</strong>
            {state === "ready" ? undefined : <DevicePicture kind={kind} what={what} />}
            <span>
              {words.device[state]}
              {trouble === undefined ? undefined : ` · ${troubleIn(language, trouble, slots)}`}
              {state === "ready" ? undefined : <span className="quiet"> {words.since(moment(sinceMs))}</span>}
              {what === "" ? undefined : (
                <span className="staff-said quiet" lang="en">
                  {what}
                </span>
              )}
            </span>
          </div>
        ))}
      </StaffSection>
      {view.setsUp ? <StaffSetUp words={words} /> : undefined}
      <StaffService service={view.service} words={words} />
    </>
  );
}
