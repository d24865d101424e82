import { type ReactNode, useId } from "react";

interface StaffSectionProps {
  readonly title: string;
  /** Stands where there is no row; a section that always says something leaves it out. */
  readonly empty?: string;
  readonly children?: ReactNode;
}

/**
 * One matter of the staff's sheet: a heading, then rows of the class `staff-row`. The heading takes the focus when the row
 * that held it has gone, and is read aloud with its number of rows when the sheet opens.
 */
export function StaffSection({ title, empty, children }: StaffSectionProps) {
  const id = useId();
  return (
    <section className="staff-section" aria-labelledby={id}>
      <h2 className="staff-heading" id={id} tabIndex={-1}>
        {title}
      </h2>
      {empty === undefined ? undefined : <p className="quiet">{empty}</p>}
      {children}
    </section>
  );
}
