import { Wrench } from "lucide-react";
import type { StaffView } from "../../electron/ipc/contract.ts";
import type { StaffWords } from "../words/staff-words.ts";
import { StaffSection } from "./StaffSection.tsx";

interface StaffServiceProps {
  readonly service: StaffView["service"];
  readonly words: StaffWords;
}

/** Wear and lines of the devices, each with what is due first. Nothing here stops a sale: it says what will. */
export function StaffService({ service, words }: StaffServiceProps) {
  if (service.length === 0) return undefined;
  return (
    <StaffSection title={words.service}>
      {service.map(({ id, notes }) => (
        <div className="staff-row" key={id} data-testid={`service-${id}`}>
          <strong className="staff-number">{id}</strong>
          <ul className="staff-notes">
            {notes.map(({ what, isDue }) => (
              <li key={what} className={isDue ? "staff-due" : "quiet"}>
                {isDue ? <Wrench className="icon" aria-label={words.serviceDue} role="img" /> : undefined}
                <span lang="en">{what}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </StaffSection>
  );
}
