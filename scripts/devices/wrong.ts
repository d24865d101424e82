/** A command used wrongly: said with its usage, never with a stack. */
export class Wrong extends Error {}
