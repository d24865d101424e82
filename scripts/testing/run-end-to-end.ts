import { buildApp } from "../build/build-app.ts";
import { findRuntime } from "../electron-runtime.ts";
import { stageTerminal } from "../stage-terminal.ts";
import { openVirtualDisplay } from "../xvfb.ts";
import { runVitest } from "./run-vitest.ts";
import type { Tally } from "./tally.ts";

/** Drives the built terminal on a virtual display of its own, whatever display the developer is looking at. */
export async function runEndToEnd(): Promise<Tally> {
  await buildApp();
  const staged = stageTerminal(await findRuntime());
  const display = await openVirtualDisplay();
  try {
    return await runVitest("e2e", { DISPLAY: display.name, MYNTFRI_STAGED: JSON.stringify(staged) });
  } finally {
    await display.close();
  }
}
