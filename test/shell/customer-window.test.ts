import { EventEmitter } from "node:events";
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from "electron";
import { expect, expectTypeOf, test } from "vitest";
import { CATALOGUE_CHANNEL, VIEW_CHANNEL } from "../../electron/ipc/channels.ts";
import type { CatalogueView, NumberedView, View } from "../../electron/ipc/contract.ts";
import {
  type CustomerPage,
  type CustomerShownWindow,
  CustomerWindow,
} from "../../electron/shell/customer-window.ts";
import { PAGE_URL } from "../../electron/shell/scheme.ts";
import { sampleView } from "../../renderer/dev/sample-views.ts";
import { StillClock } from "./still-clock.ts";

const MAIN: Rectangle = { x: 0, y: 0, width: 1366, height: 768 };
const SECOND: Rectangle = { x: 1366, y: 0, width: 1024, height: 600 };
const CATALOGUE: CatalogueView = { version: 1, categories: [], goods: [] };
const VIEW: View = sampleView("customer/goods/nb/light");

class FakePage extends EventEmitter implements CustomerPage {
  readonly loaded: string[] = [];
  readonly sent: (readonly [string, NumberedView | CatalogueView])[] = [];
  crashes = 0;
  hangs = false;
  fails: Error | undefined;
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return this.fails === undefined ? Promise.resolve() : Promise.reject(this.fails);
  }
  insertCSS(): Promise<string> {
    return Promise.resolve("key");
  }
  executeJavaScript(): Promise<unknown> {
    return this.hangs ? new Promise(() => undefined) : Promise.resolve(0);
  }
  isDestroyed(): boolean {
    return false;
  }
  send(channel: string, sent: NumberedView | CatalogueView): void {
    this.sent.push([channel, sent]);
  }
  forcefullyCrashRenderer(): void {
    this.crashes += 1;
  }
}

class FakeWindow extends EventEmitter implements CustomerShownWindow {
  readonly webContents = new FakePage();
  readonly options: BrowserWindowConstructorOptions;
  ignoresMouse = false;
  isGone = false;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  showInactive(): void {
    this.emit("shown");
  }
  setIgnoreMouseEvents(ignore: boolean): void {
    this.ignoresMouse = ignore;
  }
  destroy(): void {
    this.isGone = true;
    this.emit("closed");
  }
}

function counter(screens: Rectangle[], fullscreen = true) {
  const made: FakeWindow[] = [];
  const notes: string[] = [];
  const clock = new StillClock();
  let changes = 0;
  const window = new CustomerWindow({
    makeWindow: (options) => {
      const one = new FakeWindow(options);
      made.push(one);
      return one;
    },
    screens: () => screens,
    choice: { preload: "/app/customer-preload.cjs", packaged: true, fullscreen, width: 1024, height: 600 },
    screen: 2,
    catalogue: () => CATALOGUE,
    after: (ms, call) => clock.after(ms, call),
    note: (what) => notes.push(what),
    onChange: () => {
      changes += 1;
    },
  });
  return { window, made, notes, clock, screens, changes: () => changes };
}

test("it fills the second screen, takes no touch and no key, and loads the page under every lock", () => {
  const { window, made } = counter([MAIN, SECOND]);
  window.place();
  expect(made).toHaveLength(1);
  expect(made[0]?.options).toMatchObject({
    ...SECOND,
    kiosk: true,
    focusable: false,
    webPreferences: {
      preload: "/app/customer-preload.cjs",
      sandbox: true,
      contextIsolation: true,
      devTools: false,
    },
  });
  expect(made[0]?.ignoresMouse).toBe(true);
  expect(made[0]?.webContents.loaded).toEqual([PAGE_URL]);
});

test("a page that has loaded is given the catalogue, then the newest view", () => {
  const { window, made } = counter([MAIN, SECOND]);
  window.place();
  window.show(VIEW);
  const page = made[0]?.webContents;
  page?.sent.splice(0);
  page?.emit("dom-ready");
  expect(page?.sent).toEqual([
    [CATALOGUE_CHANNEL, CATALOGUE],
    [VIEW_CHANNEL, { seq: 1, view: VIEW }],
  ]);
  expect(window.condition().state).toBe("ready");
});

test("without its screen it is missing, in words; plugged in it comes, pulled out it goes", () => {
  const { window, made, screens, changes } = counter([MAIN]);
  window.place();
  expect(made).toEqual([]);
  expect(window.condition()).toEqual({
    state: "absent",
    what: "the customer's screen (screen 2) is not connected",
  });
  expect(changes()).toBe(1);
  screens.push(SECOND);
  window.place();
  made[0]?.webContents.emit("dom-ready");
  expect(window.condition().state).toBe("ready");
  window.place();
  expect(made).toHaveLength(1);
  screens.pop();
  window.place();
  expect(made[0]?.isGone).toBe(true);
  expect(window.condition().state).toBe("absent");
});

test("a page that falls, hangs or does not load is brought back ever more slowly, for ever", async () => {
  const { window, made, clock, notes } = counter([MAIN, SECOND]);
  window.place();
  const page = made[0]?.webContents;
  page?.emit("dom-ready");
  for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    const loads = page?.loaded.length ?? 0;
    page?.emit("render-process-gone");
    expect(window.condition().state).toBe("fault");
    clock.pass(waitMs - 1);
    expect(page?.loaded).toHaveLength(loads);
    clock.pass(1);
    expect(page?.loaded).toHaveLength(loads + 1);
    page?.emit("dom-ready");
    expect(window.condition().state).toBe("ready");
  }
  // Answers need a turn of the loop between two pulses.
  for (let seconds = 0; seconds < 600; seconds += 5) {
    clock.pass(5_000);
    await Promise.resolve();
  }
  const loads = page?.loaded.length ?? 0;
  page?.emit("render-process-gone");
  window.show(VIEW);
  expect(page?.sent.at(-1)?.[0]).toBe(CATALOGUE_CHANNEL);
  clock.pass(1_000);
  expect(page?.loaded).toHaveLength(loads + 1);
  page?.emit("unresponsive");
  expect(page?.crashes).toBe(1);
  expect(notes).toHaveLength(9);
});

test("a trial opens it beside the other, without a second screen; stopped it comes no more", () => {
  const { window, made } = counter([MAIN], false);
  window.place();
  expect(made[0]?.options).toMatchObject({ kiosk: false, width: 1024, height: 600 });
  window.stop();
  expect(made[0]?.isGone).toBe(true);
  window.place();
  expect(made).toHaveLength(1);
});

test("Electron's own window fits", () => {
  expectTypeOf<BrowserWindow>().toExtend<CustomerShownWindow>();
});

test("a page that hangs is crashed after two pulses without an answer and brought back; one that answers is left alone", async () => {
  const { window, made, notes, clock } = counter([MAIN, SECOND]);
  window.place();
  const page = made[0]?.webContents;
  if (page === undefined) throw new Error("no window was made");
  page.emit("dom-ready");
  const pulses = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      clock.pass(5_000);
      await Promise.resolve();
    }
  };
  await pulses(10);
  expect(page.crashes).toBe(0);
  page.hangs = true;
  await pulses(2);
  expect(page.crashes).toBe(0);
  await pulses(1);
  expect([page.crashes, notes]).toEqual([1, ["the customer's screen hangs"]]);
  page.hangs = false;
  page.emit("render-process-gone");
  clock.pass(1_000);
  expect(page.loaded).toHaveLength(2);
  page.emit("dom-ready");
  await pulses(10);
  expect(page.crashes).toBe(1);
  window.stop();
  page.hangs = true;
  await pulses(5);
  expect(page.crashes).toBe(1);
});
