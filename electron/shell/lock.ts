import type { BrowserWindowConstructorOptions } from "electron";
import { isAllowedKey, type Key } from "./keys.ts";
import { ORIGIN } from "./scheme.ts";

/** Forgotten when the program ends: no cookie, cache or stored value survives. */
export const PARTITION = "till";

export interface WindowChoice {
  /** Absolute path of the packed preload. */
  readonly preload: string;
  readonly packaged: boolean;
  /** Fills the screen, stays on top and cannot be closed; otherwise a framed window of the given size. */
  readonly fullscreen: boolean;
  /** CSS pixels of the page. */
  readonly width: number;
  readonly height: number;
}

/** Every setting is spelled out, the safe defaults too: a default that changes must not change us. */
export function windowOptions(choice: WindowChoice): BrowserWindowConstructorOptions {
  const { preload, packaged, fullscreen, width, height } = choice;
  return {
    show: false,
    title: "Myntfri",
    width,
    height,
    useContentSize: true,
    kiosk: fullscreen,
    frame: !fullscreen,
    alwaysOnTop: fullscreen,
    autoHideMenuBar: true,
    minimizable: !fullscreen,
    maximizable: !fullscreen,
    closable: !fullscreen,
    movable: !fullscreen,
    resizable: !fullscreen,
    webPreferences: {
      preload,
      partition: PARTITION,
      devTools: !packaged,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      safeDialogs: true,
      spellcheck: false,
      // A covered window must go on counting seconds and answering pulses.
      backgroundThrottling: false,
      zoomMode: "disabled",
    },
  };
}

/** Chromium switches that open what the fuses cannot close. A packaged terminal that is given one does not start. */
export const FORBIDDEN_SWITCHES = [
  "remote-debugging-port",
  "remote-debugging-pipe",
  "no-sandbox",
  "disable-web-security",
  "ignore-certificate-errors",
  "host-resolver-rules",
  "host-rules",
  "proxy-server",
  "proxy-pac-url",
  "load-extension",
  "js-flags",
  "log-net-log",
  "user-data-dir",
] as const;

/** The forbidden switches this program was started with. Ask it in packaged programs; tests need some of them. */
export function forbiddenSwitches(commandLine: { hasSwitch(name: string): boolean }): readonly string[] {
  return FORBIDDEN_SWITCHES.filter((name) => commandLine.hasSwitch(name));
}

interface Preventable {
  preventDefault(): void;
}

/** What `app` offers and we lock. */
export interface LockableApp {
  enableSandbox(): void;
  on(event: "web-contents-created", listener: (event: unknown, page: LockablePage) => void): unknown;
  on(
    event: "select-client-certificate",
    listener: (
      event: Preventable,
      page: unknown,
      url: string,
      certificates: readonly unknown[],
      callback: () => void,
    ) => void,
  ): unknown;
}

/**
 * Before `ready`. Certificate errors and proxy log-ins are refused by Electron itself as long as nobody listens for them.
 * `menu` is Electron's `Menu`: without a menu of ours it would make one with all its short cuts.
 */
export function lockApp(app: LockableApp, menu: { setApplicationMenu(menu: null): void }): void {
  app.enableSandbox();
  menu.setApplicationMenu(null);
  app.on("web-contents-created", (_event, page) => lockPage(page));
  app.on("select-client-certificate", (event, _page, _url, _certificates, callback) => {
    // Left alone, Electron would send the first certificate it finds.
    event.preventDefault();
    callback();
  });
}

/** What a session offers and we lock. */
export interface LockableSession {
  setPermissionRequestHandler(
    handler: (page: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setSpellCheckerEnabled(enabled: boolean): void;
  on(event: "will-download", listener: (event: Preventable) => void): unknown;
  readonly webRequest: {
    onBeforeRequest(
      listener: (request: { readonly url: string }, answer: (response: { cancel: boolean }) => void) => void,
    ): void;
  };
}

/** The page's session: no permission, no device, no download, and no request but for its own files. */
export function lockSession(session: LockableSession, packaged: boolean): void {
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on("will-download", (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayBeAsked(url, packaged) }));
}

/** The developer tools bring their own page, in unpackaged programs. */
function mayBeAsked(url: string, packaged: boolean): boolean {
  return url.startsWith(`${ORIGIN}/`) || (!packaged && url.startsWith("devtools://"));
}

/** What a page's `WebContents` offers and we lock. */
export interface LockablePage {
  setWindowOpenHandler(handler: () => { action: "deny" }): void;
  setIgnoreMenuShortcuts(ignore: boolean): void;
  on(event: "will-frame-navigate", listener: (event: Preventable) => void): unknown;
  on(event: "will-redirect", listener: (event: Preventable) => void): unknown;
  on(event: "will-attach-webview", listener: (event: Preventable) => void): unknown;
  on(event: "before-input-event", listener: (event: Preventable, key: Key) => void): unknown;
}

/** Every page from its first moment, whoever made it: it stays where it is, opens nothing and hears allowed keys only. */
export function lockPage(page: LockablePage): void {
  page.setWindowOpenHandler(() => ({ action: "deny" }));
  page.setIgnoreMenuShortcuts(true);
  page.on("will-frame-navigate", (event) => event.preventDefault());
  page.on("will-redirect", (event) => event.preventDefault());
  page.on("will-attach-webview", (event) => event.preventDefault());
  page.on("before-input-event", (event, key) => {
    if (!isAllowedKey(key)) event.preventDefault();
  });
}
