import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { asTask, EXIT_CONFIG, Stop, say } from "../bootstrap/commands.mjs";
import { buildApp } from "../build/build-app.ts";
import { findRuntime } from "../electron-runtime.ts";
import { folderForUser, ordinaryUser, userMayRead } from "../ordinary-user.ts";
import { root } from "../project.ts";
import { openScreen, type Screen } from "../screen.ts";
import { type StagedApp, stageApp } from "../stage-app.ts";
import { stageTerminal } from "../stage-terminal.ts";
import { startWindow } from "../window-program.ts";

const EXIT_USAGE = 64;
const MODES = ["kiosk", "counter", "vending"] as const;
const USAGE = `npm start                          a demonstration shop and its simulated customer
npm start -- --mode vending        kiosk, counter or vending; kiosk when not said
npm start -- --demo                the tour: a sale in each mode by real clicks, with pictures
npm start -- --config FILE         the terminal with your own configuration
npm start -- --config FILE --demo  the same, with the demonstration's wallet and devices around it`;

await asTask(async () => {
  const wish = readWish();
  if (wish === "help") {
    say(USAGE);
    return 0;
  }
  await buildApp();
  const runtime = await findRuntime();
  const terminal = stageTerminal(runtime);
  if (wish.configFile !== undefined) requireReadable(wish.configFile);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop.abort());
  const screen = await openScreen();
  try {
    if (wish.configFile !== undefined && !wish.demo) {
      return await runTerminal(terminal, wish.configFile, screen, stop.signal);
    }
    const phone = stageApp(runtime, { appFolder: join(root, "simulator", "phone-window"), name: "phone" });
    const homes = folderForUser(mkdtempSync(join(tmpdir(), "myntfri-homes-")));
    try {
      // Only here: the terminal alone needs none of the demonstration.
      const { runDemo } = await import("../demo/run.ts");
      return await runDemo({ ...wish, terminal, phone, screen, homes, stop: stop.signal });
    } finally {
      rmSync(homes, { recursive: true, force: true });
    }
  } finally {
    await screen.close();
  }
});

interface Wish {
  readonly configFile: string | undefined;
  readonly demo: boolean;
  readonly mode: (typeof MODES)[number];
}

function readWish(): Wish | "help" {
  try {
    const { values } = parseArgs({
      options: {
        config: { type: "string" },
        demo: { type: "boolean", default: false },
        mode: { type: "string", default: "kiosk" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const mode = MODES.find((each) => each === values.mode);
    if (mode === undefined) throw new Error(`--mode takes one of ${MODES.join(", ")}, not '${values.mode}'`);
    // npm runs us in the project's folder; a path is meant from where the person typed it.
    const from = process.env["INIT_CWD"] ?? process.cwd();
    return {
      configFile: values.config === undefined ? undefined : resolve(from, values.config),
      demo: values.demo,
      mode,
    };
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, EXIT_USAGE);
  }
}

/** A file that is not there at all is the terminal's to report. */
function requireReadable(file: string): void {
  if (userMayRead(file)) return;
  const name = ordinaryUser()?.name ?? "";
  throw new Stop(
    `${file} cannot be read by '${name}', the ordinary user the terminal runs as because Electron does not start ` +
      `as root. Put it where '${name}' can read it, or name another user: MYNTFRI_USER=…`,
    EXIT_CONFIG,
  );
}

async function runTerminal(
  terminal: StagedApp,
  configFile: string,
  screen: Screen,
  stop: AbortSignal,
): Promise<number> {
  if (!screen.real) say("There is no display: the terminal draws on a virtual one.");
  const window = startWindow(terminal, [`--config=${configFile}`], screen.env);
  stop.addEventListener("abort", () => void window.close(), { once: true });
  return window.ended;
}
