/** What cannot be otherwise. Where it is, that is a bug: the machine stops before anything is stored or done. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
