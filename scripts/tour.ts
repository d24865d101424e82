import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { say } from "./bootstrap/commands.mjs";
import { startSurroundings } from "./demo/surroundings.ts";
import { launchTerminal } from "./launch-terminal.ts";
import { folderForUser } from "./ordinary-user.ts";
import type { StagedApp } from "./stage-app.ts";

export interface TourOptions {
  readonly terminal: StagedApp;
  /** As `:7`. */
  readonly display: string;
  /** Screenshots go here. */
  readonly outputFolder: string;
  /** Home folders of the window's user lie in here. */
  readonly homes: string;
  readonly stop: AbortSignal;
}

const MODES = ["kiosk", "counter", "vending"] as const;

/** Opens the terminal in every mode and keeps a picture of each. Returns the exit code. */
export async function runTour(options: TourOptions): Promise<number> {
  mkdirSync(options.outputFolder, { recursive: true });
  for (const mode of MODES) {
    if (options.stop.aborted) return 130;
    const around = await startSurroundings({ mode });
    try {
      const terminal = await launchTerminal({
        staged: options.terminal,
        display: options.display,
        configFile: around.configFile,
        home: folderForUser(join(options.homes, mode)),
      });
      const picture = join(options.outputFolder, `${mode}.png`);
      await terminal.page.locator("#root > *").first().waitFor();
      await terminal.page.screenshot({ path: picture });
      say(`${mode}: ${picture}`);
      await terminal.close();
    } finally {
      await around.close();
    }
  }
  return 0;
}
