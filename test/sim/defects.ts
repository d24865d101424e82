/** A mistake planted into the program while it is loaded: `find` stands exactly once in `file`. */
export interface Defect {
  readonly name: string;
  /** The end of the file's path. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export const DEFECTS: readonly Defect[] = [];
