import { EventEmitter } from "node:events";
import type { App, Menu, Session, WebContents } from "electron";
import { expect, expectTypeOf, test } from "vitest";
import { EDITING_KEYS, isAllowedKey } from "../../electron/shell/keys.ts";
import {
  FORBIDDEN_SWITCHES,
  forbiddenSwitches,
  type LockableApp,
  type LockablePage,
  type LockableSession,
  lockApp,
  lockPage,
  lockSession,
  windowOptions,
} from "../../electron/shell/lock.ts";
import { FakePage } from "./fake-page.ts";

const LOCKED_PREFERENCES = {
  preload: "/app/preload.cjs",
  partition: "till",
  devTools: false,
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
  backgroundThrottling: false,
  zoomMode: "disabled",
};

test("an installed terminal's window has these settings and no others", () => {
  const choice = { preload: "/app/preload.cjs", packaged: true, fullscreen: true, width: 1080, height: 1920 };
  expect(windowOptions(choice)).toEqual({
    show: false,
    title: "Myntfri",
    width: 1080,
    height: 1920,
    useContentSize: true,
    kiosk: true,
    frame: false,
    alwaysOnTop: true,
    autoHideMenuBar: true,
    minimizable: false,
    maximizable: false,
    closable: false,
    movable: false,
    resizable: false,
    webPreferences: LOCKED_PREFERENCES,
  });
});

test("a trial run differs in its frame and in the developer tools, and in nothing that protects", () => {
  const choice = { preload: "/app/preload.cjs", packaged: false, fullscreen: false, width: 800, height: 480 };
  expect(windowOptions(choice)).toEqual({
    show: false,
    title: "Myntfri",
    width: 800,
    height: 480,
    useContentSize: true,
    kiosk: false,
    frame: true,
    alwaysOnTop: false,
    autoHideMenuBar: true,
    minimizable: true,
    maximizable: true,
    closable: true,
    movable: true,
    resizable: true,
    webPreferences: { ...LOCKED_PREFERENCES, devTools: true },
  });
});

test.each([...FORBIDDEN_SWITCHES])("the switch --%s is forbidden", (name) => {
  expect(forbiddenSwitches({ hasSwitch: (asked) => asked === name })).toEqual([name]);
});

test("harmless switches are not named", () => {
  expect(forbiddenSwitches({ hasSwitch: (asked) => asked === "lang" })).toEqual([]);
});

class FakeApp extends EventEmitter implements LockableApp {
  sandboxed = false;
  enableSandbox(): void {
    this.sandboxed = true;
  }
}

function lockedApp() {
  const app = new FakeApp();
  const menus: unknown[] = [];
  lockApp(app, { setApplicationMenu: (menu) => menus.push(menu) });
  return { app, menus };
}

test("the app runs sandboxed, without a menu, and locks every page that is ever made", () => {
  const { app, menus } = lockedApp();
  expect([app.sandboxed, menus]).toEqual([true, [null]]);
  const page = new FakePage();
  app.emit("web-contents-created", {}, page);
  expect(page.openHandler?.()).toEqual({ action: "deny" });
});

test("no client certificate is ever sent, and nobody listens where Electron's own answer is no", () => {
  const { app } = lockedApp();
  const answers: unknown[][] = [];
  let isPrevented = false;
  const event = {
    preventDefault: () => {
      isPrevented = true;
    },
  };
  app.emit("select-client-certificate", event, {}, "https://a.test", [{}], (...given: unknown[]) =>
    answers.push(given),
  );
  expect([isPrevented, answers]).toEqual([true, [[]]]);
  expect(app.eventNames()).toEqual(["web-contents-created", "select-client-certificate"]);
});

class FakeSession extends EventEmitter implements LockableSession {
  request: ((page: unknown, permission: string, answer: (granted: boolean) => void) => void) | undefined;
  check: (() => boolean) | undefined;
  device: (() => boolean) | undefined;
  spellChecker: boolean | undefined;
  before: ((request: { url: string }, answer: (response: { cancel: boolean }) => void) => void) | undefined;
  readonly webRequest = {
    onBeforeRequest: (listener: NonNullable<FakeSession["before"]>) => {
      this.before = listener;
    },
  };

  setPermissionRequestHandler(handler: NonNullable<FakeSession["request"]>): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: () => boolean): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
}

const PERMISSIONS = ["clipboard-read", "fileSystem", "fullscreen", "geolocation", "hid", "media", "notifications"];

test("no permission, no device, no spell checker and no download", () => {
  const session = new FakeSession();
  lockSession(session, true);
  const answers: boolean[] = [];
  for (const permission of [...PERMISSIONS, "openExternal", "serial", "usb", "unknown"])
    session.request?.({}, permission, (granted) => answers.push(granted));
  expect(answers).toEqual(Array.from({ length: 11 }, () => false));
  expect([session.check?.(), session.device?.(), session.spellChecker]).toEqual([false, false, false]);
  let isPrevented = false;
  session.emit("will-download", {
    preventDefault: () => {
      isPrevented = true;
    },
  });
  expect(isPrevented).toBe(true);
});

test.each([
  ["till://app/index.html", true, false],
  ["till://app/assets/a.js", true, false],
  ["till://app.evil/index.html", true, true],
  ["till://other/index.html", true, true],
  ["https://api.vipps.no/", true, true],
  ["http://127.0.0.1:4010/", true, true],
  ["ws://127.0.0.1/", true, true],
  ["file:///etc/passwd", true, true],
  ["data:text/html,x", true, true],
  ["devtools://devtools/bundled/inspector.html", true, true],
  ["devtools://devtools/bundled/inspector.html", false, false],
  ["https://example.test/", false, true],
])("a request for %s of a packaged (%s) program is cancelled: %s", (url, packaged, cancel) => {
  const session = new FakeSession();
  lockSession(session, packaged);
  const answers: unknown[] = [];
  session.before?.({ url }, (response) => answers.push(response));
  expect(answers).toEqual([{ cancel }]);
});

test("a page goes nowhere, opens nothing, holds no webview and hears no menu", () => {
  const page = new FakePage();
  lockPage(page);
  expect(page.openHandler?.()).toEqual({ action: "deny" });
  expect(page.ignoresMenuShortcuts).toBe(true);
  for (const name of ["will-frame-navigate", "will-redirect", "will-attach-webview"])
    expect(page.prevented(name)).toBe(true);
});

const BARE = { control: false, alt: false, meta: false };

test("letters, digits, signs, editing keys and the cashier's keys are heard", () => {
  const page = new FakePage();
  lockPage(page);
  for (const key of ["a", "Å", "7", " ", "+", "é", "€", ...EDITING_KEYS, "F2", "F3", "F4", "F8", "F9"])
    expect(page.prevented("before-input-event", { ...BARE, key })).toBe(false);
});

test.each(["F5", "F11", "F12", "F24", "Alt", "Control", "Meta", "AltGraph", "ContextMenu", "PrintScreen"])(
  "the key %s is not heard",
  (key) => {
    const page = new FakePage();
    lockPage(page);
    expect(page.prevented("before-input-event", { ...BARE, key })).toBe(true);
  },
);

test.each(["BrowserBack", "BrowserHome", "LaunchMail", "MediaPlayPause", "ZoomIn", "Power", "Pause", ""])(
  "the key %j is not allowed",
  (key) => {
    expect(isAllowedKey({ ...BARE, key })).toBe(false);
  },
);

test.each(["control", "alt", "meta"])("nothing is allowed together with %s", (modifier) => {
  for (const key of ["w", "q", "r", "i", "+", "-", "0", "Tab", "Enter", "F9"])
    expect(isAllowedKey({ ...BARE, key, [modifier]: true })).toBe(false);
});

test("Electron's own objects fit", () => {
  expectTypeOf<App>().toExtend<LockableApp>();
  expectTypeOf<Session>().toExtend<LockableSession>();
  expectTypeOf<WebContents>().toExtend<LockablePage>();
  expectTypeOf<typeof Menu>().toExtend<Parameters<typeof lockApp>[1]>();
});
