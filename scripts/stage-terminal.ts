import { builtFolder, PROGRAM } from "./build/build-app.ts";
import type { Runtime } from "./electron-runtime.ts";
import { type StagedApp, stageApp } from "./stage-app.ts";

/** Stages the terminal that lies built in `dist`. */
export function stageTerminal(runtime: Runtime): StagedApp {
  return stageApp(runtime, { appFolder: builtFolder, only: PROGRAM, name: "terminal" });
}
