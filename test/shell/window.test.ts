import { EventEmitter } from "node:events";
import type { BrowserWindow, BrowserWindowConstructorOptions, Session, WebContents } from "electron";
import { expect, expectTypeOf, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import { VIEW_CHANNEL } from "../../electron/ipc/channels.ts";
import type { NumberedView, View } from "../../electron/ipc/contract.ts";
import { windowOptions } from "../../electron/shell/lock.ts";
import { openWindow, type ShownPage, type ShownWindow, type WindowParts } from "../../electron/shell/window.ts";

const CHOICE = { preload: "/app/preload.cjs", packaged: true, fullscreen: true, width: 1080, height: 1920 };

class FakePage extends EventEmitter implements ShownPage {
  readonly loaded: string[] = [];
  readonly inserted: string[] = [];
  readonly sent: (readonly [string, NumberedView])[] = [];
  isGone = false;
  fails: Error | undefined;

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return this.fails === undefined ? Promise.resolve() : Promise.reject(this.fails);
  }
  insertCSS(css: string): Promise<string> {
    this.inserted.push(css);
    return Promise.resolve("key");
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  send(channel: string, numbered: NumberedView): void {
    this.sent.push([channel, numbered]);
  }
}

class FakeWindow extends EventEmitter implements ShownWindow<FakePage> {
  readonly webContents = new FakePage();
  shown = 0;
  show(): void {
    this.shown += 1;
  }
  /** True when the window would stay. */
  closeRefused(): boolean {
    let isPrevented = false;
    this.emit("close", {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    return isPrevented;
  }
}

function opened(more: Partial<WindowParts<FakePage>> = {}) {
  const window = new FakeWindow();
  const made: BrowserWindowConstructorOptions[] = [];
  const partitions: string[] = [];
  const schemes: string[] = [];
  const locks: string[] = [];
  const failures: unknown[] = [];
  const note = (name: string) => () => {
    locks.push(name);
  };
  const terminal = openWindow<FakePage>({
    makeWindow: (options) => {
      made.push(options);
      return window;
    },
    fromPartition: (partition) => {
      partitions.push(partition);
      return {
        protocol: { handle: (scheme) => schemes.push(scheme) },
        setPermissionRequestHandler: note("request"),
        setPermissionCheckHandler: note("check"),
        setDevicePermissionHandler: note("device"),
        setSpellCheckerEnabled: note("spelling"),
        on: note("download"),
        webRequest: { onBeforeRequest: note("requests") },
      };
    },
    choice: CHOICE,
    files: new Map(),
    onLoadFailed: (error) => failures.push(error),
    ...more,
  });
  return { window, page: window.webContents, made, partitions, schemes, locks, failures, terminal };
}

function view(amount: number): View {
  const frame = {
    mode: "kiosk",
    shopName: "Kaffebaren",
    language: "nb",
    currency: "NOK",
    wallet: "Vipps",
    theme: "light",
    largeText: false,
    lowReach: false,
    languages: ["nb"],
    keys: "four-arrows",
    catalogueVersion: 1,
    soldOut: [],
    troubles: [],
    practice: true,
  } as const;
  return { frame, screen: { at: "late", amount: minor(amount) } };
}

test("the session is locked and serves the page before the window loads it", () => {
  const { made, partitions, schemes, locks, page, window } = opened();
  expect(made).toEqual([windowOptions(CHOICE)]);
  expect([partitions, schemes]).toEqual([["till"], ["till"]]);
  expect(locks.sort()).toEqual(["check", "device", "download", "request", "requests", "spelling"]);
  expect(page.loaded).toEqual(["till://app/index.html"]);
  window.emit("ready-to-show");
  expect(window.shown).toBe(1);
});

test("views are numbered through the whole run, and the last one is sent again to a page that loaded anew", () => {
  const { terminal, page } = opened();
  terminal.showAgain();
  expect(page.sent).toEqual([]);
  terminal.show(view(1));
  terminal.show(view(2));
  terminal.load();
  terminal.showAgain();
  expect(page.sent).toEqual([
    [VIEW_CHANNEL, { seq: 1, view: view(1) }],
    [VIEW_CHANNEL, { seq: 2, view: view(2) }],
    [VIEW_CHANNEL, { seq: 2, view: view(2) }],
  ]);
  expect(page.loaded).toHaveLength(2);
  page.isGone = true;
  terminal.show(view(3));
  expect(page.sent).toHaveLength(3);
});

test("a full-screen window closes only when the program leaves; a trial window closes at any time", () => {
  const { window, terminal } = opened();
  expect(window.closeRefused()).toBe(true);
  terminal.release();
  expect(window.closeRefused()).toBe(false);
  expect(opened({ choice: { ...CHOICE, fullscreen: false } }).window.closeRefused()).toBe(false);
});

test("the shop's colours are laid over the page at every load", () => {
  const { page } = opened({ css: ":root { --accent: #123456 }" });
  page.emit("dom-ready");
  page.emit("dom-ready");
  expect(page.inserted).toEqual([":root { --accent: #123456 }", ":root { --accent: #123456 }"]);
});

test("a load that fails is told and throws nowhere", async () => {
  const { page, terminal, failures } = opened();
  page.fails = new Error("ERR_FAILED");
  terminal.load();
  await Promise.resolve();
  await Promise.resolve();
  expect(failures).toEqual([new Error("ERR_FAILED")]);
});

test("Electron's own objects fit", () => {
  expectTypeOf<BrowserWindow>().toExtend<ShownWindow<WebContents>>();
  expectTypeOf<(partition: string) => Session>().toExtend<WindowParts<WebContents>["fromPartition"]>();
});
