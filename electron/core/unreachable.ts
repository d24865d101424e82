/** Closes a switch: the compiler refuses a forgotten case, and a value from outside the types stops the machine here. */
export function unreachable(value: never): never {
  throw new Error(`a case nobody wrote: ${JSON.stringify(value)}`);
}
