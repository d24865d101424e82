import { join } from "node:path";
import { say } from "../bootstrap/commands.mjs";
import { folderForUser } from "../ordinary-user.ts";
import { root } from "../project.ts";
import type { Screen } from "../screen.ts";
import type { StagedApp } from "../stage-app.ts";
import { startWindow, type WindowProgram } from "../window-program.ts";
import { startSurroundings } from "./surroundings.ts";
import { runTour } from "./tour.ts";

export interface DemoOptions {
  readonly terminal: StagedApp;
  readonly phone: StagedApp;
  readonly screen: Screen;
  readonly mode: "kiosk" | "counter" | "vending";
  /** The operator's own configuration instead of the demonstration's; the surroundings are there all the same. */
  readonly configFile: string | undefined;
  /** The tour was asked for, screen or not. */
  readonly demo: boolean;
  /** Home folders of the window's user lie in here. */
  readonly homes: string;
  /** Aborted when the person at the keyboard wants to stop. */
  readonly stop: AbortSignal;
}

/** With somebody at the screen: a shop to play with. Without: the tour. Returns the exit code. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const wantsTour = options.demo && options.configFile === undefined;
  if (options.screen.real && !wantsTour) return playWithIt(options);
  if (!options.screen.real) say("There is no display: taking the tour on a virtual one.");
  return runTour({
    terminal: options.terminal,
    display: options.screen.env["DISPLAY"] ?? "",
    outputFolder: join(root, "demo-output"),
    homes: options.homes,
    stop: options.stop,
  });
}

async function playWithIt(options: DemoOptions): Promise<number> {
  const around = await startSurroundings({
    mode: options.mode,
    withScanner: true,
    // A kiosk's screen is taller than most desks have; the phone stands beside it.
    ...(options.mode === "kiosk" ? { display: { width: 600, height: 960 } } : {}),
    onReceipt: (text) => say(`\n${text}\n`),
    onBoard: (event) => say(`board: ${JSON.stringify(event)}`),
  });
  const windows: WindowProgram[] = [];
  const open = (staged: StagedApp, home: string, argument: string) => {
    const env = { ...options.screen.env, MYNTFRI_HOME: folderForUser(join(options.homes, home)) };
    const window = startWindow(staged, [argument], env);
    windows.push(window);
    return window;
  };
  try {
    say(`The wallet and the customer's phone: ${around.walletUrl}/phone/`);
    say(`Printer and board: emulated, on ${around.wiring}. Receipts appear here.`);
    say("On the phone, My code can be held before the shop's scanner, once something is in the basket.");
    open(options.phone, "phone", `--url=${around.walletUrl}/phone/`);
    const terminal = open(options.terminal, "terminal", `--config=${options.configFile ?? around.configFile}`);
    const stopped = new Promise<number>((resolve) => {
      options.stop.addEventListener("abort", () => resolve(0), { once: true });
    });
    // The phone may be closed and the shop stays open; without its terminal there is no shop.
    return await Promise.race([terminal.ended, stopped]);
  } finally {
    await Promise.all(windows.map((window) => window.close()));
    await around.close();
  }
}
