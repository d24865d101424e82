import type { BrowserWindowConstructorOptions, Rectangle } from "electron";
import { CATALOGUE_CHANNEL, VIEW_CHANNEL } from "../ipc/channels.ts";
import type { CatalogueView, NumberedView, View } from "../ipc/contract.ts";
import { type WindowChoice, windowOptions } from "./lock.ts";
import { PAGE_URL } from "./scheme.ts";
import { numberedViews } from "./window.ts";

/** What the customer's `WebContents` offers and we use. */
export interface CustomerPage {
  loadURL(url: string): Promise<void>;
  insertCSS(css: string): Promise<string>;
  isDestroyed(): boolean;
  send(channel: string, sent: NumberedView | CatalogueView): void;
  /** Asked for nothing but to answer: a page that hangs never does. The page itself sends nothing. */
  executeJavaScript(code: string): Promise<unknown>;
  forcefullyCrashRenderer(): void;
  on(event: "dom-ready" | "render-process-gone" | "unresponsive", listener: () => void): unknown;
}

/** What its `BrowserWindow` offers and we use. */
export interface CustomerShownWindow {
  readonly webContents: CustomerPage;
  showInactive(): void;
  setIgnoreMouseEvents(ignore: boolean): void;
  destroy(): void;
  once(event: "ready-to-show" | "closed", listener: () => void): unknown;
}

export interface CustomerWindowParts {
  /** `(options) => new BrowserWindow(options)` */
  readonly makeWindow: (options: BrowserWindowConstructorOptions) => CustomerShownWindow;
  /** The computer's screens, the main one first, then from left to right. */
  readonly screens: () => readonly Rectangle[];
  readonly choice: WindowChoice;
  /** Counted from 1. */
  readonly screen: number;
  readonly css?: string;
  readonly catalogue: () => CatalogueView;
  readonly after: (ms: number, call: () => void) => () => void;
  readonly note: (what: string) => void;
  /** `condition` would answer differently. */
  readonly onChange: () => void;
}

export interface CustomerWindowCondition {
  readonly state: "ready" | "connecting" | "absent" | "fault";
  readonly what: string;
}

/** Nobody presses anything here, so nobody but we would notice that it hangs. */
const PULSE_EVERY_MS = 5_000;
const MISSES_MAX = 2;

/** A page that falls is loaded anew after 1, 2, 4 … 60 s, for as long as the terminal runs: no sale hangs on it. */
const RELOAD_MOST_MS = 60_000;
/** After so long without a fall the next one is taken for a first. */
const HEALTHY_MS = 600_000;

/**
 * The customer's screen at a counter. It takes no touch and no key and cannot speak to the terminal. It comes and goes with
 * its screen; whatever becomes of it, the sale goes on.
 */
export class CustomerWindow {
  readonly #parts: CustomerWindowParts;
  readonly #views: ReturnType<typeof numberedViews>;
  #window: CustomerShownWindow | undefined;
  #condition: CustomerWindowCondition = { state: "connecting", what: "the customer's screen is being opened" };
  #falls = 0;
  /** Nothing is sent to a page that has fallen: it gets all of it when it is back. */
  #isThere = false;
  #stopReload: () => void = () => undefined;
  #stopPulse: () => void = () => undefined;
  #stopped = false;

  constructor(parts: CustomerWindowParts) {
    this.#parts = parts;
    this.#views = numberedViews((numbered) => this.#send(VIEW_CHANNEL, numbered));
  }

  condition(): CustomerWindowCondition {
    return this.#condition;
  }

  show(view: View): void {
    this.#views.show(view);
  }

  /** At the start, and whenever a screen was plugged in or out. */
  place(): void {
    if (this.#stopped) return;
    const { choice, screen } = this.#parts;
    const bounds = this.#parts.screens()[screen - 1];
    if (choice.fullscreen && bounds === undefined) {
      this.#close();
      this.#become({ state: "absent", what: `the customer's screen (screen ${screen}) is not connected` });
      return;
    }
    if (this.#window === undefined) this.#open(choice.fullscreen ? bounds : undefined);
  }

  stop(): void {
    this.#stopped = true;
    this.#close();
  }

  #open(bounds: Rectangle | undefined): void {
    const { makeWindow, choice, css, note } = this.#parts;
    const window = makeWindow({ ...windowOptions(choice), ...bounds, title: "Myntfri customer", focusable: false });
    this.#window = window;
    window.setIgnoreMouseEvents(true);
    window.once("ready-to-show", () => window.showInactive());
    window.once("closed", () => {
      if (this.#window === window) this.#close();
    });
    const page = window.webContents;
    page.on("dom-ready", () => {
      if (css !== undefined)
        page.insertCSS(css).catch((error: unknown) => note(`its style rules: ${String(error)}`));
      this.#isThere = true;
      this.#stopReload();
      this.#stopReload = this.#parts.after(HEALTHY_MS, () => {
        this.#falls = 0;
      });
      this.#watch(page);
      this.#send(CATALOGUE_CHANNEL, this.#parts.catalogue());
      this.#views.showAgain();
      this.#become({ state: "ready", what: "ready" });
    });
    page.on("unresponsive", () => page.forcefullyCrashRenderer());
    page.on("render-process-gone", () => this.#fell("its process ended"));
    this.#load(window);
  }

  /** From a page's load until it falls: what does not answer two pulses in a row is crashed, and then loaded anew. */
  #watch(page: CustomerPage): void {
    this.#stopPulse();
    let missed = 0;
    const beat = () => {
      if (page.isDestroyed()) return;
      if (missed >= MISSES_MAX) {
        this.#parts.note("the customer's screen hangs");
        page.forcefullyCrashRenderer();
        return;
      }
      missed += 1;
      page.executeJavaScript("0").then(
        () => {
          missed = 0;
        },
        // A page that is going answers nothing; its end is told by itself.
        () => undefined,
      );
      this.#stopPulse = this.#parts.after(PULSE_EVERY_MS, beat);
    };
    this.#stopPulse = this.#parts.after(PULSE_EVERY_MS, beat);
  }

  #load(window: CustomerShownWindow): void {
    window.webContents.loadURL(PAGE_URL).catch((error: unknown) => {
      if (this.#window === window) this.#fell(String(error));
    });
  }

  #fell(why: string): void {
    const window = this.#window;
    if (window === undefined || this.#stopped) return;
    this.#isThere = false;
    this.#stopPulse();
    this.#parts.note(`the customer's screen fell: ${why}`);
    this.#become({ state: "fault", what: "the customer's screen fell and is being brought back" });
    const waitMs = Math.min(1_000 * 2 ** this.#falls, RELOAD_MOST_MS);
    this.#falls += 1;
    this.#stopReload();
    this.#stopReload = this.#parts.after(waitMs, () => {
      if (this.#window === window && !window.webContents.isDestroyed()) this.#load(window);
    });
  }

  #send(channel: string, sent: NumberedView | CatalogueView): void {
    const page = this.#window?.webContents;
    if (page !== undefined && this.#isThere && !page.isDestroyed()) page.send(channel, sent);
  }

  #close(): void {
    const window = this.#window;
    this.#window = undefined;
    this.#isThere = false;
    this.#stopReload();
    this.#stopPulse();
    window?.destroy();
  }

  #become(condition: CustomerWindowCondition): void {
    if (condition.state === this.#condition.state) return;
    this.#condition = condition;
    this.#parts.onChange();
  }
}
