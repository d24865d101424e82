import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** What `app` offers and we use. */
export interface GpuApp {
  disableHardwareAcceleration(): void;
  on(
    event: "child-process-gone",
    listener: (event: unknown, details: { readonly type: string; readonly reason: string }) => void,
  ): unknown;
}

export interface GpuWatch {
  readonly app: GpuApp;
  /** Remembers falls across starts: when the graphics process falls too often, Chromium ends the whole program. */
  readonly file: string;
  readonly nowMs: () => number;
  readonly note: (what: string) => void;
}

const FALLS_MAX = 3;
/** So long it does without; then the graphics card gets another try. */
const REMEMBERED_MS = 24 * 60 * 60_000;
const KEPT_FALLS = 10;

/** Before `ready`. After three falls of the graphics process within a day the page is drawn without it. */
export function spareBrokenGpu({ app, file, nowMs, note }: GpuWatch): void {
  let falls = rememberedFalls(file, nowMs());
  if (falls.length >= FALLS_MAX) {
    app.disableHardwareAcceleration();
    note(`the graphics process fell ${falls.length} times within a day: drawing without it`);
  }
  app.on("child-process-gone", (_event, { type, reason }) => {
    if (type !== "GPU" || reason === "clean-exit" || reason === "killed") return;
    falls = [...falls, nowMs()].slice(-KEPT_FALLS);
    note(`the graphics process fell (${reason})`);
    remember(file, falls, note);
  });
}

function rememberedFalls(file: string, nowMs: number): readonly number[] {
  try {
    const falls: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!Array.isArray(falls)) return [];
    return falls.filter((atMs) => typeof atMs === "number" && atMs <= nowMs && nowMs - atMs < REMEMBERED_MS);
  } catch {
    // No file is the usual case; a broken one is worth no more.
    return [];
  }
}

function remember(file: string, falls: readonly number[], note: (what: string) => void): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(falls));
    renameSync(`${file}.new`, file);
  } catch (error) {
    note(`the fall of the graphics process could not be remembered: ${String(error)}`);
  }
}
