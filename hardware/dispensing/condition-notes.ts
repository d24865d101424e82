import type { DeviceCondition, Trouble } from "../contract.ts";

/** One of several things that a board which still sells has to say of itself. */
export interface ConditionNote {
  readonly what: string;
  readonly trouble: Trouble;
  readonly slots?: readonly string[];
}

/** All the notes in words, and the first one as the trouble, as that one weighs most. Undefined when there is none. */
export function degradedBy(notes: readonly (ConditionNote | undefined)[]): DeviceCondition | undefined {
  const said = notes.filter((note) => note !== undefined);
  const [first] = said;
  if (first === undefined) return undefined;
  return { ...first, state: "degraded", what: said.map(({ what }) => what).join(" ") };
}

export function lockedNote(slots: readonly string[]): ConditionNote | undefined {
  if (slots.length === 0) return undefined;
  const what = `Locked after failures: ${slots.join(", ")}. Check these slots.`;
  return { what, trouble: "slot-locked", slots };
}
