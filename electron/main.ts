import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, crashReporter, Menu, powerSaveBlocker, protocol, screen, session } from "electron";
import { startFleet } from "../hardware/hosts/fleet.ts";
import { steadyTicker } from "../hardware/steady-ticker.ts";
import { plainFieldFault } from "./catalogue/field-fault.ts";
import { accentCss } from "./config/accent-css.ts";
import { densityCss } from "./config/density-css.ts";
import { loadConfig, plainConfigFaults } from "./config/load.ts";
import { payOnScreen } from "./config/pay-on-screen.ts";
import { reachCss } from "./config/reach-css.ts";
import type { TerminalConfig } from "./config/schema.ts";
import type { Terminal } from "./engine/terminal.ts";
import { registerAsks } from "./ipc/register.ts";
import { openJournal } from "./journal/journal.ts";
import { assembleTerminal } from "./main/assemble.ts";
import { configPath } from "./main/command-line.ts";
import { customerDisplayOf, withCustomerDisplay } from "./main/customer-display.ts";
import { FinderProcess } from "./main/device-finder.ts";
import { devicesOf } from "./main/devices.ts";
import { handlersFor, NotNow } from "./main/handlers.ts";
import { knownDevices } from "./main/known-devices.ts";
import { poleOf } from "./main/pole-display.ts";
import { scanning } from "./main/scanning.ts";
import { ServiceBook } from "./main/service-book.ts";
import { systemClock } from "./main/system-clock.ts";
import { utilityLauncher } from "./main/utility-launcher.ts";
import { voiceOf, withVoice } from "./main/voice.ts";
import { walletClient } from "./main/wallet-client.ts";
import { EXIT, type ExitCode, leaveOnSurprise } from "./shell/exit.ts";
import { fitOn } from "./shell/fit.ts";
import { spareBrokenGpu } from "./shell/gpu-falls.ts";
import { forbiddenSwitches, lockApp } from "./shell/lock.ts";
import { echoTo, type Log, openLog } from "./shell/log.ts";
import { ORIGIN, readPageFiles, SCHEMES } from "./shell/scheme.ts";
import { watchPage } from "./shell/watch-page.ts";
import { openWindow } from "./shell/window.ts";

/** The composition root: the one file that knows every room. Read from top to bottom it is the order of a start. */

const here = import.meta.dirname;
let log: Log | undefined;

leaveOnSurprise({
  process,
  write: (what, error) => {
    log?.error("main", what, error);
    process.stderr.write(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  },
  exit: (code) => app.exit(code),
});

const opened = app.isPackaged ? forbiddenSwitches(app.commandLine) : [];
if (opened.length > 0) leave(EXIT.configuration, `this terminal does not start with --${opened.join(", --")}`);

lockApp(app, Menu);
protocol.registerSchemesAsPrivileged(SCHEMES);

const loaded = loadConfig(configPath(process.argv.slice(1), process.cwd()), process.env, knownDevices);
if (loaded.ok) {
  void start(loaded.config);
} else {
  leave(EXIT.configuration, plainConfigFaults(loaded.faults));
}

async function start(config: TerminalConfig): Promise<void> {
  mkdirSync(config.dataFolder, { recursive: true });
  // Electron's own files lie with ours: two terminals on one machine share nothing, and one cannot be started twice.
  app.setPath("userData", join(config.dataFolder, "electron"));
  app.setPath("crashDumps", join(config.dataFolder, "crashes"));
  crashReporter.start({ uploadToServer: false });
  if (!app.requestSingleInstanceLock()) {
    leave(EXIT.temporary, `another terminal is running on ${config.dataFolder}`);
    return;
  }
  log = openLog({ folder: config.dataFolder, nowMs: () => Date.now(), echo: echoTo(process.stderr) });
  const { clientSecret, subscriptionKey, clientId } = config.provider;
  log.hide([clientSecret, subscriptionKey, clientId]);
  spareBrokenGpu({
    app,
    file: join(config.dataFolder, "gpu-falls.json"),
    nowMs: () => Date.now(),
    note: (what) => log?.note("main", what),
  });
  const journal = openJournal({ file: join(config.dataFolder, "journal.sqlite") });
  if (journal.is === "refused") {
    leave(EXIT.temporary, journal.fault.what);
    return;
  }
  await app.whenReady();
  powerSaveBlocker.start("prevent-display-sleep");
  run(config, journal.journal, log);
}

type OpenJournal = Extract<ReturnType<typeof openJournal>, { is: "open" }>["journal"];

function run(config: TerminalConfig, journal: OpenJournal, notes: Log): void {
  const note = (what: string): void => notes.note("terminal", what);
  const runtimeNote = process.env["MYNTFRI_RUNTIME_NOTE"];
  if (runtimeNote !== undefined) note(runtimeNote);
  for (const fault of config.leftOut) note(`not sold: ${plainFieldFault(fault)}`);
  const launcher = utilityLauncher(join(here, "hosts"));
  const fleet = startFleet({
    specs: config.devices,
    launcher,
    ticker: steadyTicker,
    traceFolder: join(config.dataFolder, "traces"),
    onNote: (what) => notes.note("devices", what),
  });
  const service = new ServiceBook({
    file: join(config.dataFolder, "service.json"),
    specs: config.devices,
    nowMs: () => Date.now(),
    after: (ms, call) => systemClock.after(ms, call),
    note: (what) => notes.note("devices", what),
  });
  fleet.onService((id, figures) => service.hearLine(id, figures));
  const accent = accentCss(config.display);
  const css = [accent, densityCss(config.display), reachCss(config.display)]
    .filter((rule) => rule !== undefined)
    .join(" ");
  const fullscreen = config.display.fullscreen ?? app.isPackaged;
  const { width, height } = config.display;
  const fit = fullscreen
    ? { width, height, zoom: 1 }
    : fitOn(screen.getPrimaryDisplay().workAreaSize, { width, height });
  const window = openWindow({
    makeWindow: (options) => {
      const made = new BrowserWindow(options);
      // The cashier's window is the terminal: the customer's does not outlive it.
      made.once("closed", () => customerDisplay?.stop());
      return made;
    },
    fromPartition: (partition) => session.fromPartition(partition),
    choice: {
      preload: join(here, "preload.cjs"),
      packaged: app.isPackaged,
      fullscreen,
      width: fit.width,
      height: fit.height,
    },
    files: readPageFiles(join(here, "renderer"), join(here, "renderer-files.json")),
    ...(css === "" ? {} : { css }),
    onLoadFailed: (error) => notes.error("page", "the page did not load", error),
  });
  // A trial on a small desk looks as it will look in its cabinet.
  if (fit.zoom < 1) window.page.on("dom-ready", () => window.page.setZoomFactor(fit.zoom));
  const scan = scanning({
    everyMs: config.keys.scanEveryMs,
    after: (ms, call) => systemClock.after(ms, call),
    show: (view) => window.show(view),
  });
  const pole = poleOf({
    devices: config.devices,
    shopName: config.shop.name,
    language: config.languages[0] ?? "en",
    display: (id) => fleet.display(id),
  });
  const customerDisplay = customerDisplayOf({
    config,
    program: here,
    fullscreen,
    accentCss: accent,
    catalogue: () => terminal.catalogue(),
    note: (what) => notes.note("customer-display", what),
    onChange: () => terminal.devicesChanged(),
  });
  const voice = voiceOf(config, () => terminal.devicesChanged());
  const shown = fullscreen ? screen.getPrimaryDisplay().size : { width, height };
  const payFirst = payOnScreen(config.pay.first, { ...config.display, ...shown });
  if (payFirst !== config.pay.first)
    note("pay.first: no room for a code beside the number, so the code comes first");
  const terminal: Terminal = assembleTerminal({
    config: { ...config, pay: { ...config.pay, first: payFirst } },
    clock: systemClock,
    journal,
    gateway: walletClient(config, systemClock, programVersion()),
    devices: withCustomerDisplay(
      withVoice(service.counting(devicesOf(config.devices, fleet, () => Date.now())), voice, () => Date.now()),
      () => customerDisplay,
      () => Date.now(),
    ),
    finder: new FinderProcess({
      launcher,
      devices: config.devices,
      after: (ms, call) => systemClock.after(ms, call),
      note: (what) => notes.note("devices", what),
    }),
    hasVoice: () => voice !== undefined && voice.condition().state !== "absent",
    onView: (view) => {
      pole(view);
      customerDisplay?.show(view);
      if (view.frame.speech?.on !== true) voice?.hush();
      scan.show(view);
    },
    onFatal: (error) => {
      notes.error("terminal", "the terminal stopped", error);
      app.exit(EXIT.software);
    },
    onNote: note,
  });
  fleet.onChange(() => terminal.devicesChanged());
  fleet.onScan((text) => terminal.scans.take(text));
  const watch = watchPage({
    page: window.page,
    clock: systemClock,
    note: (what) => notes.note("page", what),
    load: () => window.load(),
    giveUp: (why) => leave(EXIT.software, why),
  });
  registerAsks({
    page: () => (window.page.isDestroyed() ? undefined : window.page),
    origin: ORIGIN,
    handlers: handlersFor(terminal, () => window.showAgain(), voice),
    isNotNow: (error) => error instanceof NotNow,
    monotonicMs: () => systemClock.monotonicMs(),
    onRefused: ({ code, name, why, error }) => {
      if (code === "ipc/not-now") return;
      notes.error("ipc", `${code} ${name ?? ""} ${why}`, error ?? "");
    },
    onPulse: watch.beat,
  });
  terminal.start();
  // The cashier's page first.
  window.page.on("dom-ready", () => customerDisplay?.place());
  const leaveWith = leaveInOrder(async () => {
    terminal.stop();
    voice?.end();
    scan.stop();
    watch.stop();
    customerDisplay?.stop();
    window.release();
    await fleet.stop();
    service.stop();
    journal.close();
    notes.close();
  });
  app.on("window-all-closed", () => {
    // A page can close its window without asking anybody; on a till that is a fall, and the supervisor starts anew.
    if (fullscreen) note("the window closed by itself");
    leaveWith(fullscreen ? EXIT.software : EXIT.done);
  });
}

/** Outputs off, journal closed, then gone; a device that does not answer holds nobody up for longer than this. */
const LEAVE_DEADLINE_MS = 5_000;

function leaveInOrder(end: () => Promise<void>): (code: ExitCode) => void {
  let leaving = false;
  const go = (code: ExitCode): void => {
    if (leaving) return;
    leaving = true;
    const late = setTimeout(() => app.exit(code), LEAVE_DEADLINE_MS);
    void end().finally(() => {
      clearTimeout(late);
      app.exit(code);
    });
  };
  app.on("before-quit", (event) => {
    event.preventDefault();
    go(EXIT.done);
  });
  process.on("SIGTERM", () => go(EXIT.done));
  process.on("SIGINT", () => go(EXIT.done));
  return go;
}

function leave(code: ExitCode, why: string): void {
  process.stderr.write(`${why}\n`);
  log?.note("main", why);
  app.exit(code);
}

function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(app.getAppPath(), "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
