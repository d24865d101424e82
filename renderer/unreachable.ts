/** Closes a switch over a union: a new case fails the compile here instead of drawing nothing. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
