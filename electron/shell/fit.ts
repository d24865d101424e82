export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A trial window as large as wanted, or shrunk with everything in it until the desk holds it. */
export interface Fit extends Size {
  /** Of the page: 1 is as drawn. Never larger. */
  readonly zoom: number;
}

/** Below this nothing can be read; a smaller desk cuts the window. */
const ZOOM_LEAST = 0.25;

/** `desk` is what the screen leaves free of bars; sizes in CSS pixels. */
export function fitOn(desk: Size, wanted: Size): Fit {
  const zoom = Math.min(1, desk.width / wanted.width, desk.height / wanted.height);
  const shown = Math.max(zoom, ZOOM_LEAST);
  return { width: Math.floor(wanted.width * shown), height: Math.floor(wanted.height * shown), zoom: shown };
}
