import type { BrowserWindowConstructorOptions } from "electron";
import { VIEW_CHANNEL } from "../ipc/channels.ts";
import type { NumberedView, View } from "../ipc/contract.ts";
import { type LockableSession, lockSession, PARTITION, type WindowChoice, windowOptions } from "./lock.ts";
import { PAGE_URL, type ServedFiles, type SessionProtocol, servePage } from "./scheme.ts";

/** What a page's `WebContents` offers and we load and show on. */
export interface ShownPage {
  loadURL(url: string): Promise<void>;
  insertCSS(css: string): Promise<string>;
  isDestroyed(): boolean;
  send(channel: string, numbered: NumberedView): void;
  on(event: "dom-ready", listener: () => void): unknown;
}

/** What a `BrowserWindow` offers and we use. */
export interface ShownWindow<Page extends ShownPage> {
  readonly webContents: Page;
  show(): void;
  on(event: "close", listener: (event: { preventDefault(): void }) => void): unknown;
  once(event: "ready-to-show", listener: () => void): unknown;
}

export interface WindowParts<Page extends ShownPage> {
  /** `(options) => new BrowserWindow(options)` */
  readonly makeWindow: (options: BrowserWindowConstructorOptions) => ShownWindow<Page>;
  /** `(partition) => session.fromPartition(partition)` */
  readonly fromPartition: (partition: string) => LockableSession & { readonly protocol: SessionProtocol };
  readonly choice: WindowChoice;
  readonly files: ServedFiles;
  /** Rules laid over the page's own style sheets, for the shop's accent. */
  readonly css?: string;
  /** Loading ended in a failure; the page watch hears of it too. */
  readonly onLoadFailed: (error: unknown) => void;
}

/** The one window of the terminal. */
export interface TerminalWindow<Page> {
  readonly page: Page;
  /** Sends the whole picture of the world under the next number. */
  show(view: View): void;
  /** Sends the last picture once more, for a page that has just loaded. */
  showAgain(): void;
  /** Loads the page anew; it asks for the picture itself. */
  load(): void;
  /** From now on the window may close. */
  release(): void;
}

/** After `ready`. Locks the window's session, serves the page on it, makes the window and loads the page. */
export function openWindow<Page extends ShownPage>(parts: WindowParts<Page>): TerminalWindow<Page> {
  const { choice, files, css, onLoadFailed } = parts;
  const session = parts.fromPartition(PARTITION);
  lockSession(session, choice.packaged);
  servePage(session.protocol, files);
  const window = parts.makeWindow(windowOptions(choice));
  const page = window.webContents;
  const views = numberedViews((numbered) => {
    if (!page.isDestroyed()) page.send(VIEW_CHANNEL, numbered);
  });
  let isReleased = false;
  window.on("close", (event) => {
    if (choice.fullscreen && !isReleased) event.preventDefault();
  });
  window.once("ready-to-show", () => window.show());
  if (css !== undefined)
    page.on("dom-ready", () => {
      page.insertCSS(css).catch(onLoadFailed);
    });
  const load = () => {
    page.loadURL(PAGE_URL).catch(onLoadFailed);
  };
  load();
  return {
    page,
    ...views,
    load,
    release: () => {
      isReleased = true;
    },
  };
}

/** Numbers views from 1 for as long as the program runs, so that a page never shows an older one over a newer one. */
export function numberedViews(
  send: (numbered: NumberedView) => void,
): Pick<TerminalWindow<unknown>, "show" | "showAgain"> {
  let last: NumberedView | undefined;
  return {
    show: (view) => {
      last = { seq: (last?.seq ?? 0) + 1, view };
      send(last);
    },
    showAgain: () => {
      if (last !== undefined) send(last);
    },
  };
}
