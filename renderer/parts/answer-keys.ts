/** Counter: the keys of two answers that stand beside each other. Function keys, because a scanner types letters and digits. */
export const FIRST_KEY = "F6";
export const SECOND_KEY = "F7";
