/** Whether two parts of views, copies both, say the same: the members of a view come in one order, as main writes them. */
export function saysSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
